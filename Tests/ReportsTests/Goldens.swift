import Foundation
import Testing

private let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")

/// Compares `text` with the golden file of that name. `FUSELINT_UPDATE_GOLDENS=1` writes the files anew; look at
/// their diff before it is committed.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = directory.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["FUSELINT_UPDATE_GOLDENS"] != nil {
        try Data(text.utf8).write(to: file)
    }
    let golden = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(text == golden, "differs from Tests/ReportsTests/Goldens/\(name)", sourceLocation: sourceLocation)
}
