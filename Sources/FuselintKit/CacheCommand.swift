import ArgumentParser
import Caching
import Foundation
import Reports

struct CacheCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache", abstract: "Shows what is kept between runs, or clears it.",
        discussion: """
            Nothing in it is needed: what is gone is made anew. What was used longest ago goes by itself. It lies below \
            $XDG_CACHE_HOME/fuselint, or ~/.cache/fuselint.
            """)

    @Flag(name: .long, help: "Remove all of it. Runs that are under way end well, but slower.")
    var clear = false

    func run() throws {
        let folders = CacheFolder.Kind.allCases.compactMap { kind in CacheFolder(kind).map { (kind: kind, folder: $0) } }
        guard !folders.isEmpty else { throw ValidationError("there is no cache: set XDG_CACHE_HOME or HOME to an absolute path") }
        for (kind, folder) in folders {
            let size = folder.size
            if clear {
                do { try folder.clear() } catch {
                    throw ValidationError("cannot remove '\(folder.path)': \(error.localizedDescription); remove it by hand")
                }
            }
            let bytes = ByteCountFormatter.string(fromByteCount: Int64(size.bytes), countStyle: .file)
            let count = size.entries == 1 ? "1 entry" : "\(size.entries) entries"
            print("\(clear ? "removed " : "")\(kind.rawValue): \(count), \(bytes), in \(folder.path.printable)")
        }
    }
}
