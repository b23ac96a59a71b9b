"""What the benchmarks share: programs at work on a kernel tree, how long they take, and how much memory."""
import json, os, platform, re, shlex, shutil, signal, subprocess, sys, tempfile, time


def llvm(name):
    """A program of the newest LLVM from 19 on; None where there is none."""
    for version in range(40, 18, -1):
        for path in f'/usr/lib/llvm-{version}/bin/{name}', f'/usr/bin/{name}-{version}':
            if os.access(path, os.X_OK):
                return path
    return None


def clang():
    return llvm('clang') or sys.exit('no clang of version 19 or later; apt-get install clang-19')


def version(*command):
    """What a program says of its version, in the first line with a number."""
    run = subprocess.run(command, capture_output=True, text=True)
    lines = [line.strip() for line in (run.stdout + run.stderr).split('\n') if re.search(r'\d', line)]
    return lines[0] if lines else ''


def machine():
    with open('/proc/cpuinfo') as file:
        models = re.findall(r'model name\s*: (.*)', file.read())
    with open('/proc/meminfo') as file:
        total = int(re.search(r'MemTotal:\s*(\d+)', file.read()).group(1)) / 1e6
    return f'{len(models)} cores ({models[0] if models else platform.machine()}), {total:.0f} GB, Linux {platform.release()}'


def load():
    """How busy the machine is, in programs that want to run."""
    return os.getloadavg()[0]


class Workplace:
    """A place of its own for scripts, patches and fuselint's cache; it goes when the benchmark ends."""

    def __init__(self, fuselint, tree):
        self.fuselint = os.path.abspath(fuselint)
        self.tree = os.path.realpath(tree)
        self.place = tempfile.mkdtemp(prefix='fuselint-bench-')
        self.cache = f'{self.place}/cache/fuselint'
        self.environment = dict(os.environ, XDG_CACHE_HOME=f'{self.place}/cache')
        self.known_flags = {}

    def __enter__(self):
        # The place goes where it is cut off, too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.place)

    def sources(self, directory):
        return sorted(f'{directory}/{name}' for name in os.listdir(f'{self.tree}/{directory}') if name.endswith('.c'))

    def flags(self, file):
        """The flags that fuselint has for a file."""
        if file not in self.known_flags:
            run = subprocess.run(
                [self.fuselint, 'doctor', '--flags', file, '--tree', self.tree], capture_output=True, text=True, env=self.environment)
            self.known_flags[file] = [line for line in run.stdout.split('\n') if line]
        return self.known_flags[file]

    def script(self, name, lines):
        path = f'{self.place}/{name}'
        with open(path, 'w') as file:
            file.write('#!/bin/sh\n' + '\n'.join(lines) + '\n')
        os.chmod(path, 0o700)
        return path

    def forget(self, *kinds):
        """A command that drops what fuselint has kept: all of it, or some kinds."""
        return shlex.join(['rm', '-rf', *([f'{self.cache}/{kind}' for kind in kinds] or [self.cache])])

    def check(self, *paths):
        return shlex.join([self.fuselint, 'check', *paths, '--tree', self.tree, '--format', 'terse']) + ' >/dev/null'

    def review(self, patches):
        return shlex.join([self.fuselint, 'review', '--tree', self.tree, '--format', 'terse', *patches]) + ' >/dev/null'

    def seconds(self, command, prepare=None):
        """How long a script takes, once. Findings are no failure; hyperfine does the timing."""
        out = f'{self.place}/times.json'
        subprocess.run(
            ['hyperfine', '--style', 'none', '-N', '-i', '--runs', '1', '--prepare', prepare or 'true', '--export-json', out, command],
            check=True, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(out) as file:
            return json.load(file)['results'][0]['times'][0]

    def megabytes(self, command, prepare=None):
        """The most memory that a script and all that it starts have at one moment, pages that they share counted once.

        Looking takes time itself, so this is no run to time.
        """
        subprocess.run(['sh', '-c', prepare or 'true'], check=True, env=self.environment)
        process = subprocess.Popen([command], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        most = 0
        while process.poll() is None:
            most = max(most, sum(proportional(number) for number in family(process.pid)))
            time.sleep(0.02)
        return most / 1e6


def family(number):
    """A process and all that come from it."""
    found, work = [], [number]
    while work:
        number = work.pop()
        found.append(number)
        try:
            for task in os.listdir(f'/proc/{number}/task'):
                with open(f'/proc/{number}/task/{task}/children') as file:
                    work += [int(child) for child in file.read().split()]
        except OSError:
            pass  # It has just ended.
    return found


def proportional(number):
    """Bytes of a process, of pages that several have its share."""
    try:
        with open(f'/proc/{number}/smaps_rollup') as file:
            found = re.search(r'^Pss:\s*(\d+)', file.read(), re.M)
        return int(found.group(1)) * 1024 if found else 0
    except OSError:
        return 0


def assertions(tree, file, count, mark):
    """Texts of a series in which each patch adds an assertion to a function of the file.

    With another mark they are other patches, so that no answer to them is there already.
    """
    with open(f'{tree}/{file}', errors='surrogateescape') as source:
        lines = source.read().split('\n')
    opened = [number for number, line in enumerate(lines) if line == '{' and ';' not in lines[number - 1]]
    texts = []
    for index in range(count):
        at = opened[(index + 1) * len(opened) // (count + 1)] + index
        added = f'\tBUILD_BUG_ON({mark * 1000 + index + 1000} == 0);'
        before, after = lines[at - 2:at + 1], lines[at + 1:at + 4]
        start = at - 1
        text = [f'Subject: [PATCH {index + 1}/{count}] change {index + 1}', '', '---', f'--- a/{file}', f'+++ b/{file}']
        text += [f'@@ -{start},{len(before + after)} +{start},{len(before + after) + 1} @@']
        text += [' ' + line for line in before] + ['+' + added] + [' ' + line for line in after]
        lines[at + 1:at + 1] = [added]
        texts.append('\n'.join(text) + '\n')
    return texts
