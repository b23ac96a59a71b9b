import Browsing
import Review
import SourceTree

/// What is asked of the text of the tree.
enum SourceQuestion: Sendable {
    case file(SourceRequest)
    case name(Lookup)

    /// The patch after which the tree is looked at.
    var patch: Int? {
        switch self {
        case .file(let request): request.patch
        case .name(let lookup): lookup.patch
        }
    }

    /// Takes as long as the file is long, or its directory large.
    func answer(in snapshot: Snapshot) -> Message {
        switch self {
        case .file(let request):
            return .loaded(request, Self.lines(of: request, in: snapshot).map { SourceDocument(file: request.file, lines: $0) })
        case .name(let lookup):
            let search = SymbolSearch(snapshot, from: lookup.file)
            let places = lookup.question == .definition ? search.definitions(of: lookup.name) : search.uses(of: lookup.name)
            return .found(lookup, places.map { FoundPlace(file: $0.file.description, line: $0.line, text: $0.text) })
        }
    }

    private static func lines(of request: SourceRequest, in snapshot: Snapshot) -> [String]? {
        guard let path = try? TreePath(request.file), let bytes = try? snapshot.contents(of: path) else { return nil }
        // Bytes: characters take a carriage return and the line feed behind it for one.
        return bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }
}
