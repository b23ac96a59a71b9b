import SourceTree

/// Reads diffs, git's and plain ones, out of text that may hold anything else around them.
///
/// One parser for whole and for damaged diffs: where a hunk's lines do not fit its header, it takes what is
/// there and tells the damage.
struct DiffParser {
    /// What becomes of symbolic links and submodules.
    enum LinkPolicy {
        /// A stranger's patch that has one is refused.
        case refuse
        /// One in a commit of the tree's own history is left out.
        case skip
    }

    private let lines: [InputLine]
    /// Quoted text may be cut anywhere: headers count wherever they stand.
    private let isQuoted: Bool
    private let links: LinkPolicy
    private let patch: String
    private let input: String

    private var at = 0
    private var files: [FileChange] = []
    private var damage: [Damage] = []
    private var current: FileChange?
    private var currentIsLink = false
    /// Whether some context line kept its leading space, so that a line without one is the end of a wrapped line.
    private var keepsLeadingSpace = false

    /// - Parameters:
    ///   - lines: the text, quote marks already off.
    ///   - patch: how errors name the patch.
    ///   - input: how errors name the input.
    init(_ lines: [InputLine], isQuoted: Bool, links: LinkPolicy = .refuse, patch: String, input: String) {
        self.lines = lines
        self.isQuoted = isQuoted
        self.links = links
        self.patch = patch
        self.input = input
    }

    /// The changed files and what was lost outside of them.
    /// - Throws: `PatchError` for paths and modes that are refused.
    mutating func parse() throws -> (files: [FileChange], damage: [Damage], firstLine: Int?) {
        keepsLeadingSpace = findLeadingSpace()
        var firstLine: Int?
        while at < lines.count {
            let line = lines[at]
            if line.starts(with: "diff --git ") {
                firstLine = firstLine ?? at
                finish()
                try readGitHeader()
            } else if isPlainHeader(at) {
                firstLine = firstLine ?? at
                finish()
                try readPlainHeader()
            } else if let header = HunkHeader(line.bytes), current != nil || isQuoted {
                let hunk = readHunk(header)
                if current == nil {
                    damage.append(Damage(inputLine: line.number, reason: "a hunk whose file is not named"))
                } else {
                    current?.hunks.append(hunk)
                }
            } else {
                if line.starts(with: "diff --cc ") || line.starts(with: "diff --combined ") {
                    finish()
                    damage.append(Damage(inputLine: line.number, reason: "the combined diff of a merge"))
                }
                at += 1
            }
        }
        finish()
        return (files, damage, firstLine)
    }

    private mutating func finish() {
        defer {
            current = nil
            currentIsLink = false
        }
        guard var file = current, !currentIsLink else { return }
        if file.hunks.isEmpty, !file.isBinary, file.kind == .modified {
            if file.oldMode != file.newMode, file.newMode != nil {
                file.kind = .modeChange
            } else if isQuoted {
                file.damage.append(Damage(inputLine: file.headerInputLine, reason: "a file without hunks"))
            } else {
                return
            }
        }
        files.append(file)
    }

    // MARK: file headers

    /// `---` and `+++`; between the two and a hunk nothing may stand.
    private func isPlainHeader(_ index: Int) -> Bool {
        index + 2 < lines.count && lines[index].starts(with: "--- ") && lines[index + 1].starts(with: "+++ ")
            && HunkHeader(lines[index + 2].bytes) != nil
    }

    private mutating func readPlainHeader() throws {
        let header = lines[at]
        let old = DiffPaths.name(lines[at].bytes.dropFirst(4))
        let new = DiffPaths.name(lines[at + 1].bytes.dropFirst(4))
        let hunk = HunkHeader(lines[at + 2].bytes)
        at += 2
        func isEpoch(_ line: InputLine) -> Bool { line.text.contains("1970-01-01 ") || line.text.contains("1969-12-31 ") }
        let isAdded = old == "/dev/null" || (hunk?.oldCount == 0 && hunk?.oldStart == 0 && isEpoch(header))
        let isDeleted = new == "/dev/null" || (hunk?.newCount == 0 && hunk?.newStart == 0 && isEpoch(lines[at - 1]))
        var oldPath = isAdded ? nil : try path(DiffPaths.plainPath(old, other: new), header)
        var newPath = isDeleted ? nil : try path(DiffPaths.plainPath(new, other: old), header)
        // `diff -u file.c.orig file.c` is no rename: the shorter name is the file's.
        if let before = oldPath, let after = newPath, before != after {
            let file = before.description.utf8.count < after.description.utf8.count ? before : after
            (oldPath, newPath) = (file, file)
        }
        current = FileChange(
            kind: isAdded ? .added : isDeleted ? .deleted : .modified, oldPath: oldPath, newPath: newPath,
            headerInputLine: header.number)
    }

