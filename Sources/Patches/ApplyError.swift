import SourceTree

/// Why a patch does not apply.
public enum ApplyError: Error, CustomStringConvertible, Equatable, Sendable {
    /// Parts of the patch are missing or spoiled; it can only be reviewed detached.
    case incomplete(patch: String, reason: String)
    case missingFile(TreePath, patch: String)
    case alreadyExists(TreePath, patch: String)
    case hunkFailed(HunkFailure)
    /// git refuses for another reason, told in its own words.
    case refused(patch: String, message: String)

    public var description: String {
        switch self {
        case .incomplete(let patch, let reason): "patch '\(patch)' is not whole: \(reason)"
        case .missingFile(let path, let patch):
            "patch '\(patch)' does not apply: the tree has no file '\(path)'; is it made for another tree?"
        case .alreadyExists(let path, let patch):
            "patch '\(patch)' does not apply: it adds '\(path)', which the tree already has; is it applied already?"
        case .hunkFailed(let failure): failure.description
        case .refused(let patch, let message): "patch '\(patch)' does not apply: \(message)"
        }
    }

    /// The file that stopped it, where there is one.
    public var path: TreePath? {
        switch self {
        case .missingFile(let path, _), .alreadyExists(let path, _): path
        case .hunkFailed(let failure): failure.path
        case .incomplete, .refused: nil
        }
    }
}

/// A hunk whose old lines are not in the file, and the place that comes nearest.
public struct HunkFailure: Sendable, Hashable, CustomStringConvertible {
    public var patch: String
    public var path: TreePath
    /// Counted from 1 within the file's change.
    public var hunkNumber: Int
    public var hunkCount: Int
    /// `@@ -1,6 +1,9 @@`
    public var header: String
    public var headerInputLine: Int
    /// Nil where no line of the hunk is in the file.
    public var nearest: NearestMatch?

    public var description: String {
        let start = "patch '\(patch)' does not apply: \(path): hunk \(hunkNumber) of \(hunkCount) (\(header), input line \(headerInputLine))"
        guard let nearest else { return start + " matches nothing in the file" }
        var text = start + "; nearest is line \(nearest.line), where \(nearest.equal) of \(nearest.total) lines match"
        if let difference = nearest.firstDifference {
            text += "; line \(difference.fileLine) is '\(difference.found ?? "(end of file)")', the patch has '\(difference.expected)'"
        } else {
            text += "; the lines are there, but hunks before it took them or git requires them elsewhere"
        }
        return text
    }
}

/// Where in a file a hunk's old lines come nearest.
public struct NearestMatch: Sendable, Hashable {
    public struct Difference: Sendable, Hashable {
        /// 1-based.
        public var fileLine: Int
        public var inputLine: Int
        /// The patch's line, trimmed and shortened for a message.
        public var expected: String
        /// The file's line, as `expected`; nil past its end.
        public var found: String?
    }

    /// The line of the file (1-based) that the hunk's first old line is laid on.
    public var line: Int
    /// How many of the hunk's old lines are there, of how many.
    public var equal: Int
    public var total: Int
    /// Nil where all are equal.
    public var firstDifference: Difference?
}

/// Finds out which hunk git could not apply, and where it would nearly go.
enum ApplyFailure {
    static func explain(_ stderr: String, patch: Patch, files: [FileChange], contents: [TreePath: [UInt8]]) -> ApplyError {
        for file in files {
            if let old = file.oldPath, contents[old] == nil, !files.contains(where: { $0.newPath == old && $0.kind != .modified }) {
                return .missingFile(old, patch: patch.label)
            }
        }
        let messages = stderr.split(separator: "\n").map { $0.hasPrefix("error: ") ? String($0.dropFirst(7)) : String($0) }
        for message in messages {
            // "patch failed: fs/fuse/file.c:2370"
            if let rest = message.dropPrefix("patch failed: "), let colon = rest.lastIndex(of: ":") {
                let name = String(rest[..<colon])
                let line = Int(rest[rest.index(after: colon)...])
                for file in files where file.path.description == name || file.oldPath?.description == name {
                    if let number = file.hunks.firstIndex(where: { $0.oldStart == line }) {
                        return .hunkFailed(failure(of: number, file, patch, contents))
                    }
                }
            }
            if let name = message.dropSuffix(": already exists in index"), let path = try? TreePath(String(name)) {
                return .alreadyExists(path, patch: patch.label)
            }
        }
        // Creating or deleting with lines that do not fit has no hunk in git's message.
        for file in files {
            if let number = file.hunks.indices.first(where: { failure(of: $0, file, patch, contents).nearest?.firstDifference != nil }) {
                return .hunkFailed(failure(of: number, file, patch, contents))
            }
        }
        return .refused(patch: patch.label, message: messages.first ?? "git apply gave no reason")
    }

