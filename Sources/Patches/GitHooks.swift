import Foundation

extension GitRepository {
    /// The directory, absolute, where git looks for this repository's hooks; it need not exist. `core.hooksPath` is honoured.
    /// - Throws: `GitError`.
    public func hooksDirectory() throws -> String {
        // Without the settings that keep hooks from being run: nothing is run here.
        let plain = try GitRunner(directory: top, variables: ["GIT_CONFIG_COUNT": "0"], isolated: false)
        let path = Self.line(try plain.output(["rev-parse", "--git-path", "hooks"]))
        return URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: top, isDirectory: true)).standardizedFileURL.path
    }
}