    private mutating func readGitHeader() throws {
        let header = lines[at]
        let names = DiffPaths.gitNames(header.bytes.dropFirst("diff --git ".utf8.count))
        var old = names.map { DiffPaths.withoutPrefix($0.old) }
        var new = names.map { DiffPaths.withoutPrefix($0.new) }
        var kind = FileChange.Kind.modified
        var oldMode: Int?
        var newMode: Int?
        var binary: [[UInt8]] = []
        var isBinary = false
        at += 1
        header: while at < lines.count {
            let line = lines[at]
            func value(_ key: String) -> ArraySlice<UInt8>? {
                line.starts(with: key) ? line.bytes.dropFirst(key.utf8.count) : nil
            }
            func mode(_ text: ArraySlice<UInt8>) -> Int? { Int(String(decoding: text.prefix(6), as: UTF8.self), radix: 8) }
            if let text = value("old mode ") {
                oldMode = mode(text)
            } else if let text = value("new mode ") {
                newMode = mode(text)
            } else if let text = value("new file mode ") {
                kind = .added
                newMode = mode(text)
            } else if let text = value("deleted file mode ") {
                kind = .deleted
                oldMode = mode(text)
            } else if let text = value("rename from ") {
                kind = .renamed
                old = DiffPaths.name(text)
            } else if let text = value("rename to ") {
                kind = .renamed
                new = DiffPaths.name(text)
            } else if let text = value("copy from ") {
                kind = .copied
                old = DiffPaths.name(text)
            } else if let text = value("copy to ") {
                kind = .copied
                new = DiffPaths.name(text)
            } else if let text = value("index ") {
                binary = [Array(line.bytes)]
                let words = text.split(separator: .space)
                if words.count > 1, let both = mode(words[1]) { (oldMode, newMode) = (oldMode ?? both, newMode ?? both) }
            } else if value("similarity index ") == nil, value("dissimilarity index ") == nil {
                break header
            }
            at += 1
        }
        if at < lines.count, lines[at].starts(with: "GIT binary patch") {
            isBinary = true
            readBinary(into: &binary)
        } else if at < lines.count, lines[at].starts(with: "Binary files ") {
            isBinary = true
            binary = []
            at += 1
        } else {
            binary = []
            if at + 1 < lines.count, lines[at].starts(with: "--- "), lines[at + 1].starts(with: "+++ ") {
                let before = DiffPaths.name(lines[at].bytes.dropFirst(4))
                let after = DiffPaths.name(lines[at + 1].bytes.dropFirst(4))
                if before == "/dev/null" { kind = .added } else if kind != .renamed, kind != .copied { old = DiffPaths.withoutPrefix(before) }
                if after == "/dev/null" { kind = .deleted } else if kind != .renamed, kind != .copied { new = DiffPaths.withoutPrefix(after) }
                at += 2
            }
        }
        guard let old = old ?? new, let new = new ?? names?.new else {
            damage.append(Damage(inputLine: header.number, reason: "a file whose name cannot be read"))
            current = nil
            return
        }
        var file = FileChange(
            kind: kind, oldPath: kind == .added ? nil : try path(old, header),
            newPath: kind == .deleted ? nil : try path(new, header), headerInputLine: header.number)
        if kind == .modified, file.oldPath != file.newPath {
            // Without `rename from` the two names must agree; the new one is where the change goes.
            file.oldPath = file.newPath
        }
        (file.oldMode, file.newMode) = (oldMode, newMode)
        (file.isBinary, file.binaryText) = (isBinary, binary)
        try checkModes(of: file, header)
        current = file
    }

    /// Keeps git's own text up to the header of the next file; git checks what it decodes.
    private mutating func readBinary(into text: inout [[UInt8]]) {
        while at < lines.count {
            let line = lines[at]
            if line.starts(with: "diff --git ") || line.starts(with: "-- ") { break }
            text.append(Array(line.bytes))
            at += 1
        }
        while text.last?.isEmpty == true { text.removeLast() }
        text.append([])
    }

    private mutating func checkModes(of file: FileChange, _ line: InputLine) throws {
        for case let mode? in [file.oldMode, file.newMode] {
            let what = [0o120000: "symbolic link", 0o160000: "submodule"][mode & 0o170000]
            guard let what else { continue }
            if links == .skip {
                currentIsLink = true
            } else {
                throw PatchError.refusedMode(
                    path: file.path.description, what: what, patch: patch, input: input, line: line.number)
            }
        }
    }

    private func path(_ name: String, _ line: InputLine) throws -> TreePath {
        func refuse(_ reason: String) -> PatchError {
            .refusedPath(path: name, reason: reason, patch: patch, input: input, line: line.number)
        }
        let parts = name.split(separator: "/")
        if name.hasPrefix("/") { throw refuse("is absolute") }
        if parts.contains("..") { throw refuse("leaves the tree") }
        if parts.contains(where: { $0.lowercased() == ".git" }) { throw refuse("is inside a .git directory") }
        guard name.utf8.count <= 4_096, !name.utf8.contains(where: { $0 == 0 || $0 == .lineFeed }) else {
            throw refuse("is no file name")
        }
        guard let path = try? TreePath(name), path != .root else {
            // Whatever else TreePath refuses is no name of a file below the root.
            throw refuse("is no file name")
        }
        return path
    }

