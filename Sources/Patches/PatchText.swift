/// Writes patches in git's format, from the model: what mail transport did to the text is gone.
enum PatchText {
    /// What the lines of a file end with, beside the line feed.
    enum LineEnds {
        case asGiven
        /// The file in the tree has CRLF and transport took the carriage returns off the patch.
        case carriageReturn
    }

    static func write(_ file: FileChange, lineEnds: LineEnds, to text: inout [UInt8]) {
        func line(_ string: String) {
            text += string.utf8
            text.append(.lineFeed)
        }
        let old = (file.oldPath ?? file.path).description
        let new = (file.newPath ?? file.path).description
        line("diff --git \(DiffPaths.quoted("a/" + old)) \(DiffPaths.quoted("b/" + new))")
        func mode(_ mode: Int?) -> String { String(mode ?? 0o100644, radix: 8) }
        switch file.kind {
        case .added: line("new file mode " + mode(file.newMode))
        case .deleted: line("deleted file mode " + mode(file.oldMode))
        case .modified, .modeChange, .renamed, .copied:
            if let before = file.oldMode, let after = file.newMode, before != after {
                line("old mode " + mode(before))
                line("new mode " + mode(after))
            }
        }
        if file.kind == .renamed || file.kind == .copied {
            let verb = file.kind == .renamed ? "rename" : "copy"
            line("\(verb) from \(DiffPaths.quoted(old))")
            line("\(verb) to \(DiffPaths.quoted(new))")
        }
        if file.isBinary {
            for binary in file.binaryText {
                text += binary
                text.append(.lineFeed)
            }
            return
        }
        guard !file.hunks.isEmpty else { return }
        line("--- " + (file.oldPath.map { DiffPaths.quoted("a/" + $0.description) } ?? "/dev/null"))
        line("+++ " + (file.newPath.map { DiffPaths.quoted("b/" + $0.description) } ?? "/dev/null"))
        for hunk in file.hunks { write(hunk, lineEnds: lineEnds, to: &text) }
    }

    private static func write(_ hunk: Hunk, lineEnds: LineEnds, to text: inout [UInt8]) {
        text += hunk.header.utf8
        text.append(.lineFeed)
        for line in hunk.lines {
            switch line.kind {
            case .context: text.append(.space)
            case .added: text.append(UInt8(ascii: "+"))
            case .removed: text.append(UInt8(ascii: "-"))
            }
            text += line.bytes
            if lineEnds == .carriageReturn, line.bytes.last != .carriageReturn { text.append(.carriageReturn) }
            text.append(.lineFeed)
            if line.noNewlineAtEnd {
                text += "\\ No newline at end of file\n".utf8
            }
        }
    }
}
