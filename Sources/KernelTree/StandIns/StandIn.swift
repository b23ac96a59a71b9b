/// A header that a build would generate, made up from what the tree's text tells.
public struct StandIn: Sendable, Equatable {
    /// The path below the stand-ins' directory, which mirrors the object tree of a build: `include/generated/autoconf.h`.
    public let path: String
    public let contents: String

    init(_ path: String, _ contents: String) {
        self.path = path
        self.contents = contents
    }
}