    // MARK: hunks

    /// Whether the text has context lines with their leading space: one before or after a `+` or `-` line.
    private func findLeadingSpace() -> Bool {
        var inHunk = false
        for line in lines {
            if HunkHeader(line.bytes) != nil { inHunk = true; continue }
            if line.starts(with: "diff --git ") { inHunk = false; continue }
            if inHunk, line.bytes.first == .space, !line.isBlank { return true }
        }
        return false
    }

    private mutating func readHunk(_ header: HunkHeader) -> Hunk {
        let headerLine = lines[at]
        var section = header.section
        at += 1
        if isQuoted, let tail = wrappedTail(of: section) {
            section += [.space] + tail
            at += 1
        }
        while let last = section.last, last == .carriageReturn { section.removeLast() }
        var hunk = Hunk(
            oldStart: header.oldStart, oldCount: header.oldCount, newStart: header.newStart, newCount: header.newCount,
            section: String(decoding: section, as: UTF8.self), headerInputLine: headerLine.number)
        var oldLeft = header.oldCount
        var newLeft = header.newCount
        while at < lines.count, oldLeft > 0 || newLeft > 0 {
            let line = lines[at]
            if line.starts(with: "diff --git ") || HunkHeader(line.bytes) != nil { break }
            if isQuoted, isPlainHeader(at) || line.bytes.elementsEqual("-- ".utf8) || line.bytes.elementsEqual("--".utf8) { break }
            guard read(line, into: &hunk, &oldLeft, &newLeft) else { break }
            at += 1
        }
        if at < lines.count, lines[at].starts(with: "\\ ") {
            markNoNewline(&hunk)
            at += 1
        }
        hunk.isCutShort = oldLeft != 0 || newLeft != 0
        return hunk
    }

    /// Takes one line into the hunk. False when it cannot belong there.
    private mutating func read(_ line: InputLine, into hunk: inout Hunk, _ oldLeft: inout Int, _ newLeft: inout Int) -> Bool {
        func append(_ kind: Hunk.Line.Kind, _ bytes: ArraySlice<UInt8>) {
            hunk.lines.append(Hunk.Line(kind: kind, bytes: Array(bytes), inputLine: line.number))
            if kind != .added { oldLeft -= 1 }
            if kind != .removed { newLeft -= 1 }
        }
        switch line.bytes.first {
        case UInt8(ascii: "+"):
            guard newLeft > 0 else { return false }
            append(.added, line.bytes.dropFirst())
        case UInt8(ascii: "-"):
            guard oldLeft > 0 else { return false }
            append(.removed, line.bytes.dropFirst())
        case UInt8.space:
            guard oldLeft > 0, newLeft > 0 else { return false }
            append(.context, line.bytes.dropFirst())
        case nil:
            // An empty context line whose space was trimmed: GNU diff and git read it so too.
            guard oldLeft > 0, newLeft > 0 else { return false }
            append(.context, line.bytes)
        case UInt8(ascii: "\\"):
            markNoNewline(&hunk)
        default:
            if keepsLeadingSpace, var last = hunk.lines.popLast() {
                noteDamage(line, "a line wrapped by a mailer")
                last.bytes += [.space] + line.bytes
                hunk.lines.append(last)
            } else {
                guard oldLeft > 0, newLeft > 0 else { return false }
                noteDamage(line, "context lines without their leading white space")
                append(.context, line.bytes)
            }
        }
        return true
    }

    private func markNoNewline(_ hunk: inout Hunk) {
        guard !hunk.lines.isEmpty else { return }
        hunk.lines[hunk.lines.count - 1].noNewlineAtEnd = true
    }

    /// Tells each kind of damage once a file, at its first line.
    private mutating func noteDamage(_ line: InputLine, _ reason: String) {
        guard let file = current, !file.damage.contains(where: { $0.reason == reason }) else { return }
        current?.damage.append(Damage(inputLine: line.number, reason: reason))
    }

    /// The next line, where it is the rest of a header that a mailer wrapped within its parentheses.
    private func wrappedTail(of section: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        func open(_ bytes: ArraySlice<UInt8>) -> Int {
            bytes.reduce(0) { $0 + ($1 == UInt8(ascii: "(") ? 1 : $1 == UInt8(ascii: ")") ? -1 : 0) }
        }
        guard at < lines.count, open(section) > 0, section.last != UInt8(ascii: ",") else { return nil }
        let next = lines[at].bytes
        guard let first = next.first, first.isLetter, next.last == UInt8(ascii: ")"), open(section) + open(next) == 0 else {
            return nil
        }
        return next
    }
}
