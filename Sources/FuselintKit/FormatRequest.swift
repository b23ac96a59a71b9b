import ArgumentParser
import Foundation
import Reports
import Settings

/// One form of the answer, and where it goes.
struct FormatRequest {
    var format: ReportFormat
    /// A folder for formats that are one; nil for standard output.
    var file: OutputFile?

    init(_ format: ReportFormat, file: String?) {
        self.format = format
        self.file = file.map(OutputFile.init)
    }

    /// - Parameter argument: what stands after `--format`: `NAME` or `NAME=FILE`.
    /// - Throws: `ValidationError` for an unknown name, and where no file follows.
    init(_ argument: String) throws {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let format = ReportFormat(rawValue: parts[0]) else {
            let names = ReportFormat.allCases.map(\.rawValue)
            let suggestion = NearestName.nearest(to: parts[0], among: names).map { " (did you mean \($0)?)" } ?? ""
            throw ValidationError("there is no format '\(parts[0])'\(suggestion), only \(names.joined(separator: ", "))")
        }
        if parts.count == 2, parts[1].isEmpty { throw ValidationError("no file follows --format \(argument)") }
        self.init(format, file: parts.count == 2 ? parts[1] : nil)
    }
}
