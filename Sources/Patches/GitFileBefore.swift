import SourceTree

/// A file as it was before a change under review.
public enum FileBefore: Equatable, Sendable {
    /// The change does not touch it.
    case untouched
    /// Nil where there was no such file.
    case contents([UInt8]?)
}

extension GitRepository {
    /// A file before the first commit of a range, where the range changes it.
    public func file(_ path: TreePath, before range: CommitRange) throws -> FileBefore {
        guard let first = range.commits.first ?? range.skippedMerges.first else { return .untouched }
        let base = try first.parents.first ?? Self.line(git.output(["hash-object", "-t", "tree", "--stdin"]))
        // The last commit may be a merge, which is not reviewed and yet checked out.
        for tip in [range.commits.last, range.skippedMerges.last].compactMap({ $0?.id }) {
            if try isChanged(path, ["diff-tree", "-r"], [base, tip]) { return .contents(try contents(of: path, at: base)) }
        }
        return .untouched
    }

    /// A file as it was committed last, where it is changed since. A file that git does not know is not part of the change.
    public func fileBeforeUncommitted(_ path: TreePath) throws -> FileBefore {
        try isChanged(path, ["diff-index"], ["HEAD"]) ? .contents(try contents(of: path, at: "HEAD")) : .untouched
    }

    /// `Name <address>` of the user's settings, or the half that is set; nil where none is.
    public func user() throws -> String? {
        let name = Self.line(try git.run(["config", "user.name"]).stdout)
        let address = Self.line(try git.run(["config", "user.email"]).stdout)
        let parts = [name, address.isEmpty ? "" : "<\(address)>"].filter { !$0.isEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    private func isChanged(_ path: TreePath, _ command: [String], _ revisions: [String]) throws -> Bool {
        let options = ["--name-only", "--no-renames", "--relative", "--ignore-submodules=all"]
        return try !git.output(command + options + revisions + ["--", ":(literal)\(path)"]).isEmpty
    }

    private func contents(of path: TreePath, at revision: String) throws -> [UInt8]? {
        // `<mode> SP <type> SP <object> TAB <path>`
        let listed = Self.line(try git.output(["ls-tree", revision, "--", path.description]))
        let words = listed.prefix { $0 != "\t" }.split(separator: " ")
        guard words.count == 3, words[0].hasPrefix("100") else { return nil }
        return try git.blobs([String(words[2])]).first ?? nil
    }
}
