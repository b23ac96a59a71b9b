/// A line that is being typed at the bottom.
struct Prompt: Sendable {
    enum Purpose: Equatable, Sendable {
        case search
        case reason(fingerprint: String)
        case goToLine
        case openFile
        case name(Lookup.Question)
        /// One key says what is to be written.
        case writeMenu
        case path(WrittenForm)
    }

    enum WrittenForm: Equatable, Sendable { case mail, b4, notes }

    var purpose: Purpose
    var label: String
    var text = ""
    /// What Tab offers in turns.
    var candidates: [String] = []
    /// Whether the text was offered and nothing was typed yet: the first character replaces it.
    var isOffer = false

    init(_ purpose: Purpose, _ label: String, offering text: String = "", candidates: [String] = []) {
        self.purpose = purpose
        self.label = label
        self.text = text
        self.candidates = candidates
        isOffer = !text.isEmpty
    }

    /// What a key makes of the text; false where it is none that edits.
    mutating func edit(_ key: Key) -> Bool {
        switch key {
        case .character(let scalar):
            if isOffer { text = "" }
            // No line of anything is longer.
            if text.unicodeScalars.count < 500 { text.unicodeScalars.append(scalar) }
        case .backspace, .delete, .control("h"):
            if !text.isEmpty { text.removeLast() }
        case .control("u"): text = ""
        case .control("w"):
            while text.last?.isWhitespace == true { text.removeLast() }
            while let last = text.last, !last.isWhitespace { text.removeLast() }
        case .tab:
            guard !candidates.isEmpty else { return true }
            let next = candidates.firstIndex(of: text).map { ($0 + 1) % candidates.count } ?? 0
            text = candidates[next]
            isOffer = true
            return true
        case .left, .right, .home, .end: break
        default: return false
        }
        isOffer = false
        return true
    }
}

/// Keys while something is being typed.
extension Browser {
    mutating func type(_ key: Key) -> [Effect] {
        guard var prompt else { return [] }
        if key == .escape || key == .control("c") || key == .control("g") {
            self.prompt = nil
            return []
        }
        if prompt.purpose == .writeMenu {
            self.prompt = nil
            return chooseForm(key)
        }
        if key == .enter {
            self.prompt = nil
            return enter(prompt)
        }
        _ = prompt.edit(key)
        self.prompt = prompt
        return []
    }

    private mutating func enter(_ prompt: Prompt) -> [Effect] {
        let text = prompt.text.trimmed
        switch prompt.purpose {
        case .search:
            // As in less: the same again where nothing is typed.
            if !prompt.text.isEmpty { search = Search(prompt.text) }
            return searchOn(1)
        case .reason(let fingerprint): return dismiss(fingerprint, because: text)
        case .goToLine:
            if text == "q" { return press(.character("Q")) }
            guard let line = Int(text), line > 0 else {
                say("type a line's number", .problem)
                return []
            }
            goTo(line: line)
        case .openFile:
            let request = SourceRequest(file: text, line: 1, patch: currentPatchNumber, purpose: .open)
            return text.isEmpty ? [] : [.load(request)]
        case .name(let question):
            return text.isEmpty ? [] : ask(question, text)
        case .writeMenu: break
        case .path(let form): return write(form, to: prompt.text)
        }
        return []
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
