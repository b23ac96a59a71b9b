import ArgumentParser
import Findings
import Foundation
import Reports
import SourceTree

extension ColorMode: ExpressibleByArgument {}

/// How and where the answer goes.
struct OutputOptions: ParsableArguments {
    @Option(
        name: .customLong("format"),
        help: ArgumentHelp(
            "The form of the answer: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")). Several at once, with a "
                + "file for all but one: --format terminal --format sarif=out.sarif. (default: terminal)",
            valueName: "name[=file]"),
        completion: .list(ReportFormat.allCases.map(\.rawValue)))
    var formats: [String] = []

    @Option(name: .long, help: ArgumentHelp("Write to a file instead of standard output.", valueName: "file"))
    var output: String?

    @Option(name: .long, help: "Colours on the terminal; NO_COLOR is honoured.")
    var color: ColorMode = .auto

    func validate() throws { _ = try requests() }

    /// Refuses formats that answer patches, for commands that have none.
    func requireNoPatch() throws {
        if let format = try requests().map(\.format).first(where: \.answersPatches) {
            throw ValidationError("--format \(format.rawValue) answers patches; use it with fuselint review")
        }
    }

    /// What is asked for.
    /// - Throws: `ValidationError` where that cannot be, before any work is done.
    private func requests() throws -> [FormatRequest] {
        var requests = try formats.map { try FormatRequest($0) }
        if requests.isEmpty { requests = [FormatRequest(.terminal, file: nil)] }
        if let output {
            guard requests.count == 1, requests[0].file == nil else {
                throw ValidationError("--output goes with one --format that names no file; write --format NAME=FILE instead")
            }
            requests[0] = FormatRequest(requests[0].format, file: output)
        }
        let shown = requests.filter { $0.file == nil }.map(\.format.rawValue)
        if shown.count > 1 {
            throw ValidationError(
                "only one format can go to standard output, not \(shown.joined(separator: " and "));"
                    + " write --format \(shown[1])=FILE")
        }
        var places: Set<String> = []
        for request in requests {
            guard let file = request.file else { continue }
            guard places.insert(file.place).inserted else {
                throw ValidationError("two formats would go to '\(file.path)'; name a file for each")
            }
            if request.format.isFolder { try OutputFolder(path: file.path).check() } else { try file.check() }
        }
        return requests
    }

    /// Writes the report in every form asked for, and gives the exit status that goes with it.
    ///
    /// Files come first, since whoever reads standard output may have gone; and all are tried before a failure is told.
    func write(_ report: Report) throws -> ExitCode {
        let requests = try requests()
        var failure: (any Error)?
        for request in requests.filter({ $0.file != nil }) + requests.filter({ $0.file == nil }) {
            do { try write(report, as: request) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
        if !requests.contains(where: \.format.tellsIncomplete) { tellIncomplete(of: report, requests.map(\.format)) }
        return report.findings.isEmpty ? .success : ExitCode(1)
    }

    /// So that silence of formats that have no place for it is not taken for a pass.
    private func tellIncomplete(of report: Report, _ formats: [ReportFormat]) {
        var notes = report.remarks
        if !report.incomplete.isEmpty {
            let places = report.incomplete.count == 1 ? "1 place was" : "\(report.incomplete.count) places were"
            let names = formats.map(\.rawValue).joined(separator: " and ")
            notes.append("\(places) not analysed, and \(names) cannot tell which; add --format terminal")
        }
        for note in notes { StandardStreams.tell("fuselint: note: \(note.printable)\n") }
    }

    private func write(_ report: Report, as request: FormatRequest) throws {
        if let file = request.file, let files = request.format.files(of: report) {
            return try OutputFolder(path: file.path).write(files)
        }
        let isTerminal = request.file == nil && isatty(STDOUT_FILENO) == 1
        let isColored = color.isOn(isTerminal: isTerminal, environment: ProcessInfo.processInfo.environment)
        let text = request.format.text(of: report, color: isColored)
        if let file = request.file { return try file.write(text) }
        do { try FileHandle.standardOutput.write(contentsOf: Data(text.utf8)) } catch {
            throw OutputError(place: "standard output", reason: error)
        }
    }
}
