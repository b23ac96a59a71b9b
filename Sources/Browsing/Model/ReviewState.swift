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
        /// The finding in one line, for when it is not there any more; nil from a fuselint that kept none.
        package var finding: String?
    }

    /// What the reviewer says beside the findings.
    package struct Comment: Codable, Equatable, Sendable {
        package var id: Int
        /// `ReviewedPatch.number` of the patch in whose reply it goes; 0 where there is none.
        package var patch: Int
        /// Index of the line in the patch's body, or the line's number in the file, and what stands there.
        package var line: Int
        package var quoted: String
        package var text: String
        /// The file, for a comment that is on no line of a patch: in a series, as it is after the patch.
        package var file: String?
        /// The patch, where the series does not have it any more: while commits are moved about, it may come again.
        package var home: PatchMark?
    }

    /// Something that was done, as what it takes to undo it.
    package enum Act: Codable, Equatable, Sendable {
        /// - `before`: nil where nothing was decided; else it stood at the index `at`.
        case decision(fingerprint: String, before: Decision?, at: Int)
        /// - `before`: nil where there was none.
        case comment(id: Int, before: Comment?)
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
    /// The last one is undone first.
    package private(set) var past: [Act] = []
    package var place: Place?
    /// The patches that all this is about, to know them again in a later version of the series.
    package var series: [PatchMark] = []
    /// The title of the earlier version of the series that decisions were taken over from.
    package var carriedFrom: String?

    package init(title: String = "") { self.title = title }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        version = try values.decode(Int.self, forKey: .version)
        title = try values.decode(String.self, forKey: .title)
        decisions = try values.decode([Decision].self, forKey: .decisions)
        comments = try values.decode([Comment].self, forKey: .comments)
        place = try values.decodeIfPresent(Place.self, forKey: .place)
        // Not in the files of the first fuselint that had any.
        past = try values.decodeIfPresent([Act].self, forKey: .past) ?? []
        series = try values.decodeIfPresent([PatchMark].self, forKey: .series) ?? []
        carriedFrom = try values.decodeIfPresent(String.self, forKey: .carriedFrom)
    }

    package func decision(on fingerprint: String) -> Decision? { decisions.first { $0.fingerprint == fingerprint } }

    // MARK: Acts

    /// Replaces what was decided; nil takes it back.
    mutating func decide(_ fingerprint: String, _ decision: Decision?) {
        let known = decisions.firstIndex { $0.fingerprint == fingerprint }
        past.append(.decision(fingerprint: fingerprint, before: known.map { decisions[$0] }, at: known ?? decisions.count))
        if let known { decisions.remove(at: known) }
        if let decision { decisions.append(decision) }
    }

    /// Puts a comment where the one with its number was, or beside the others.
    mutating func put(_ comment: Comment) {
        let known = comments.firstIndex { $0.id == comment.id }
        past.append(.comment(id: comment.id, before: known.map { comments[$0] }))
        if let known { comments[known] = comment } else { comments.append(comment) }
    }

    mutating func removeComment(_ id: Int) {
        guard let known = comments.firstIndex(where: { $0.id == id }) else { return }
        past.append(.comment(id: id, before: comments.remove(at: known)))
    }

    /// A number that no comment has or had.
    var freeID: Int {
        let gone = past.map { act -> Int in if case .comment(let id, _) = act { id } else { 0 } }
        return (comments.map(\.id) + gone).reduce(0, max) + 1
    }

    /// - Returns: whether there was something to undo.
    mutating func undo() -> Bool {
        guard let last = past.popLast() else { return false }
        switch last {
        case .decision(let fingerprint, let before, let index):
            decisions.removeAll { $0.fingerprint == fingerprint }
            if let before { decisions.insert(before, at: min(index, decisions.count)) }
        case .comment(let id, let before):
            let known = comments.firstIndex { $0.id == id }
            switch (known, before) {
            case (let known?, let before?): comments[known].text = before.text
            case (let known?, nil): comments.remove(at: known)
            case (nil, let before?): comments.append(before)
            case (nil, nil): break
            }
        }
        return true
    }

    // MARK: Places

    /// Changes the places of comments, and of those that undoing brings back.
    mutating func relocate(_ move: (inout Comment) -> Void) {
        for index in comments.indices { move(&comments[index]) }
        past = past.map { act in
            guard case .comment(let id, var before?) = act else { return act }
            move(&before)
            return .comment(id: id, before: before)
        }
    }

    /// What holds for another version of the series: patches have other numbers, or are not there any more.
    package func carried(to marks: [PatchMark]) -> ReviewState {
        let numbers = PatchMark.same(series, marks)
        var state = self
        state.relocate { comment in
            if comment.patch != 0 {
                let known = comment.patch
                comment.patch = numbers[known] ?? 0
                if comment.patch == 0 { comment.home = series.first { $0.number == known } }
            } else if let home = comment.home, let number = PatchMark.same([home], marks)[home.number] {
                (comment.patch, comment.home) = (number, nil)
            }
        }
        state.place = place.flatMap { place in numbers[place.patch].map { Place(patch: $0, line: place.line) } }
        state.series = marks
        return state
    }

    /// `2 accepted, 1 dismissed`; empty where nothing is decided.
    var summary: String {
        func count(_ verdict: Verdict) -> Int { decisions.count { $0.verdict == verdict } }
        let parts = [
            (count(.accepted), "accepted"), (count(.question), "asked"), (count(.dismissed), "dismissed"),
            (comments.count, comments.count == 1 ? "comment" : "comments"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
