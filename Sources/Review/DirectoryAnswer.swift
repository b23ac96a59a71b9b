import Findings

/// What the rules say of one directory at one moment of the tree, before anything is let pass.
struct DirectoryAnswer: Codable {
    var findings: [Finding]
    var incomplete: [Incomplete]
    /// Lines that the preprocessor left out, by file.
    var skippedLines: [String: [ClosedRange<Int>]]
}
