/// Finds where git put a patch's hunks.
enum HunkPlacement {
    /// The lines of the file after the patch, counted from 1, that the patch adds, and their input lines.
    ///
    /// `git apply` does not tell its offsets, so each hunk's new side is looked for in the result in git's own
    /// order: at the header's number, then ever farther after and before it. A hunk that a later one
    /// of the same patch changed again is left out.
    static func addedLines(of file: FileChange, in contents: [UInt8]) -> [Int: Int] {
        let lines = [InputLine](splitting: contents).map(\.bytes)
        var result: [Int: Int] = [:]
        var first = 0
        for hunk in file.hunks {
            let new = hunk.newLines
            guard !new.isEmpty, let start = position(of: new, in: lines, from: first, near: hunk.newStart - 1) else { continue }
            for (offset, line) in new.enumerated() where line.kind == .added { result[start + offset + 1] = line.inputLine }
            first = start + new.count
        }
        return result
    }

    private static func position(of new: [Hunk.Line], in lines: [ArraySlice<UInt8>], from first: Int, near expected: Int) -> Int? {
        let last = lines.count - new.count
        guard first <= last else { return nil }
        func withoutReturn(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
            bytes.last == .carriageReturn ? bytes.dropLast() : bytes
        }
        func matches(_ start: Int) -> Bool {
            new.indices.allSatisfy { lines[start + $0] == new[$0].bytes[...] || withoutReturn(lines[start + $0]) == withoutReturn(new[$0].bytes[...]) }
        }
        let middle = min(max(expected, first), last)
        if matches(middle) { return middle }
        for distance in 1...max(1, last - first) where distance <= searchLimit {
            if middle + distance <= last, matches(middle + distance) { return middle + distance }
            if middle - distance >= first, matches(middle - distance) { return middle - distance }
        }
        return nil
    }

    /// Lines beyond which no hunk is looked for; an offset like this is another place.
    private static let searchLimit = 10_000
}
