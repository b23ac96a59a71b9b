import ArgumentParser
import Review
import Settings

/// What was known before, for commands that tell what is new since.
struct BaselineOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Tell only what is new since the baseline was written with `fuselint baseline`.", valueName: "file"))
    var baseline: String?

    @Flag(name: .long, help: "Fail when a finding of the baseline is gone, so that the baseline is kept up to date.")
    var strict = false

    func validate() throws {
        guard !strict || baseline != nil else { throw ValidationError("--strict is about a baseline; give --baseline FILE") }
    }

    /// The baseline that is named, read before the work begins.
    func read() throws -> Baseline? {
        try baseline.map {
            try Baseline(GivenFile.read($0, advice: "`fuselint baseline --output FILE` writes one"), name: $0)
        }
    }

    /// Writes the answer, with what is to be said of the baseline.
    func write(_ outcome: TreeCheck.Outcome, since known: Baseline?, to output: OutputOptions) throws -> ExitCode {
        var report = outcome.report
        if let known { report.remarks += remarks(on: known, gone: outcome.gone) }
        let status = try output.write(report)
        return strict && !outcome.gone.isEmpty ? ExitCode(1) : status
    }

    private func remarks(on baseline: Baseline, gone: [Baseline.Entry]) -> [String] {
        guard !gone.isEmpty else { return [] }
        guard strict else {
            let count = gone.count == 1 ? "1 finding is" : "\(gone.count) findings are"
            return ["\(count) gone since \(baseline.name) was written; `fuselint baseline` writes it anew"]
        }
        return gone.map { entry in
            "\(baseline.name):\(entry.line): gone: \(entry.rule) in \(entry.file)"
                + (entry.function.map { ", \($0)()" } ?? "") + ": \(entry.message)"
        }
    }
}
