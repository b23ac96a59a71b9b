import Findings

extension Report {
    /// The findings in the order in which every format shows them; equal input gives equal output.
    var orderedFindings: [ReportedFinding] { findings.sorted(by: ReportedFinding.inReportOrder) }
    var orderedResolved: [ReportedFinding] { resolved.sorted(by: ReportedFinding.inReportOrder) }
    var orderedIncomplete: [Incomplete] { incomplete.sorted() }
}

extension ReportedFinding {
    /// By position, rule and message; what is left only tells findings of several commits apart.
    fileprivate static func inReportOrder(_ left: ReportedFinding, _ right: ReportedFinding) -> Bool {
        let (a, b) = (left.finding, right.finding)
        if a.position != b.position { return a.position < b.position }
        return (a.rule, a.message, left.commit ?? "", left.fingerprint, a.path.description)
            < (b.rule, b.message, right.commit ?? "", right.fingerprint, b.path.description)
    }
}
