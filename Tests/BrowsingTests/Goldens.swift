import Foundation
import Testing

/// Compares `text` with the golden file of that name. `FUSELINT_UPDATE_GOLDENS=1` writes the files anew; look at
/// their diff before it is committed.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens/\(name)")
    if ProcessInfo.processInfo.environment["FUSELINT_UPDATE_GOLDENS"] != nil { try Data(text.utf8).write(to: file) }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(text == golden, "differs from Tests/BrowsingTests/Goldens/\(name)", sourceLocation: sourceLocation)
}
