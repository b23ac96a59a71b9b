import Findings

/// The forms in which a diagnosis can be written; the raw value is what `doctor --format` takes.
public enum DoctorFormat: String, CaseIterable, Sendable {
    case terminal, json

    /// The whole diagnosis in this format, newline at the end.
    public func text(of diagnosis: Diagnosis, color: Bool = false) -> String {
        switch self {
        case .terminal: DoctorTerminalReport(diagnosis, color: color).text
        case .json: DoctorJSONReport(diagnosis).text
        }
    }
}

extension Diagnosis {
    var failures: Int { files.count { $0.failure != nil } }
    var errors: Int { files.reduce(0) { $0 + $1.errors.count } }
    var lines: Int { files.reduce(0) { $0 + $1.lines } }
    var functions: Int { files.reduce(0) { $0 + $1.functions } }
    /// A body of a header counts once for each file that uses it: so often was it lowered.
    var headerBodies: Int { files.reduce(0) { $0 + $1.headerBodies } }
    var opaqueNodes: Int { files.reduce(0) { $0 + $1.opaqueNodes.count } }
    var skippedLines: Int { files.reduce(0) { $0 + $1.skippedLines } }
}

extension Diagnosis.File {
    var skippedLines: Int { skipped.reduce(0) { $0 + $1.lines.count } }

    /// Opaque nodes with the same reason, reasons in order.
    var opaqueNodesByReason: [(reason: String, places: [Diagnosis.Place])] {
        Dictionary(grouping: opaqueNodes, by: \.message).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