    private static func failure(of number: Int, _ file: FileChange, _ patch: Patch, _ contents: [TreePath: [UInt8]]) -> HunkFailure {
        let hunk = file.hunks[number]
        let lines = [InputLine](splitting: file.oldPath.flatMap { contents[$0] } ?? []).map(\.bytes)
        return HunkFailure(
            patch: patch.label, path: file.path, hunkNumber: number + 1, hunkCount: file.hunks.count, header: hunk.header,
            headerInputLine: hunk.headerInputLine, nearest: nearest(hunk, in: lines))
    }

    /// Of a line that occurs often, so many occurrences on either side of the expected place are looked at.
    private static let occurrenceLimit = 32

    /// The place with the most equal lines, the nearest to the header's number among equals.
    ///
    /// Every equal pair of lines votes for the start that would lay one on the other, so that the search is
    /// linear in hunk and file.
    static func nearest(_ hunk: Hunk, in file: [ArraySlice<UInt8>]) -> NearestMatch? {
        let old = hunk.oldLines
        guard !old.isEmpty, !file.isEmpty else { return nil }
        func folded(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            bytes.last == .carriageReturn ? bytes.dropLast() : bytes
        }
        var places: [ArraySlice<UInt8>: [Int]] = [:]
        let wanted = Set(old.map { folded($0.bytes[...]) })
        for (index, line) in file.enumerated() where wanted.contains(folded(line)) {
            places[folded(line), default: []].append(index)
        }
        var votes: [Int: Int] = [:]
        for (offset, line) in old.enumerated() {
            guard let found = places[folded(line.bytes[...])] else { continue }
            let expected = hunk.oldStart - 1 + offset
            let middle = found.partitioningIndex { $0 >= expected }
            let voters = found[max(0, middle - occurrenceLimit)..<min(found.count, middle + occurrenceLimit)]
            for place in voters where place >= offset { votes[place - offset, default: 0] += 1 }
        }
        let expected = hunk.oldStart - 1
        guard let best = votes.max(by: { ($0.value, -abs($0.key - expected), -$0.key) < ($1.value, -abs($1.key - expected), -$1.key) }) else {
            return nil
        }
        var equal = 0
        var difference: NearestMatch.Difference?
        for (offset, line) in old.enumerated() {
            let index = best.key + offset
            let found = index < file.count ? file[index] : nil
            if found == line.bytes[...] {
                equal += 1
            } else if difference == nil {
                difference = NearestMatch.Difference(
                    fileLine: index + 1, inputLine: line.inputLine, expected: quoted(line.bytes[...]), found: found.map(quoted))
            }
        }
        return NearestMatch(line: best.key + 1, equal: equal, total: old.count, firstDifference: difference)
    }

    /// The line for a message: white space visible, at most 60 characters.
    private static func quoted(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes.prefix(240), as: UTF8.self)
        let shown = text.map { $0 == "\t" ? "\\t" : $0 == "\r" ? "\\r" : $0 == "\r\n" ? "\\r" : String($0) }.joined()
        return shown.count > 60 ? shown.prefix(57) + "..." : shown
    }
}

extension [Int] {
    /// The first index whose element meets the condition, in an array where all that meet it stand last.
    fileprivate func partitioningIndex(where isLater: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isLater(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension String {
    func dropPrefix(_ prefix: String) -> Substring? { hasPrefix(prefix) ? dropFirst(prefix.count) : nil }
    func dropSuffix(_ suffix: String) -> Substring? { hasSuffix(suffix) ? dropLast(suffix.count) : nil }
}
