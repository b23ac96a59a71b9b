import Findings

/// The findings that were there when a baseline was written: `check --baseline` tells only what is new since.
///
/// One line a finding, fields separated by tabs: fingerprint, rule, file, function, message. Lines are sorted by file,
/// rule, function and fingerprint, so that equal findings make equal files wherever their lines have moved.
public struct Baseline: Sendable {
    public struct Entry: FindingEntry, Hashable {
        public var fingerprint: String
        public var rule: String
        public var file: String
        public var function: String?
        /// For the reader.
        public var message: String
        public var line: Int
    }

    /// How errors and remarks call the file.
    public let name: String
    public let entries: [Entry]

    private static let header = "# fuselint baseline 1"
    private static let sizeLimit = 64 << 20

    /// Reads a baseline.
    /// - Throws: `SettingsError` for what `text` cannot have written.
    public init(_ bytes: [UInt8], name: String) throws(SettingsError) {
        guard bytes.count <= Self.sizeLimit else {
            throw SettingsError(file: name, reason: "is larger than \(Self.sizeLimit >> 20) MiB")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw SettingsError(file: name, reason: "is not UTF-8") }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.first == Self.header[...] else {
            throw SettingsError(file: name, line: 1, reason: "is no baseline; `fuselint baseline --output FILE` writes one")
        }
        var entries: [Entry] = []
        var seen: Set<String> = []
        for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty && !line.hasPrefix("#") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map { Self.unescaped($0) }
            let complete = fields.compactMap { $0 }
            guard complete.count == 5, fields.count == 5, !complete[0].isEmpty, seen.insert(complete[0]).inserted else {
                throw SettingsError(
                    file: name, line: index + 1,
                    reason: "must be fingerprint, rule, file, function and message with tabs between, each finding once")
            }
            entries.append(
                Entry(
                    fingerprint: complete[0], rule: complete[1], file: complete[2],
                    function: complete[3].isEmpty ? nil : complete[3],
                    message: complete[4], line: index + 1))
        }
        self.name = name
        self.entries = entries
    }

    /// The baseline of findings, as a file.
    public static func text(of findings: [ReportedFinding]) -> String {
        let sorted = findings.sorted { left, right in
            let (a, b) = (left.finding, right.finding)
            return (a.position.file, a.rule, a.function, left.fingerprint) < (
                b.position.file, b.rule, b.function, right.fingerprint
            )
        }
        let lines = sorted.map { reported in
            let finding = reported.finding
            return [reported.fingerprint, finding.rule, finding.position.file, finding.function, finding.message].map(escaped)
                .joined(separator: "\t")
        }
        return ([header] + lines).map { $0 + "\n" }.joined()
    }

    // MARK: Fields

    /// A field without tabs, line ends and what acts on a terminal: `\u{9}`.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar.isPlain && scalar != "\\" {
                result.unicodeScalars.append(scalar)
            } else {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            }
        }
        return result
    }

    /// What `escaped` was made from; nil for what it cannot have made.
    private static func unescaped(_ text: Substring) -> String? {
        guard text.contains("\\") else { return String(text) }
        var result = ""
        var rest = text
        while let slash = rest.firstIndex(of: "\\") {
            result += rest[..<slash]
            guard let match = rest[slash...].prefixMatch(of: /\\u\{([0-9a-f]{1,6})\}/), let value = UInt32(match.1, radix: 16),
                let scalar = Unicode.Scalar(value)
            else { return nil }
            result.unicodeScalars.append(scalar)
            rest = rest[match.range.upperBound...]
        }
        return result + rest
    }
}
