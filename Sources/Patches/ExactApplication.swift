import SourceTree

/// Applies changes that stand exactly where their hunks say, without git.
///
/// That is what nearly all patches are to the tree that they were made for, and there git has no choice: it tries that place first.
/// All else is nil here, and left to git itself: offsets, renames, modes, binary changes, line ends, what does not apply.
enum ExactApplication {
    /// What the files that differ hold after all of the changes; nil where git has to tell.
    ///
    /// - Parameter before: the files that the tree has.
    static func contents(after changes: [FileChange], from before: [TreePath: [UInt8]]) -> [TreePath: [UInt8]?]? {
        var after: [TreePath: [UInt8]?] = [:]
        var seen: Set<TreePath> = []
        for change in changes {
            // Twice the same file, and the second change is to what the first has made of it.
            guard let path = plainPath(change), seen.insert(path).inserted, let old = before[path],
                let new = contents(after: change.hunks, from: old)
            else { return nil }
            if new != old { after.updateValue(new, forKey: path) }
        }
        return after
    }

    /// The file that a change gives other lines, and nothing else; nil for any other kind of change, and names that git may refuse.
    private static func plainPath(_ change: FileChange) -> TreePath? {
        guard change.kind == .modified, !change.isBinary, change.isComplete, !change.hunks.isEmpty, change.oldPath == change.newPath,
            change.oldMode == nil || change.newMode == nil || change.oldMode == change.newMode, let path = change.newPath
        else { return nil }
        let isPlain = path.description.utf8.split(separator: UInt8(ascii: "/")).allSatisfy { part in
            part.first != UInt8(ascii: ".") && part.allSatisfy(isPlainByte)
        }
        return isPlain ? path : nil
    }

    private static func isPlainByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
        default: false
        }
    }

    private static func contents(after hunks: [Hunk], from old: [UInt8]) -> [UInt8]? {
        // Where each line begins, with its line feed, and where the last ends, which may have none.
        var bounds = [0]
        for (index, byte) in old.enumerated() where byte == .lineFeed { bounds.append(index + 1) }
        if bounds.last != old.count { bounds.append(old.count) }
        let count = bounds.count - 1
        func lines(_ range: Range<Int>) -> ArraySlice<UInt8> { old[bounds[range.lowerBound]..<bounds[range.upperBound]] }
        var new: [UInt8] = []
        new.reserveCapacity(old.count + 1024)
        /// Lines of the old file that are dealt with, and how many more there are in the new one by now.
        var (done, more) = (0, 0)
        for hunk in hunks {
            guard let side = Sides(hunk) else { return nil }
            // git goes by the number in the new file, but for hunks without context at one end, which belong to that end.
            var start = max(hunk.newStart - 1, 0) - more
            if side.isFirst { start = 0 } else if side.isLast { start = count - side.old.count }
            // Lines that a hunk has come to are of no use to the next.
            let end = start + side.old.count
            guard start >= done, end <= count, !side.isFirst || done == 0, !side.isLast || end == count,
                lines(start..<end).elementsEqual(side.old.joined())
            else { return nil }
            new += lines(done..<start)
            new += side.new.joined()
            done = end
            more += side.new.count - side.old.count
        }
        new += lines(done..<count)
        return new.isEmpty ? nil : new
    }

    /// The lines of a hunk before and after, with their line feeds.
    private struct Sides {
        var old: [[UInt8]] = []
        var new: [[UInt8]] = []
        /// Whether it stands at the beginning, or the end, of the file and nowhere else.
        var isFirst: Bool
        var isLast: Bool

        /// Nil for a hunk that is odd in any way.
        init?(_ hunk: Hunk) {
            isFirst = hunk.oldStart <= 1
            isLast = hunk.lines.last?.kind != .context
            guard hunk.lines.contains(where: { $0.kind == .context }), hunk.lines.contains(where: { $0.kind != .context }) else { return nil }
            for line in hunk.lines {
                let bytes = line.noNewlineAtEnd ? line.bytes : line.bytes + [.lineFeed]
                if line.kind != .added { old.append(bytes) }
                if line.kind != .removed { new.append(bytes) }
            }
            // A line without a line feed is the last one.
            for side in [old, new] where side.dropLast().contains(where: { $0.last != .lineFeed }) { return nil }
            guard old.count == hunk.oldCount, new.count == hunk.newCount else { return nil }
        }
    }
}
