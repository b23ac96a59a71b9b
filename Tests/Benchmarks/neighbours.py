"""Other tools that look for faults in C, at work on the same files with the same flags."""
import shlex, shutil
import measuring


def neighbours(workplace, files):
    """Name, version and script of each tool that is installed."""
    found = []
    for name, program, version, words in [
        ('sparse', shutil.which('sparse'), ['--version'], sparse),
        ('smatch', shutil.which('smatch'), ['--version'], smatch),
        ('clang-tidy, clang-analyzer-*', measuring.llvm('clang-tidy'), ['--version'], clang_tidy),
        ('cppcheck', shutil.which('cppcheck'), ['--version'], cppcheck),
    ]:
        if not program:
            continue
        lines = [shlex.join(words(program, f'{workplace.tree}/{file}', workplace.flags(file))) for file in files]
        said = measuring.version(program, *version)
        found.append((name, said, workplace.script(name.split(',')[0], [line + ' >/dev/null 2>&1' for line in lines])))
    return found


def sparse(program, path, flags):
    return [program, *flags, path]


def smatch(program, path, flags):
    return [program, '-p=kernel', *flags, path]


def clang_tidy(program, path, flags):
    return [program, '--quiet', '--checks=-*,clang-analyzer-*', path, '--', *flags]


def cppcheck(program, path, flags):
    """It knows macros, search paths and forced headers, and no other flag."""
    words, index = [], 0
    while index < len(flags):
        flag = flags[index]
        if flag in ('-include', '-isystem', '-I', '-D') and index + 1 < len(flags):
            index += 1
            words.append({'-include': '--include=', '-isystem': '-I', '-I': '-I', '-D': '-D'}[flag] + flags[index])
        elif flag.startswith(('-I', '-D', '-U')):
            words.append(flag)
        index += 1
    return [program, '--quiet', '--enable=warning,portability', *words, path]
