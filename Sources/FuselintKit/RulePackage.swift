import Foundation

/// A Swift package that rules are written in.
struct RulePackage {
    private let root: String
    /// The directory of the rules' sources, and that of their fixtures; relative to `root`.
    private let sources: String
    private let fixtures: String
    private let isFuselint: Bool

    /// - Throws: `NewRuleError` where no package holds the folder, or it is not plain where its rules are.
    init(upwardFrom folder: String) throws {
        let files = FileManager.default
        var directory = URL(fileURLWithPath: folder)
        while !files.fileExists(atPath: directory.path + "/Package.swift") {
            guard directory.path != "/" else {
                throw NewRuleError("no Swift package holds '\(folder)'; begin with one like examples/own-rules")
            }
            directory.deleteLastPathComponent()
        }
        root = directory.path
        isFuselint = files.fileExists(atPath: root + "/Rules/Generated/RuleDocumentation.swift")
        if isFuselint {
            (sources, fixtures) = ("Rules", "Tests/RulesTests/Fixtures")
            return
        }
        // No such folder is an answer: no targets are in it.
        let targets = ((try? files.contentsOfDirectory(atPath: root + "/Sources")) ?? []).sorted().filter { [root] in Self.hasRules(root + "/Sources/" + $0) }
        guard let target = targets.first, targets.count == 1 else {
            let found = targets.isEmpty ? "no folder of '\(root)/Sources' has" : "\(targets.joined(separator: " and ")) have"
            throw NewRuleError("\(found) a file that imports FuselintKit; rules go where one does")
        }
        (sources, fixtures) = ("Sources/" + target, "Tests/\(target)Tests/Fixtures")
    }

    private static func hasRules(_ directory: String) -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return names.filter { $0.hasSuffix(".swift") }.contains { name in
            guard let data = FileManager.default.contents(atPath: directory + "/" + name) else { return false }
            return String(decoding: data, as: UTF8.self).split(separator: "\n").contains("import FuselintKit")
        }
    }

    /// Writes the rule and its fixtures, both whole or neither.
    ///
    /// - Returns: what to tell the user, by lines.
    /// - Throws: `NewRuleError` where something is there already, or cannot be written.
    func add(_ rule: NewRule) throws -> [String] {
        let source = "\(sources)/\(rule.type).swift", folder = "\(fixtures)/\(rule.id)"
        for path in [source, folder] where exists(path) {
            throw NewRuleError("'\(path)' is there already; give the rule another name")
        }
        let modules = isFuselint ? ["Analysis", "Findings", "Program"] : ["FuselintKit"]
        let mark = ".fuselint-new-\(getpid())"
        let fixturesAside = "\(root)/\(fixtures)/\(mark)", sourceAside = "\(root)/\(sources)/\(mark)"
        let files = FileManager.default
        do {
            defer { for path in [fixturesAside, sourceAside] { try? files.removeItem(atPath: path) } }
            try files.createDirectory(atPath: fixturesAside, withIntermediateDirectories: true)
            for fixture in rule.fixtures { try Data(fixture.text.utf8).write(to: URL(fileURLWithPath: fixturesAside + "/" + fixture.name)) }
            try Data(rule.source(importing: modules).utf8).write(to: URL(fileURLWithPath: sourceAside))
            // Neither call replaces what somebody else has put there since.
            guard link(sourceAside, "\(root)/\(source)") == 0 else { throw NewRuleError.system("write", source) }
            guard rename(fixturesAside, "\(root)/\(folder)") == 0 else {
                let error = NewRuleError.system("write", folder)
                unlink("\(root)/\(source)")
                throw error
            }
        } catch let error as NewRuleError { throw error } catch {
            throw NewRuleError("cannot write below '\(root)': \(error.localizedDescription)")
        }
        let next = isFuselint
            ? "add \(rule.type).self to the list in Rules/Rule.swift, run `make rules-docs`, then `swift test --filter RulesTests`"
            : "swift test"
        return ["wrote \(source)", "wrote \(folder), \(rule.fixtures.count) fixtures", "next: \(next)"]
    }

    /// Whether something has that name, be it a link that leads nowhere.
    private func exists(_ path: String) -> Bool {
        var status = stat()
        return lstat("\(root)/\(path)", &status) == 0
    }
}

/// Why a rule was not begun, in one line.
struct NewRuleError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    static func system(_ verb: String, _ path: String) -> NewRuleError {
        NewRuleError("cannot \(verb) '\(path)': \(String(cString: strerror(errno)))")
    }
}
