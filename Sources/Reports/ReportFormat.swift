import Findings

/// The forms in which a report can be written; the raw value is what `--format` takes.
///
/// A further format is one more file with a type that turns a `Report` into text, and one more case here. docs/formats.md says
/// who reads which.
public enum ReportFormat: String, CaseIterable, Sendable {
    /// For a person: gcc's first line, the source, the way that leads there, the reason.
    case terminal
    /// For programs: one object with everything, the base that other formats are made from.
    case json
    /// A line a finding, for b4's checks on the command line.
    case terse
    /// What gcc would print, for editors and logs.
    case gcc
    /// SARIF 2.1.0.
    case sarif
    /// Workflow commands of GitHub Actions.
    case github
    /// GitLab's code quality report.
    case gitlab
    /// JSON lines for reviewdog.
    case rdjsonl
    /// The JSON of b4's review interface.
    case b4Check = "b4-check"
    /// A page for a browser.
    case html
    /// Replies to the patches, as an mbox.
    case mail
    /// Files of b4's review interface, in a folder.
    case b4Review = "b4-review"

    /// The whole report in this format, newline at the end; `terse`, `gcc`, `github`, `rdjsonl` and `mail` are empty where
    /// there is nothing to tell.
    /// - Parameter color: whether formats that are read on a terminal use colour; see `ColorMode.isOn`.
    public func text(of report: Report, color: Bool = false) -> String {
        switch self {
        case .terminal: TerminalReport(report, color: color).text
        case .json: JSONReport(report).text
        case .terse: TerseReport(report).text
        case .gcc: GCCReport(report).text
        case .sarif: SARIFReport(report).text
        case .github: GitHubReport(report).text
        case .gitlab: GitLabReport(report).text
        case .rdjsonl: RDJSONLReport(report).text
        case .b4Check: B4CheckReport(report).text
        case .html: HTMLReport(report).text
        case .mail: MailReport(report).text
        case .b4Review: B4ReviewFiles(report).files.map { "==> \($0.name) <==\n\($0.text)" }.joined(separator: "\n")
        }
    }

    /// Whether there is something to write only where a patch is under review.
    public var answersPatches: Bool { self == .mail || self == .b4Review }

    /// The files where the format is a folder of them, by name; nil where it is one text. As one text they stand one below
    /// the other.
    public func files(of report: Report) -> [(name: String, text: String)]? { isFolder ? B4ReviewFiles(report).files : nil }
    public var isFolder: Bool { self == .b4Review }

    /// Whether the format has a place for what was not analysed; those that have none have none for remarks either.
    public var tellsIncomplete: Bool {
        switch self {
        case .gitlab, .rdjsonl, .mail: false
        case .terminal, .json, .terse, .gcc, .sarif, .github, .b4Check, .html, .b4Review: true
        }
    }
}
