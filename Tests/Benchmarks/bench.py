#!/usr/bin/env python3
"""How long fuselint takes, as a ratio to `clang -fsyntax-only` on the same files in the same run.

usage: bench.py FUSELINT TREE [--directory fs/fuse] [--file fs/fuse/dir.c] [--rounds 9] [--alone] [--whole] [--out FILE.md]

FUSELINT is a release build, TREE a kernel tree; nothing is written to it. Each round runs every command once, one after the
other, so that a machine that gets slower gets slower for all; what is shown are medians. Other tools that are installed run on
the same files, too, unless it is --alone. --whole adds all of fs/, once, which takes half an hour. Fails where a bound is
not kept.
"""
import argparse, os, shlex, statistics, sys
import measuring
from neighbours import neighbours

# A row, what its time is compared with, the most that may come of that, and the most seconds.
BOUNDS = {
    'check, no cache': ('clang, all files', 0.45, None),
    'check, parsed headers kept': ('clang, all files', 0.25, None),
    'check, all kept': ('clang, all files', 0.05, None),
    'review, one patch': ('clang, one file', 0.6, 0.3),
    'review, ten patches': ('review, one patch', 3.0, None),
    'check, all of fs/, no cache': ('clang, all of fs/, a file a core', 0.6, None),
}
# A row of memory, and the most megabytes.
MEMORY_BOUNDS = {'check, no cache': 300, 'check, all of fs/, no cache': 1500}


class Bench:
    def __init__(self, workplace, options):
        self.workplace, self.options = workplace, options
        self.files = workplace.sources(options.directory)
        self.tools = [] if options.alone else neighbours(workplace, self.files)

    def compile(self, name, files):
        """A script that has clang look at the files, with the flags that fuselint has for them."""
        lines = [shlex.join([measuring.clang(), '-fsyntax-only', *self.workplace.flags(file), f'{self.workplace.tree}/{file}']) for file in files]
        return self.workplace.script(name, [line + ' 2>/dev/null' for line in lines])

    def review(self, name, count):
        names = []
        for index, text in enumerate(measuring.assertions(self.workplace.tree, self.options.file, count, self.round)):
            names.append(f'{self.workplace.place}/{index + 1:04}-{count}.patch')
            with open(names[-1], 'w', errors='surrogateescape') as patch:
                patch.write(text)
        return self.workplace.script(name, [self.workplace.review(names)])

    def commands(self):
        workplace = self.workplace
        checking = workplace.script('check', [workplace.check(self.options.directory)])
        # The precompiled headers are made of the stand-ins: without these they would not be warm.
        but_headers = workplace.forget('answers', 'units', 'flows', 'configurations')
        return [
            ('clang, all files', None, self.compile('clang-all', self.files)),
            ('check, no cache', workplace.forget(), checking),
            ('check, parsed headers kept', but_headers, checking),
            ('check, all kept', None, checking),
            ('clang, one file', None, self.compile('clang-one', [self.options.file])),
            ('review, one patch', None, self.review('review-1', 1)),
            ('review, ten patches', None, self.review('review-10', 10)),
        ] + [(name, None, script) for name, _, script in self.tools]

    def run(self):
        times = {}
        for self.round in range(self.options.rounds):
            # Anew each round: the patches are others.
            for name, prepare, command in self.commands():
                times.setdefault(name, []).append(self.workplace.seconds(command, prepare))
        checking = f'{self.workplace.place}/check'
        memory = {
            'check, no cache': self.workplace.megabytes(checking, self.workplace.forget()),
            'check, all kept': self.workplace.megabytes(checking),
            'review, ten patches': self.workplace.megabytes(f'{self.workplace.place}/review-10'),
        }
        if self.options.whole:
            self.run_whole(times, memory)
        return times, memory

    def run_whole(self, times, memory):
        """All of fs/, with as many clangs at once as there are cores."""
        workplace, files = self.workplace, []
        for folder, _, names in sorted(os.walk(f'{workplace.tree}/fs')):
            files += [os.path.relpath(f'{folder}/{name}', workplace.tree) for name in sorted(names) if name.endswith('.c')]
        single = [self.compile(f'clang-{number}', [file]) for number, file in enumerate(files) if workplace.flags(file)]
        with open(f'{workplace.place}/scripts', 'w') as file:
            file.write('\n'.join(single) + '\n')
        cores = len(os.sched_getaffinity(0))
        each = workplace.script('clang-fs', [f'xargs -a {workplace.place}/scripts -n 1 -P {cores} sh'])
        checking = workplace.script('check-fs', [workplace.check('fs')])
        times['clang, all of fs/, a file a core'] = [workplace.seconds(each)]
        times['check, all of fs/, no cache'] = [workplace.seconds(checking, workplace.forget())]
        memory['check, all of fs/, no cache'] = workplace.megabytes(checking, workplace.forget())


def rows(times, memory):
    """The table's rows, and the bounds that are not kept."""
    medians = {name: statistics.median(values) for name, values in times.items()}
    lines, missed = [], []
    for name, median in medians.items():
        against, ratio, seconds = BOUNDS.get(name, ('clang, one file' if name == 'clang, one file' else 'clang, all files', None, None))
        got = median / medians[against]
        asked = ', '.join([f'{ratio:.2f}'] * bool(ratio) + [f'{seconds:.2f} s'] * bool(seconds))
        if ratio and got > ratio or seconds and median > seconds:
            missed.append(name)
        lines.append(f'| {name} | {median:.2f} s | {min(times[name]):.2f} to {max(times[name]):.2f} | {got:.2f} of {against} | {asked} |')
    lines += ['', '| memory, all processes together | most | asked |', '|---|---|---|']
    for name, megabytes in memory.items():
        bound = MEMORY_BOUNDS.get(name)
        if bound and megabytes > bound:
            missed.append(f'memory of {name}')
        lines.append(f'| {name} | {megabytes:.0f} MB | {f"{bound} MB" if bound else ""} |')
    return lines, missed


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('fuselint')
    parser.add_argument('tree')
    parser.add_argument('--directory', default='fs/fuse')
    parser.add_argument('--file', default='fs/fuse/dir.c')
    parser.add_argument('--rounds', type=int, default=9)
    parser.add_argument('--alone', action='store_true')
    parser.add_argument('--whole', action='store_true')
    parser.add_argument('--out')
    options = parser.parse_args()
    before = measuring.load()
    with measuring.Workplace(options.fuselint, options.tree) as workplace:
        bench = Bench(workplace, options)
        lines, missed = rows(*bench.run())
        tree = os.path.basename(workplace.tree)
        said = [measuring.version(options.fuselint, '--version'), measuring.version(measuring.clang(), '--version')]
        said += [version for _, version, _ in bench.tools]
    text = '\n'.join([
        f'{options.directory} ({len(bench.files)} files) and {options.file} of {tree}, {options.rounds} rounds. {measuring.machine()}. '
        f'Programs that wanted to run before it began: {before:.1f}.', '', f'Versions: {"; ".join(said)}.', '',
        '| what | median | from, to | ratio | asked |', '|---|---|---|---|---|', *lines, ''])
    print(text)
    if options.out:
        with open(options.out, 'w') as file:
            file.write(text)
    if missed:
        sys.exit('bench: slower, or larger, than it may be: ' + '; '.join(missed))


main()
