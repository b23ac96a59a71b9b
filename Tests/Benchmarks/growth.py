#!/usr/bin/env python3
"""How time and memory grow: against the lines and functions of a directory, and the patches of a series.

usage: growth.py FUSELINT TREE [--directories fs/a,fs/b...] [--series 1,2,5...] [--rounds 3] [--machines 1,2,4,8] [--out FILE.md] [--plot FILE.svg]

FUSELINT is a release build, TREE a kernel tree; nothing is written to it. Directories are checked with all rules, with nothing
kept from before; series change one file of fs/fuse and are reviewed with all kept, each for the first time. What is shown are the
least of the rounds, and an exponent: 1 where twice as much takes twice as long. --machines tells what the directories would take
if so many machines had a share of them each (`check --shard`); all shares run here, one after the other.
"""
import argparse, math, os, re, shlex, subprocess
import measuring

DIRECTORIES = 'fs/isofs,fs/kernfs,fs/quota,fs/exfat,fs/ext2,fs/overlayfs,fs/fuse,fs/jfs,fs/gfs2,fs/ubifs'
# The rules of ownership run in judged directories only where nobody says otherwise; here the same is to be done everywhere.
EVERYWHERE = 'rules:\n'


class Growth:
    def __init__(self, workplace, options):
        self.workplace, self.options = workplace, options
        self.settings = f'{workplace.place}/everywhere.yml'
        listed = subprocess.run([workplace.fuselint, 'rules'], capture_output=True, text=True, check=True).stdout
        ids = re.findall(r'^([a-z][a-z0-9]*(?:-[a-z0-9]+)+)\b', listed, re.M)
        with open(self.settings, 'w') as file:
            file.write(EVERYWHERE + ''.join(f'  {id}: everywhere\n' for id in ids))

    def check(self, name, *arguments):
        words = [self.workplace.fuselint, 'check', *arguments, '--tree', self.workplace.tree, '--config', self.settings, '--format', 'terse']
        return self.workplace.script(name, [shlex.join(words) + ' >/dev/null'])

    def least(self, command, prepare=None):
        return min(self.workplace.seconds(command, prepare) for _ in range(self.options.rounds))

    def directories(self):
        """Lines, functions, seconds and megabytes of each directory, the smallest first."""
        rows = []
        for directory in self.options.directories.split(','):
            lines = functions = 0
            for name in os.listdir(f'{self.workplace.tree}/{directory}'):
                if name.endswith(('.c', '.h')):
                    with open(f'{self.workplace.tree}/{directory}/{name}', errors='replace') as file:
                        text = file.read()
                    lines += text.count('\n')
                    functions += len(re.findall(r'^\{', text, re.M)) if name.endswith('.c') else 0
            command = self.check('growth', directory)
            seconds = self.least(command, self.workplace.forget())
            rows.append((directory, lines, functions, seconds, self.workplace.megabytes(command, self.workplace.forget())))
        return sorted(rows, key=lambda row: row[1])

    def series(self):
        """Patches, seconds and megabytes of each series."""
        workplace, rows, mark = self.workplace, [], 0
        subprocess.run(['sh', '-c', workplace.check('fs/fuse')], env=workplace.environment)
        for count in map(int, self.options.series.split(',')):
            def reviewing():
                nonlocal mark
                mark += 1
                names = []
                for number, text in enumerate(measuring.assertions(workplace.tree, 'fs/fuse/dir.c', count, mark)):
                    names.append(f'{workplace.place}/{number + 1:04}.patch')
                    with open(names[-1], 'w', errors='surrogateescape') as patch:
                        patch.write(text)
                return workplace.script('series', [workplace.review(names)])
            seconds = min(workplace.seconds(reviewing()) for _ in range(self.options.rounds))
            rows.append((f'{count}', count, seconds, workplace.megabytes(reviewing())))
        return rows

    def shares(self):
        """For each number of machines, the seconds of the longest share and of all together."""
        rows = []
        for count in map(int, self.options.machines.split(',')):
            seconds = []
            for number in range(1, count + 1):
                command = self.check('share', *self.options.directories.split(','), '--shard', f'{number}/{count}')
                seconds.append(self.workplace.seconds(command, self.workplace.forget()))
            rows.append((count, max(seconds), sum(seconds)))
        return rows


