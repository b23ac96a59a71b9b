import SourceTree

/// The file of suppressions: a list with one entry for each finding that is let pass.
///
///     - rule: mmap-timestamps
///       file: fs/fuse/passthrough.c
///       function: fuse_passthrough_mmap
///       fingerprint: "6f1d..."
///       reason: the server asked for it, see FUSE_PASSTHROUGH_TIMES
///       author: A. Developer <dev@example.org>
///       date: 2026-03-03
public enum SuppressionFile {
    private static let keys = ["rule", "file", "function", "fingerprint", "reason", "author", "date"]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - name: how errors call it.
    ///   - rules: the ids of the rules that there are.
    /// - Throws: `SettingsError` for the first entry that is wrong: one that is half right might hide the wrong finding.
    public static func read(_ bytes: [UInt8], name: String, rules: [String]) throws(SettingsError) -> [Suppression] {
        guard let root = try YAMLDocument(bytes, name: name).root else { return [] }
        if case .nothing = root.value { return [] }
        guard case .list(let items) = root.value else {
            throw SettingsError(
                file: name, line: root.line, reason: "must be a list, each entry with \(keys.joined(separator: ", "))")
        }
        var entries: [Suppression] = []
        var lines: [String: Int] = [:]
        for item in items {
            let entry = try entry(item, name: name, rules: rules)
            if let first = lines.updateValue(entry.line, forKey: entry.fingerprint) {
                throw SettingsError(file: name, line: entry.line, reason: "the finding of line \(first) once more; remove one")
            }
            entries.append(entry)
        }
        return entries
    }

    private static func entry(_ item: YAMLItem, name: String, rules: [String]) throws(SettingsError) -> Suppression {
        let fields = try YAMLFields(item, of: "an entry", keys: keys, file: name)
        func needed(_ key: String) throws(SettingsError) -> String {
            if let text = try fields.text(key) { return text }
            throw SettingsError(file: name, line: fields.line(of: key), reason: "the entry has no \(key)")
        }
        let rule = try needed("rule")
        guard rules.contains(rule) else {
            let hint = NearestName.hint(for: rule, among: rules)
            throw SettingsError(
                file: name, line: fields.line(of: "rule"),
                reason: "there is no rule '\(rule)'" + (hint.isEmpty ? "; `fuselint rules` lists them" : hint))
        }
        let file = try needed("file")
        do { _ = try TreePath(file) } catch {
            throw SettingsError(file: name, line: fields.line(of: "file"), reason: "\(error)")
        }
        let fingerprint = try needed("fingerprint")
        guard fingerprint.utf8.count == 32, fingerprint.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else {
            throw SettingsError(
                file: name, line: fields.line(of: "fingerprint"),
                reason: "'\(fingerprint)' is no fingerprint: 32 hexadecimal digits, in quotes, as --format json shows them")
        }
        let reason = try needed("reason")
        let date = try fields.text("date")
        if let date, date.wholeMatch(of: /\d{4}-\d\d-\d\d/) == nil {
            throw SettingsError(file: name, line: fields.line(of: "date"), reason: "'\(date)' is no date: write YYYY-MM-DD")
        }
        return Suppression(
            rule: rule, file: file, function: try fields.text("function"), fingerprint: fingerprint, reason: reason,
            author: try fields.text("author"), date: date, line: fields.line)
    }

    /// The file's bytes with one more entry at the end; what is there stays as it is, byte by byte.
    ///
    /// - Parameter bytes: the file as it is; nil where there is none.
    /// - Throws: `SettingsError` where the file is wrong, or written in a way that nothing can be put behind it.
    public static func appending(_ entry: Suppression, to bytes: [UInt8]?, name: String, rules: [String]) throws(SettingsError)
        -> [UInt8]
    {
        let old = try read(bytes ?? [], name: name, rules: rules)
        if let known = old.first(where: { $0.fingerprint == entry.fingerprint }) {
            throw SettingsError(file: name, line: known.line, reason: "the finding is suppressed already")
        }
        var made = bytes ?? Array("# What fuselint lets pass, and why. `fuselint suppress` adds to it.\n".utf8)
        if let last = made.last, last != UInt8(ascii: "\n") { made.append(UInt8(ascii: "\n")) }
        made += Array(text(of: entry).utf8)
        // The last word has a reader: what it does not read as intended is not written.
        let read = try? read(made, name: name, rules: rules)
        guard let read, read.count == old.count + 1, Array(read.dropLast()) == old, let last = read.last, last.isSame(as: entry)
        else {
            throw SettingsError(
                file: name, reason: "an entry cannot be put behind what is there; write the file as a plain list, '- rule: ...'")
        }
        return made
    }

    private static func text(of entry: Suppression) -> String {
        var lines = ["- rule: \(entry.rule)", "  file: \(quoted(entry.file))"]
        if let function = entry.function { lines.append("  function: \(quoted(function))") }
        lines.append("  fingerprint: \(quoted(entry.fingerprint))")
        lines.append("  reason: \(quoted(entry.reason))")
        if let author = entry.author { lines.append("  author: \(quoted(author))") }
        if let date = entry.date { lines.append("  date: \(date)") }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A YAML text in double quotes; what is not printable is escaped.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" {
                result += "\\\(scalar)"
            } else if scalar.isPlain {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            }
        }
        return result + "\""
    }
}

extension Suppression {
    /// Whether both say the same, wherever they stand.
    fileprivate func isSame(as other: Suppression) -> Bool {
        var moved = other
        moved.line = line
        return self == moved
    }
}

extension Unicode.Scalar {
    /// Whether the character can stand in a line of a file as it is: it neither ends the line nor hides or turns
    /// around what stands beside it.
    var isPlain: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
        default: true
        }
    }
}
