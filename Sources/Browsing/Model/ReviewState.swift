/// What somebody has decided about a series so far: all that is kept from one session to the next.
package struct ReviewState: Codable, Equatable, Sendable {
    package enum Verdict: String, Codable, Sendable {
        /// It goes into the reply.
        case accepted
        /// It goes into the reply as a question.
        case question
        /// It is let pass, with a reason.
        case dismissed
    }

    /// What becomes of a finding.
    package struct Decision: Codable, Equatable, Sendable {
        package var fingerprint: String
        package var verdict: Verdict
        /// The words of the reply, where they were changed.
        package var text: String?
        /// Why it may pass.
        package var reason: String?
    }

    /// What the reviewer says beside the findings.
    package struct Comment: Codable, Equatable, Sendable {
        package var id: Int
        /// `ReviewedPatch.number`
        package var patch: Int
        /// Index of the line in the patch's body, and what stands there.
        package var line: Int
        package var quoted: String
        package var text: String
    }

    /// Where the reviewer was.
    package struct Place: Codable, Equatable, Sendable {
        package var patch: Int
        package var line: Int
    }

    package var version = 1
    package var title = ""
    /// In the order in which they were made; one for each finding.
    package var decisions: [Decision] = []
    package var comments: [Comment] = []
    package var place: Place?

    package init(title: String = "") { self.title = title }

    package func decision(on fingerprint: String) -> Decision? { decisions.first { $0.fingerprint == fingerprint } }

    /// Replaces what was decided; nil takes it back.
    mutating func decide(_ fingerprint: String, _ decision: Decision?) {
        decisions.removeAll { $0.fingerprint == fingerprint }
        if let decision { decisions.append(decision) }
    }

    /// `2 accepted, 1 dismissed`; empty where nothing is decided.
    package var summary: String {
        func count(_ verdict: Verdict) -> Int { decisions.count { $0.verdict == verdict } }
        let parts = [
            (count(.accepted), "accepted"), (count(.question), "asked"), (count(.dismissed), "dismissed"),
            (comments.count, comments.count == 1 ? "comment" : "comments"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
