import Foundation
import Testing

/// What following functions has shown, kept between runs: a review says the same with it, without it, and where it is damaged.
@Suite struct KeptFlowsTests {
    /// Patches that add, move and take away: a leak, a line behind which all else moves, the three faults of the example, a release
    /// that callers stand on.
    private func patches(_ place: URL) throws -> [String] {
        let file = "fs/fuse/passthrough.c"
        let diffs = [
            try Mail.insertion(of: ["\tif (backing_fd == 77)", "\t\treturn -EBADF;"], into: file, after: 11),
            try Mail.insertion(of: ["", "/* Nothing. */"], into: file, after: 4),
            try Mail.insertion(of: ["\tif (passthrough->cred == NULL)", "\t\treturn;"], into: file, after: 21),
        ]
        return try diffs.enumerated().map { number, diff in
            let path = place.appendingPathComponent("\(number).patch").path
            try Data(Mail.patch("fuse: change \(number)", diff).utf8).write(to: URL(fileURLWithPath: path))
            return path
        } + [ExampleTests.faulty]
    }

    private func flows(_ cache: URL) throws -> [URL] {
        let folder = cache.appendingPathComponent("fuselint/flows")
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil).map { $0.appendingPathComponent("sealed") }
    }

    @Test func reviewsSayTheSame() throws {
        try withTree { tree in
            try withTemporaryDirectory { place in
                let cache = place.appendingPathComponent("cache")
                // What has just been written is not kept.
                Thread.sleep(forTimeInterval: 0.1)
                func review(_ patch: String, cache: String) throws -> String {
                    let result = try Fuselint.run(
                        ["review", patch, "--tree", tree.root.path, "--format", "json"], environment: ["XDG_CACHE_HOME": cache])
                    #expect(result.status < 2 && result.errors == "")
                    return result.output
                }
                /// Answers would be answers; it is to be worked out again.
                func forget() throws { try FileManager.default.removeItem(at: cache.appendingPathComponent("fuselint/answers")) }

                let patches = try patches(place)
                let plain = try patches.map { try review($0, cache: "/dev/null/cache") }
                #expect(Set(plain).count > 2)
                for (patch, said) in zip(patches, plain) { #expect(try review(patch, cache: cache.path) == said, "cold or from another patch: \(patch)") }
                try forget()
                for (patch, said) in zip(patches, plain).reversed() { #expect(try review(patch, cache: cache.path) == said, "warm: \(patch)") }
                try #require(try !flows(cache).isEmpty)
                for (number, (patch, said)) in zip(patches, plain).enumerated() {
                    try forget()
                    for file in try flows(cache) {
                        var bytes = try Data(contentsOf: file)
                        if number % 2 == 0 { bytes[bytes.count / 2] ^= 1 } else { bytes = bytes.prefix(bytes.count - 9) }
                        try bytes.write(to: file)
                    }
                    #expect(try review(patch, cache: cache.path) == said, "damaged: \(patch)")
                }
            }
        }
    }
}
