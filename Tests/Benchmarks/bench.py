#!/usr/bin/env python3
"""How long fuselint takes, as a ratio to `clang -fsyntax-only` on the same files in the same run.

usage: bench.py FUSELINT TREE [--directory fs/fuse] [--file fs/fuse/dir.c] [--rounds 9] [--out FILE.md]

FUSELINT is a release build, TREE a kernel tree; nothing is written to it. Each round runs every command once, one after the
other, so that a machine that gets slower gets slower for all; what is shown are medians. hyperfine does the timing.
"""
import argparse, json, os, platform, re, shlex, shutil, statistics, subprocess, sys, tempfile


def clang():
    for version in range(40, 18, -1):
        path = f'/usr/lib/llvm-{version}/bin/clang'
        if os.access(path, os.X_OK):
            return path
    sys.exit('bench: no clang of version 19 or later; apt-get install clang-19')


def one(tool, *arguments):
    return subprocess.run([tool, *arguments], capture_output=True, text=True, check=True).stdout


class Bench:
    def __init__(self, options):
        self.options = options
        self.fuselint = os.path.abspath(options.fuselint)
        self.tree = os.path.realpath(options.tree)
        self.place = tempfile.mkdtemp(prefix='fuselint-bench-')
        self.cache = f'{self.place}/cache'
        self.environment = dict(os.environ, XDG_CACHE_HOME=self.cache)
        folder = f'{self.tree}/{options.directory}'
        self.files = sorted(f'{options.directory}/{name}' for name in os.listdir(folder) if name.endswith('.c'))

    def close(self):
        shutil.rmtree(self.place)

    def script(self, name, lines):
        path = f'{self.place}/{name}'
        with open(path, 'w') as file:
            file.write('#!/bin/sh\n' + '\n'.join(lines) + '\n')
        os.chmod(path, 0o700)
        return path

    def compile(self, name, files):
        """A script that has clang look at the files, with the flags that fuselint has for them."""
        compiler = clang()
        lines = []
        for file in files:
            run = subprocess.run(
                [self.fuselint, 'doctor', '--flags', file, '--tree', self.tree], capture_output=True, text=True, env=self.environment)
            flags = [line for line in run.stdout.split('\n') if line]
            lines.append(shlex.join([compiler, '-fsyntax-only', *flags, f'{self.tree}/{file}']))
        return self.script(name, lines)

    def patches(self, count):
        """Patches that fuselint has never seen: each adds an assertion to a function of the file."""
        file = self.options.file
        with open(f'{self.tree}/{file}') as source:
            lines = source.read().split('\n')
        opened = [number for number, line in enumerate(lines) if line == '{' and ';' not in lines[number - 1]]
        step = len(opened) // (count + 1)
        texts = []
        for index in range(count):
            at = opened[(index + 1) * step] + index
            # A number of its own, so that no answer is there already.
            added = f'\tBUILD_BUG_ON({self.round * 100 + index + 1000} == 0);'
            before, after = lines[at - 2:at + 1], lines[at + 1:at + 4]
            start = at - 1
            text = [f'Subject: [PATCH {index + 1}/{count}] change {index + 1}', '', '---', f'--- a/{file}', f'+++ b/{file}']
            text += [f'@@ -{start},{len(before + after)} +{start},{len(before + after) + 1} @@']
            text += [' ' + line for line in before] + ['+' + added] + [' ' + line for line in after]
            lines[at + 1:at + 1] = [added]
            texts.append('\n'.join(text) + '\n')
        names = []
        for index, text in enumerate(texts):
            names.append(f'{self.place}/{index + 1:04}-{count}.patch')
            with open(names[-1], 'w') as patch:
                patch.write(text)
        return names

    def review(self, name, count):
        patches = self.patches(count)
        return self.script(name, [shlex.join([self.fuselint, 'review', '--tree', self.tree, '--format', 'terse', *patches]) + ' >/dev/null'])

    def commands(self):
        check = shlex.join([self.fuselint, 'check', self.options.directory, '--tree', self.tree, '--format', 'terse'])
        checking = self.script('check', [check + ' >/dev/null'])
        nothing = self.script('nothing', ['true'])
        folder = f'{self.cache}/fuselint'
        return [
            ('clang, all files', nothing, self.compile('clang-all', self.files)),
            ('check, no cache', self.script('clear', [f'rm -rf {folder}']), checking),
            ('check, parsed headers kept', self.script('clear-answers', [f'rm -rf {folder}/answers {folder}/units']), checking),
            ('check, all kept', nothing, checking),
            ('clang, one file', nothing, self.compile('clang-one', [self.options.file])),
            ('review, one patch', nothing, self.review('review-1', 1)),
            ('review, ten patches', nothing, self.review('review-10', 10)),
        ]

    def run(self):
        times, memory = {}, {}
        for self.round in range(self.options.rounds):
            # Anew each round: the patches are others.
            for name, prepare, command in self.commands():
                out = f'{self.place}/times.json'
                subprocess.run(
                    ['hyperfine', '--style', 'none', '-N', '-i', '--runs', '1', '--prepare', prepare, '--export-json', out, command],
                    check=True, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                with open(out) as file:
                    result = json.load(file)['results'][0]
                times.setdefault(name, []).append(result['times'][0])
                memory[name] = max(memory.get(name, 0), max(result.get('memory_usage_byte') or [0]))
        return times, memory


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('fuselint')
    parser.add_argument('tree')
    parser.add_argument('--directory', default='fs/fuse')
    parser.add_argument('--file', default='fs/fuse/dir.c')
    parser.add_argument('--rounds', type=int, default=9)
    parser.add_argument('--out')
    options = parser.parse_args()
    bench = Bench(options)
    try:
        times, memory = bench.run()
    finally:
        bench.close()
    medians = {name: statistics.median(values) for name, values in times.items()}
    base = {'clang, all files': 'clang, all files', 'review, ten patches': 'review, one patch'}
    rows = []
    for name, median in medians.items():
        against = base.get(name) or ('clang, all files' if name.startswith('check') else 'clang, one file')
        rows.append(f'| {name} | {median:.2f} s | {min(times[name]):.2f} to {max(times[name]):.2f} | {median / medians[against]:.2f} of {against} '
                    f'| {memory[name] / 1e6:.0f} MB |')
    with open('/proc/cpuinfo') as file:
        models = re.findall(r'model name\s*: (.*)', file.read())
    text = '\n'.join([
        f'{options.directory} and {options.file}, {options.rounds} rounds, {len(models)} cores ({models[0] if models else platform.machine()}), '
        f'{one(clang(), "--version").split(chr(10))[0]}', '',
        '| what | median | from, to | ratio | peak memory |', '|---|---|---|---|---|', *rows, ''])
    print(text)
    if options.out:
        with open(options.out, 'w') as file:
            file.write(text)


main()
