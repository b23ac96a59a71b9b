import Findings

/// Questions about names: the analysed program answers, or the text of the sources where it does not.
extension Browser {
    /// How far the program of a directory is.
    enum IndexState: Sendable {
        case pending
        case there(CodeIndex)
        /// Why there is none.
        case failed(String)
    }

    /// Parsing more directories than these before anybody asks keeps the machine busy for nothing.
    private static let mostUnasked = 3

    private static func directory(of file: String) -> String {
        file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }

    /// Whether a directory is one that can be analysed.
    private static func isAnalysed(_ directory: String) -> Bool { directory == "fs" || directory.hasPrefix("fs/") }

    /// After a review: the programs of what is under review, and of what was asked for before.
    mutating func askForIndexes() -> [Effect] {
        let files = material.patches.flatMap { $0.body.compactMap { $0.place?.file } } + material.findings.map(\.finding.position.file)
        let named = Set(files.filter(Highlighter.isC).map(Self.directory)).filter { Self.isAnalysed($0) && $0 != "fs" }.sorted()
        let wanted = Set(indexes.keys).union(named.prefix(Self.mostUnasked)).sorted()
        indexes = [:]
        for directory in wanted { indexes[directory] = .pending }
        return wanted.isEmpty ? [] : [.index(wanted)]
    }

    mutating func take(_ directory: String, _ index: CodeIndex?, _ failure: String?) {
        // A review that began meanwhile asks again when it is done.
        guard indexes[directory] != nil else { return }
        indexes[directory] = index.map { .there($0) } ?? .failed(failure ?? "")
    }

    /// Answers a question, or asks the world for the text.
    mutating func ask(_ question: Lookup.Question, _ name: String) -> [Effect] {
        let lookup = Lookup(question: question, name: name, file: currentFile, patch: currentPatchNumber)
        if var answer = answerOfProgram(lookup) {
            if let patch = lookup.patch, patch != material.patches.last?.number { answer.origin += ", as after the last patch" }
            return show(lookup, answer)
        }
        let directory = Self.directory(of: lookup.file)
        guard Self.isAnalysed(directory), indexes[directory] == nil, !isReviewing, failure == nil else { return [.look(lookup)] }
        indexes[directory] = .pending
        return [.index([directory]), .look(lookup)]
    }

    private func answerOfProgram(_ lookup: Lookup) -> CodeAnswer? {
        let directory = Self.directory(of: lookup.file)
        if Self.isAnalysed(directory) {
            guard case .there(let index)? = indexes[directory] else { return nil }
            return CodeAnswer.program(lookup, index)
        }
        // A header of the kernel belongs to all.
        for key in indexes.keys.sorted() {
            if case .there(let index)? = indexes[key], let answer = CodeAnswer.program(lookup, index) { return answer }
        }
        return nil
    }

    /// Why the text answers.
    private func reason(for lookup: Lookup) -> String {
        let directory = Self.directory(of: lookup.file)
        guard Self.isAnalysed(directory) else { return "'\(lookup.file)' is not in an analysed directory" }
        switch indexes[directory] {
        case .there: return "the analysed program of \(directory) does not know '\(lookup.name)'"
        case .pending: return "the program of \(directory) is still being parsed"
        case .failed(let reason): return "\(directory) could not be analysed: \(reason)"
        case nil: return failure == nil ? "the review is not done yet" : "there is no review"
        }
    }

    /// The text has answered.
    mutating func take(_ lookup: Lookup, _ places: [FoundPlace]) -> [Effect] {
        let answer = CodeAnswer.text(lookup, places, because: reason(for: lookup))
        guard !places.isEmpty else {
            say("'\(lookup.name)' was not found; looked \(answer.origin)", .problem)
            return []
        }
        return show(lookup, answer)
    }

    private mutating func show(_ lookup: Lookup, _ answer: CodeAnswer) -> [Effect] {
        let places = answer.places
        if lookup.question == .definition, places.count == 1 {
            say("\(lookup.name): \(answer.origin)", .hint)
            return [.load(SourceRequest(file: places[0].file, line: places[0].line, patch: answer.patch, purpose: .open))]
        }
        let title = (lookup.question == .definition ? "definitions of " : "uses of ") + lookup.name
        push(View(kind: .places(answer), title: title, list: Pane(), focus: .list))
        guard let first = top.list?.rows.firstIndex(where: { $0.target == .place(0) }) else { return [] }
        goInList(to: first)
        return goToPlace(0)
    }
}
