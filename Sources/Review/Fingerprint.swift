import Findings
import SourceTree

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
            var hash = StableHash()
            hash.combine("\(identity)\0\(index)")
            return (finding, hash.digits)
        }
    }
}
