import Findings

/// The forms in which a report can be written; the raw value is what `--format` takes.
///
/// A further format is one more file with a type that turns a `Report` into text, and one more case here.
public enum ReportFormat: String, CaseIterable, Sendable {
    /// For a person: gcc's first line, the source, the way that leads there, the reason.
    case terminal
    /// For programs: one object with everything, the base that other formats are made from.
    case json

    /// The whole report in this format, newline at the end.
    /// - Parameter color: whether formats that are read on a terminal use colour; see `ColorMode.isOn`.
    public func text(of report: Report, color: Bool = false) -> String {
        switch self {
        case .terminal: TerminalReport(report, color: color).text
        case .json: JSONReport(report).text
        }
    }
}
