import ArgumentParser
import Foundation
import Patches

/// What `review` is given to review.
enum ReviewSource {
    case patches([PatchInput])
    case uncommitted(GitRepository)
    case revisions(String, GitRepository)

    /// - Throws: `ValidationError` for what is neither a file nor a revision, and for a mixture.
    init(_ inputs: [String], in directory: String) throws {
        // Patches need no repository, and git may refuse the one that is there (another user's, damaged).
        let needsRepository = inputs.isEmpty || inputs.contains { $0 != "-" && !FileManager.default.fileExists(atPath: $0) }
        let repository = needsRepository ? try GitRepository(containing: directory) : nil
        var files: [PatchInput] = []
        var revisions: [String] = []
        for input in inputs {
            switch try GitRepository.classify(input, in: repository) {
            case .standardInput: files.append(try .standardInput())
            case .file(let path): files.append(try .read(path))
            case .revisions(let text): revisions.append(text)
            case .unknown(let text):
                throw ValidationError("'\(text)' is neither a file nor a revision of the tree in '\(directory)'")
            }
        }
        switch (files.isEmpty, revisions.count) {
        case (false, 0): self = .patches(files)
        case (true, 0):
            guard let repository else {
                throw ValidationError("'\(directory)' is not in git, so there is no uncommitted change; give patches")
            }
            self = .uncommitted(repository)
        // Only a repository knows revisions.
        case (true, 1): self = .revisions(revisions[0], repository!)
        default: throw ValidationError("give patches, or one revision range, not both or several")
        }
    }
}

extension PatchInput {
    static func standardInput() throws -> PatchInput {
        PatchInput(name: "<stdin>", bytes: try [UInt8](FileHandle.standardInput.readToEnd() ?? Data()))
    }
}
