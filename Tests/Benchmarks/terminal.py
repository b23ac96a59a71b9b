#!/usr/bin/env python3
"""How fast the interactive review is: to its first screen, from a key to what it changes on the screen, and idle.

usage: terminal.py FUSELINT TREE [--patches 50] [--size 200x50] [--idle 30] [--open-limit 200] [--key-limit 16]

FUSELINT is a release build, TREE a kernel tree; nothing is written to it. A series of patches to fs/fuse is made, and reviewed
twice, so that the cache is warm; and once more as a range of commits, in a repository that has all of the tree's files. Every key is waited for until the screen has been still for a while: a list may be
followed by the file that its first line is about. Fails where the first screen, or the first answer to any key, takes longer
than its limit. A key that leaves to a program outside, as the editor is, is not among them.
"""
import argparse, difflib, fcntl, os, pty, select, signal, shutil, statistics, struct, subprocess, sys, tempfile, termios, time

# Seconds without output after which a screen is whole.
STILL = 0.12

# Keys in the order in which they are pressed: a name, the bytes, how often.
KEYS = [
    ('list: down', b'j', 60), ('list: up', b'k', 60), ('list: page down', b' ', 6), ('list: top', b'g', 1),
    ('next patch', b'J', 50), ('previous patch', b'K', 50), ('other pane', b'\t', 1), ('down', b'j', 40),
    ('page down', b' ', 10), ('half a page up', b'\x15', 10), ('bottom', b'G', 2), ('top', b'g', 2),
    ('next hunk', b'}', 10), ('previous hunk', b'{', 10), ('right', b'l', 5), ('left', b'h', 5),
    ('wheel', b'\x1b[<65;150;30M', 10), ('/', b'/', 1), ('search: type', b'step', 1), ('search: Enter', b'\r', 1), ('n', b'n', 10),
    ('next finding', b']', 3), ('Enter', b'\r', 1), ('back', b'q', 1), ('help', b'?', 1), ('back', b'q', 1), ('next hunk', b'}', 1),
    ('next hunk', b'{', 1), ('comment line', b'j', 4), ('draw anew', b'\x0c', 2),
]
# Names that many places have, and the largest files.
for name in ('fuse_simple_request', 'get_fuse_conn'):
    KEYS += [('uses: ask', b'r', 1), ('uses: erase', b'\x15', 1), ('uses: type', name.encode(), 1), ('uses: Enter', b'\r', 1),
             ('uses: down', b'j', 20), ('uses: back', b'q', 1)]
for name in ('fuse_file_open', 'fuse_lookup_name', 'fuse_writepages'):
    KEYS += [('definition: ask', b't', 1), ('definition: erase', b'\x15', 1), ('definition: type', name.encode(), 1),
             ('definition: Enter', b'\r', 1), ('definition: page', b' ', 5), ('definition: back', b'q', 1)]
for name in ('fs/fuse/dir.c', 'fs/fuse/file.c', 'include/linux/fs.h'):
    KEYS += [('file: ask', b'o', 1), ('file: erase', b'\x15', 1), ('file: type', name.encode(), 1), ('file: Enter', b'\r', 1),
             ('file: bottom', b'G', 1), ('file: search', b'/return\r', 1), ('file: back', b'q', 1)]


