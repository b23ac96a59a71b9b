/// What is wrong with a file that the user wrote, and where.
public struct SettingsError: Error, CustomStringConvertible, Equatable, Sendable {
    /// As the user knows it: relative to the tree, or as it was given.
    public var file: String
    /// Counted from 1; nil for the file as a whole.
    public var line: Int?
    public var reason: String

    public init(file: String, line: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// One line, though a value that it quotes may have several.
    public var description: String {
        (file + (line.map { ":\($0)" } ?? "") + ": " + reason).split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