def exponent(points):
    """The slope of a line through the logarithms, by least squares, and where it meets 1."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    n = len(logs)
    mean_x, mean_y = sum(x for x, _ in logs) / n, sum(y for _, y in logs) / n
    slope = sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)
    return slope, math.exp(mean_y - slope * mean_x)


def plot(panels, path):
    import matplotlib
    matplotlib.use('Agg')
    # The same figures give the same bytes; letters are letters, and not drawn one by one.
    matplotlib.rcParams.update({'svg.hashsalt': 'fuselint', 'svg.fonttype': 'none'})
    from matplotlib import pyplot
    figure, axes = pyplot.subplots(2, 3, figsize=(13, 7))
    for axis, (what, unit, points, (slope, factor)) in zip(axes.flat, panels):
        points = sorted(points)
        xs = [x for x, _ in points]
        axis.loglog(xs, [y for _, y in points], 'o')
        axis.loglog(xs, [factor * x ** slope for x in xs], '-', label=f'exponent {slope:.2f}')
        axis.set_xlabel(what)
        axis.set_ylabel(unit)
        axis.legend()
        axis.minorticks_off()
        axis.grid(True, alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, metadata={'Date': None} if path.endswith('.svg') else None)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('fuselint')
    parser.add_argument('tree')
    parser.add_argument('--directories', default=DIRECTORIES)
    parser.add_argument('--series', default='1,2,5,10,20,50')
    parser.add_argument('--machines', default='1,2,4,8')
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--out')
    parser.add_argument('--plot')
    options = parser.parse_args()
    before = measuring.load()
    with measuring.Workplace(options.fuselint, options.tree) as workplace:
        growth = Growth(workplace, options)
        directories, series = growth.directories(), growth.series()
        shares = growth.shares() if options.machines else []
        tree = os.path.basename(workplace.tree)
        said = measuring.version(options.fuselint, '--version')
    panels = []
    for column, unit in (3, 'seconds'), (4, 'MB'):
        for what, index in ('lines of a directory', 1), ('functions of a directory', 2):
            points = [(row[index], row[column]) for row in directories]
            panels.append((what, unit, points, exponent(points)))
        points = [(row[1], row[column - 1]) for row in series]
        panels.append(('patches in a series', unit, points, exponent(points)))
    lines = [f'{tree}, least of {options.rounds} rounds. {said}. {measuring.machine()}. Programs that wanted to run before it began: {before:.1f}.', '',
             '| directory, all rules, no cache | lines | functions | seconds | MB |', '|---|---|---|---|---|']
    lines += [f'| {name} | {count} | {functions} | {seconds:.2f} | {megabytes:.0f} |' for name, count, functions, seconds, megabytes in directories]
    lines += ['', '| patches in a series to fs/fuse, all kept | seconds | MB |', '|---|---|---|']
    lines += [f'| {name} | {seconds:.2f} | {megabytes:.0f} |' for name, _, seconds, megabytes in series]
    lines += ['', '| what grows | against | exponent |', '|---|---|---|']
    lines += [f'| {unit} | {what} | {slope:.2f} |' for what, unit, _, (slope, _) in panels]
    if shares:
        lines += ['', '| machines, `--shard` | seconds until the last is done | seconds of all together |', '|---|---|---|']
        lines += [f'| {count} | {longest:.1f} | {together:.1f} |' for count, longest, together in shares]
    text = '\n'.join(lines + [''])
    print(text)
    if options.out:
        with open(options.out, 'w') as file:
            file.write(text)
    if options.plot:
        plot(panels, options.plot)


main()
