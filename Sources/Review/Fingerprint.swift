import Findings

/// Names findings so that they are the same before and after lines move and files are renamed.
package enum Fingerprint {
    /// Pairs each finding with its fingerprint: rule, file, function, statement, and how many alike stand before it.
    ///
    /// - Parameter originalPath: the path under which a file was first known, for files that were renamed since.
    package static func assign(_ findings: [Finding], originalPath: (String) -> String = { $0 }) -> [(finding: Finding, fingerprint: String)] {
        var counts: [String: Int] = [:]
        return findings.sorted { ($0.position, $0.rule, $0.message) < ($1.position, $1.rule, $1.message) }.map { finding in
            let statement = finding.statement.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let identity = [finding.rule, originalPath(finding.position.file), finding.function, statement].joined(separator: "\0")
            let index = counts[identity, default: 0]
            counts[identity] = index + 1
            return (finding, hash("\(identity)\0\(index)"))
        }
    }

    /// 128 bits of FNV-1a in two lanes, as 32 hexadecimal digits. It tells findings apart; it guards nothing.
    private static func hash(_ text: String) -> String {
        var first: UInt64 = 0xcbf2_9ce4_8422_2325
        var second: UInt64 = 0x6c62_272e_07bb_0142
        for byte in text.utf8 {
            first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
            second = (second &* 0x100_0000_01b3) ^ UInt64(byte)
        }
        func digits(_ number: UInt64) -> String {
            let text = String(number, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }
        return digits(first) + digits(second)
    }
}
