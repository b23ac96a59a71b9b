import Findings

extension Report {
    /// The closing line: how many findings of which state, and what else there is. No full stop.
    var summary: String {
        let introduced = findings.filter { $0.state == .introduced }
        let existing = findings.count { $0.state == .existing }
        let fixedLater = findings.count { $0.state == .fixedLater }
        let patches = Set(introduced.compactMap(\.commit)).count

        var parts: [String] = []
        if !introduced.isEmpty {
            let by = patches == 0 ? "" : " by \(count(patches, "patch", "patches"))"
            parts.append("\(count(introduced.count, "finding", "findings")) introduced\(by)")
        }
        if existing > 0 {
            parts.append(count(existing, "finding", "findings") + (introduced.isEmpty ? "" : " there before"))
        }
        if fixedLater > 0 {
            parts.append("\(count(fixedLater, "finding", "findings")) fixed later in the series")
        }
        if parts.isEmpty { parts.append("no findings") }
        if !resolved.isEmpty { parts.append("\(resolved.count) resolved") }
        if !suppressed.isEmpty { parts.append("\(suppressed.count) suppressed") }
        if !incomplete.isEmpty { parts.append("\(count(incomplete.count, "place", "places")) not analysed") }
        return parts.joined(separator: "; ")
    }

    private func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
}

extension ReportedFinding {
    /// The message on one line that is safe to print, for formats without a place of their own for the state.
    var shownMessage: String { finding.message.printable + (state == .fixedLater ? " (fixed later in the series)" : "") }
}

extension Finding {
    /// `1. fs/fuse/file.c:130: file_operations.mmap is fuse_file_mmap()` for each step of the way, safe to print.
    var numberedSteps: [String] {
        path.enumerated().map { index, step in
            "\(index + 1). \(step.position.file.printable):\(step.position.line): \(step.message.printable)"
        }
    }
}
