import Findings
import Foundation

/// A report that was written with `--format json`, read again. It may be a stranger's.
///
/// JSON has neither source lines nor the facts of rules; whoever needs them adds them.
public struct WrittenReport: Sendable {
    public let report: Report

    /// The largest report that is read: thousands of findings fit well.
    package static let sizeLimit = 64 << 20

    /// - Throws: `WrittenReportError` for what `JSONReport` cannot have written.
    public init(_ bytes: [UInt8]) throws(WrittenReportError) {
        guard bytes.count <= Self.sizeLimit else { throw WrittenReportError("is larger than \(Self.sizeLimit >> 20) MiB") }
        let decoder = JSONDecoder()
        let data = Data(bytes)
        do {
            let version = try decoder.decode(VersionDocument.self, from: data).version
            guard version == 1 else { throw WrittenReportError("is a report of version \(version); this fuselint knows 1") }
            report = try decoder.decode(ReportDocument.self, from: data).report
        } catch let error as WrittenReportError {
            throw error
        } catch let error as DecodingError {
            throw WrittenReportError("is no report of fuselint\(Self.place(of: error)); write one with --format json")
        } catch {
            throw WrittenReportError("is no report of fuselint; write one with --format json")
        }
    }

    /// ` (findings.3.line)`; nothing where it is no JSON at all.
    private static func place(of error: DecodingError) -> String {
        var path: [any CodingKey]
        switch error {
        case .keyNotFound(let key, let context): path = context.codingPath + [key]
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): path = context.codingPath
        @unknown default: path = []
        }
        guard !path.isEmpty else { return "" }
        return " (" + path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".") + ")"
    }
}

/// Why a report cannot be read; said of its file.
public struct WrittenReportError: Error, CustomStringConvertible, Equatable {
    public let description: String

    init(_ description: String) { self.description = description }
}

private struct VersionDocument: Decodable {
    var version: Int
}

// MARK: The keys of JSONReport and JSONShard

private struct ReportDocument: Decodable {
    struct Tool: Decodable { var version: String }

    var tool: Tool
    var findings: [ReportedDocument]
    var resolved: [ReportedDocument]
    var suppressed: [ReportedDocument]?
    var incomplete: [IncompleteDocument]
    var remarks: [String]?
    var shard: ShardDocument?

    var report: Report {
        get throws {
            var report = Report(
                toolVersion: tool.version, findings: findings.map(\.reported), resolved: resolved.map(\.reported),
                suppressed: try (suppressed ?? []).map { try $0.suppressed }, incomplete: incomplete.map(\.place),
                remarks: remarks ?? [])
            report.shard = try shard?.shard
            return report
        }
    }
}

private struct FindingDocument: Decodable {
    struct Step: Decodable {
        var file: String
        var line: Count
        var column: Count?
        var message: String
    }

    var rule: String
    var severity: Severity
    var file: String
    var line: Count
    var column: Count
    var function: String
    var message: String
    var statement: String?
    var path: [Step]

    /// A step's column is 0 where it is not told.
    var finding: Finding {
        Finding(
            rule: rule, severity: severity, position: Position(file: file, line: line.value, column: column.value),
            function: function, message: message,
            path: path.map {
                PathStep($0.message, at: Position(file: $0.file, line: $0.line.value, column: $0.column?.value ?? 0))
            },
            statement: statement ?? "")
    }
}

private struct ReportedDocument: Decodable {
    struct Suppression: Decodable {
        var kind: String
        var justification: String
        var file: String
        var line: Count
        var author: String?
        var date: String?
    }

    let finding: FindingDocument
    let state: FindingState
    let commit: String?
    let fingerprint: String
    let suppression: Suppression?

    enum CodingKeys: String, CodingKey { case state, commit, fingerprint, suppression }

    init(from decoder: any Decoder) throws {
        finding = try FindingDocument(from: decoder)
        let keys = try decoder.container(keyedBy: CodingKeys.self)
        state = try keys.decode(FindingState.self, forKey: .state)
        commit = try keys.decodeIfPresent(String.self, forKey: .commit)
        fingerprint = try keys.decode(String.self, forKey: .fingerprint)
        suppression = try keys.decodeIfPresent(Suppression.self, forKey: .suppression)
    }

    var reported: ReportedFinding {
        ReportedFinding(finding.finding, state: state, commit: commit, fingerprint: fingerprint)
    }

    var suppressed: SuppressedFinding {
        get throws {
            guard let suppression, let kind = SuppressedFinding.Kind(rawValue: suppression.kind) else {
                throw WrittenReportError("is no report of fuselint (suppressed); write one with --format json")
            }
            return SuppressedFinding(
                reported, kind: kind, justification: suppression.justification, file: suppression.file, line: suppression.line.value,
                author: suppression.author, date: suppression.date)
        }
    }
}

private struct IncompleteDocument: Decodable {
    var file: String
    var line: Count?
    var function: String?
    var reason: String

    var place: Incomplete { Incomplete(file: file, line: line?.value, function: function, reason: reason) }
}

private struct ShardDocument: Decodable {
    var number: Count
    var of: Count
    var paths: [String]
    var plan: String
    var settings: String
    var findings: [FindingDocument]

    var shard: Shard {
        get throws {
            guard (1...max(1, of.value)).contains(number.value) else {
                throw WrittenReportError("is no report of fuselint (shard); write one with --format json")
            }
            return Shard(
                number: number.value, count: of.value, paths: paths, plan: plan, settings: settings,
                findings: findings.map(\.finding))
        }
    }
}

/// A line, column or number, in bounds in which nobody who calculates with it comes to grief.
private struct Count: Decodable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer().decode(Int.self)
        guard (0...Int(Int32.max)).contains(value) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "out of bounds"))
        }
        self.value = value
    }
}
