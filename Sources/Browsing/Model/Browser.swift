import Findings
import Reports

/// A review on the screen: what is shown, what has been decided, and what each message makes of it.
///
/// `update` is all that changes it, `screen` all that it shows; it reads no file and knows no terminal.
package struct Browser: Sendable {
    package private(set) var material: Material
    package var state: ReviewState
    var size: Size
    /// The size that screens are made for.
    package var screenSize: Size { size }
    /// The last one is on top; there is always one.
    var views = [View(kind: .home, list: Pane(), focus: .list)]
    /// The patch, or the file of a tree, in the main pane.
    var shown = 0
    var unfolded: Set<Int> = []
    var prompt: Prompt?
    /// What the last line says until the next key.
    var notice: StyledLine?
    var search: Search?
    package private(set) var isReviewing: Bool
    /// What the review is at.
    var progress = ""
    /// Why there is no review; nil where there is one, or will be.
    package private(set) var failure: String?

    // What is made of the material, and kept as long as that stays.
    var documents: [Int: PatchDocument] = [:]
    var sources: [String: SourceDocument] = [:]
    private(set) var findings: [[ReportedFinding]] = []
    /// The files of a tree that have findings or comments.
    private(set) var files: [String] = []
    var words: [String: [String]] = [:]
    /// The analysed programs, by directory.
    var indexes: [String: IndexState] = [:]
    /// Where the cursor goes when a file that was asked for is there.
    var awaited: Target?

    /// - Parameter state: from an earlier session, or a new one.
    package init(_ material: Material, state: ReviewState, size: Size) {
        self.material = material
        self.state = state
        self.size = size
        isReviewing = material.report == nil
        if let place = state.place, let index = material.patches.firstIndex(where: { $0.number == place.patch }) { shown = index }
        unfolded = [shown]
        if !material.patches.isEmpty, self.state.series.isEmpty { self.state.series = material.patches.map { PatchMark($0) } }
        takeIn()
        if let place = state.place, place.line >= 0 { goToBody(line: place.line) }
        syncList()
    }

    /// What a message changes, and what it wants of the world.
    package mutating func update(_ message: Message) -> [Effect] {
        var effects: [Effect] = []
        switch message {
        case .key(let key):
            notice = nil
            effects = prompt == nil ? press(key) : type(key)
        case .mouse(let event):
            notice = nil
            effects = prompt == nil ? point(event) : []
        case .resized(let size):
            self.size = size
            rebuild()
        case .reviewing: isReviewing = true
        case .progress(let text): progress = text
        case .outlined(let patches):
            // What was reviewed before stays until there is better.
            if material.report == nil { show(patches) }
        case .reviewed(let report, let patches): effects = take(report, patches)
        case .failed(let text):
            isReviewing = false
            failure = text
            say(text, .problem)
        case .edited(let editing, let text): effects = take(editing, text)
        case .loaded(let request, let document): effects = take(request, document)
        case .found(let lookup, let places): effects = take(lookup, places)
        case .indexed(let directory, let index, let failure): take(directory, index, failure)
        case .told(let text): say(text, .hint)
        case .problem(let text): say(text, .problem)
        }
        clamp()
        return effects
    }

    mutating func say(_ text: String, _ style: Style) { notice = StyledLine(text, style) }

    // MARK: Material

    private mutating func take(_ report: Report, _ patches: [ReviewedPatch]) -> [Effect] {
        let isNew = patches.map(\.body) != material.patches.map(\.body)
        let isFirst = material.report == nil
        material.take(report, patches: patches)
        if material.kind == .series { followSeries() }
        isReviewing = false
        progress = ""
        failure = nil
        documents = [:]
        sources = [:]
        shown = max(0, min(shown, material.patches.count - 1))
        takeIn()
        // What is new in the series has a state of its own on the disk.
        var effects: [Effect] = isNew ? [.save(state)] : []
        if material.kind == .tree, !files.isEmpty { effects += show(min(shown, files.count - 1)) }
        for index in views.indices where views[index].kind != .home {
            guard var request = views[index].file else { continue }
            request.purpose = .again
            effects.append(.load(request))
        }
        // Comments go with their lines.
        effects += commentedFiles.map { .load($0) }
        if isFirst { tellWhatWasCarried() }
        return effects + askForIndexes()
    }

    private mutating func show(_ patches: [ReviewedPatch]) {
        material.patches = patches
        followSeries()
        documents = [:]
        shown = max(0, min(shown, patches.count - 1))
        takeIn()
        if let place = state.place, patches.indices.contains(shown), patches[shown].number == place.patch, place.line >= 0 {
            goToBody(line: place.line)
            syncList()
        }
    }

    /// What is shown stays shown, wherever its file comes to stand.
    mutating func listFiles() {
        guard material.kind == .tree else { return }
        let now = views[0].file?.file
        files = Set(material.findings.map(\.finding.position.file) + state.comments.compactMap(\.file)).sorted()
        if let now, let index = files.firstIndex(of: now) { shown = index }
    }

    private mutating func takeIn() {
        findings = material.findingsByPatch
        listFiles()
        words = material.words(state)
        // A path that no finding has any more leads nowhere.
        views.removeAll { view in
            guard case .path(let fingerprint) = view.kind else { return false }
            return material.finding(fingerprint) == nil
        }
        rebuild()
    }

    /// The number of the patch that brought a finding in.
    func patchNumber(of fingerprint: String) -> Int? {
        findings.firstIndex { $0.contains { $0.fingerprint == fingerprint } }.map { material.patches[$0].number }
    }

    var top: View {
        get { views[views.count - 1] }
        set { views[views.count - 1] = newValue }
    }
}