class Session:
    """The program in a terminal of its own."""

    def __init__(self, arguments, place, directory, columns, rows):
        self.started = time.perf_counter()
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(directory)
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
            os.environ.update(TERM='xterm-256color', LC_ALL='C.UTF-8', XDG_STATE_HOME=f'{place}/state', EDITOR='true')
            os.execv(arguments[0], arguments)

    def screen(self, still=STILL):
        """When the first and the last byte came of what comes until nothing has for a while; nil twice for nothing."""
        first = last = None
        while select.select([self.terminal], [], [], still)[0]:
            try:
                os.read(self.terminal, 1 << 16)
            except OSError:
                break
            last = time.perf_counter()
            first = first or last
        return first, last

    def first(self):
        """Milliseconds to the end of the first screen."""
        select.select([self.terminal], [], [], 30)
        _, last = self.screen()
        return (last - self.started) * 1000

    def press(self, key):
        """Milliseconds to the first and to the last byte of what the key changes; nil where it changes nothing."""
        pressed = time.perf_counter()
        os.write(self.terminal, key)
        first, last = self.screen()
        # A `q` too many: what follows would be the echo of a terminal without a program.
        if os.waitpid(self.process, os.WNOHANG)[0]:
            sys.exit(f'terminal: the program ended at the key {key!r}')
        return None if last is None else ((first - pressed) * 1000, (last - pressed) * 1000)

    def ticks(self):
        with open(f'/proc/{self.process}/stat') as file:
            words = file.read().rsplit(')', 1)[1].split()
        return sum(int(word) for word in words[11:15])

    def rest(self, seconds):
        """Waits until the program has taken next to no time for `seconds`: the review and its programs are done."""
        calm, before = 0, self.ticks()
        while calm < seconds:
            self.screen(1)
            now = self.ticks()
            calm = calm + 1 if now - before <= 1 else 0
            before = now

    def close(self):
        os.write(self.terminal, b'\x03')
        self.screen()
        try:
            os.kill(self.process, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(self.process, 0)


def series(tree, place, count):
    """Mails that change one file after the other, each made on top of those before."""
    names = sorted(name for name in os.listdir(f'{tree}/fs/fuse') if name.endswith('.c'))
    texts, paths = {}, []
    for number in range(1, count + 1):
        name = names[number % len(names)]
        if name not in texts:
            with open(f'{tree}/fs/fuse/{name}', errors='surrogateescape') as file:
                texts[name] = file.read().splitlines(keepends=True)
        old = texts[name]
        ends = [index for index, line in enumerate(old) if line == '}\n']
        new = list(old)
        # From the end, so that places stay right.
        for index in reversed(ends[::4]):
            new[index:index] = [f'\t/* Step {number} of the way. */\n']
        texts[name] = new
        diff = ''.join(difflib.unified_diff(old, new, f'a/fs/fuse/{name}', f'b/fs/fuse/{name}'))
        path = f'{place}/{number:04}.patch'
        with open(path, 'w', errors='surrogateescape') as file:
            file.write(
                f'From: A. Developer <dev@example.org>\nSubject: [PATCH {number:02}/{count}] fuse: step {number} of the way\n'
                f'Date: Mon, 9 Mar 2026 08:00:00 +0000\nMessage-ID: <{number}@example.org>\n\nTell where we are.\n---\n'
                f'diff --git a/fs/fuse/{name} b/fs/fuse/{name}\n{diff}-- \n2.47.0\n')
        paths.append(path)
    return paths


def repository(tree, place, patches):
    """A work tree of which the patches are the last commits."""
    top = f'{place}/work'
    shutil.copytree(tree, top, symlinks=True)

    def git(*arguments):
        identity = ['-c', 'user.name=A. Developer', '-c', 'user.email=dev@example.org', '-c', 'gc.auto=0']
        subprocess.run(['git', *identity, *arguments], cwd=top, check=True, stdout=subprocess.DEVNULL)

    git('init', '--quiet')
    git('add', '--all', '--force')
    git('commit', '--quiet', '--message', 'before')
    git('am', '--quiet', *patches)
    return top


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('fuselint')
    parser.add_argument('tree')
    parser.add_argument('--patches', type=int, default=50)
    parser.add_argument('--size', default='200x50')
    parser.add_argument('--idle', type=int, default=30)
    parser.add_argument('--open-limit', type=float, default=200)
    parser.add_argument('--key-limit', type=float, default=16)
    options = parser.parse_args()
    columns, rows = map(int, options.size.split('x'))
    tree, place = os.path.realpath(options.tree), tempfile.mkdtemp(prefix='fuselint-terminal-')
    try:
        program, patches = os.path.abspath(options.fuselint), series(tree, place, options.patches)

        def open_once():
            session = Session(arguments, place, directory, columns, rows)
            return session, session.first()

        def open_often():
            session, cold = open_once()
            session.rest(8)
            session.close()
            opened = []
            for _ in range(9):
                session, milliseconds = open_once()
                opened.append(milliseconds)
                session.close()
            return cold, opened

        arguments, directory = [program, 'review', '-i', f'HEAD~{options.patches}..'], repository(tree, place, patches)
        cold_range, opened_range = open_often()
        arguments, directory = [program, 'review', '-i', '--tree', tree, *patches], place
        cold, opened = open_often()
        session, milliseconds = open_once()
        opened.append(milliseconds)
        session.rest(8)
        before = session.ticks()
        time.sleep(options.idle)
        idle = (session.ticks() - before) * 1000 / os.sysconf('SC_CLK_TCK')
        times = {}
        for name, key, count in KEYS:
            for _ in range(count):
                milliseconds = session.press(key)
                if milliseconds is not None:
                    times.setdefault(name, []).append(milliseconds)
        session.close()
    finally:
        shutil.rmtree(place, ignore_errors=True)
    for name, first, others in ('mails', cold, opened), ('commits', cold_range, opened_range):
        print(f'first screen, {name}: cold {first:.0f} ms, warm median {statistics.median(others):.0f} ms, slowest {max(others):.0f} ms')
    print(f'idle: {idle:.0f} ms of processor time in {options.idle} s')
    print(f'{"ms":20} {"":3} {"first":>7} {"byte":7} {"last":>7} {"byte":7}')
    print(f'{"key":20} {"n":>3}' + f' {"median":>7} {"slowest":>7}' * 2)
    for name, values in times.items():
        columns = [f'{statistics.median(column):7.1f} {max(column):7.1f}' for column in zip(*values)]
        print(f'{name:20} {len(values):3}', *columns)
    every = [(first, last, name) for name, values in times.items() for first, last in values]
    late = sum(first > options.key_limit for first, _, _ in every)
    slowest, settled = max(every), max((last, name) for _, last, name in every)
    print(f'slowest key: {slowest[0]:.1f} ms ({slowest[2]}); {late} of {len(every)} above {options.key_limit:.0f} ms; '
          f'all is there after {settled[0]:.1f} ms ({settled[1]})')
    if max(statistics.median(opened), statistics.median(opened_range)) > options.open_limit or late:
        sys.exit('terminal: slower than it may be')


main()
