import Analysis
import Clang
import Findings
import Foundation
import Lowering
import Program
import Rules

/// A small C program that a rule is tried on: `<folder>/<rule-id>/bad_*.c` or `ok_*.c`, or a directory of that
/// name with several files. What stands in its folder `elsewhere/` is no part of the program under analysis: it
/// is where the bodies of other directories' helpers are found. The headers of all are in `<folder>/include`.
public struct Fixture: Sendable, CustomStringConvertible {
    /// The rule's id, the name of the directory that it is in.
    public let rule: String
    /// With its suffix, where it is a single file.
    public let name: String
    private let folder: URL

    public var isBad: Bool { name.hasPrefix("bad_") }
    public var isOK: Bool { name.hasPrefix("ok_") }
    public var description: String { "\(rule)/\(name)" }

    private var url: URL { folder.appendingPathComponent(rule).appendingPathComponent(name) }
    private var headers: URL { Self.headers(in: folder) }

    private static func headers(in folder: URL) -> URL { folder.appendingPathComponent("include") }

    /// All fixtures in a folder, sorted.
    ///
    /// - Throws: Foundation's error where the folder cannot be read.
    public static func all(in folder: URL) throws -> [Fixture] {
        func names(_ folder: URL) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }.sorted()
        }
        return try names(folder).filter { $0 != headers(in: folder).lastPathComponent }.flatMap { rule in
            try names(folder.appendingPathComponent(rule)).map { Fixture(rule: rule, name: $0, folder: folder) }
        }
    }

    /// What is wrong with what the rule says of the fixture, one line each; empty where all is as the marks have it.
    ///
    /// - Parameter rules: the one that the fixture is for is run, and alone.
    /// - Throws: `MarkError`, Foundation's errors for files that cannot be read.
    public func problems(with rules: [any Rule.Type]) throws -> [String] {
        guard let rule = rules.first(where: { $0.id == self.rule }) else { return ["\(self): no rule is called '\(self.rule)'"] }
        let program = try parse()
        let units = program.units + program.elsewhere
        let (findings, incomplete) = RuleRegistry.run([rule], on: program.analysis)
        let marks = try marks()
        var problems: [String] = []
        if program.units.isEmpty { problems.append("\(self): there is no .c file") }
        if !isBad && !isOK { problems.append("\(self): a fixture is called bad_... or ok_...") }
        if marks.wants.isEmpty == isBad { problems.append("\(self): bad_ fixtures have `want` marks, and ok_ fixtures have none") }
        problems += (marks.wants + marks.oks).filter { $0.rule != self.rule }.map { "\($0.place): the mark is about another rule" }
        problems += units.flatMap(\.errors).map { "\(self): the compiler says: \($0)" }
        problems += units.flatMap(\.functions).flatMap(\.opaqueNodes).map { "\(self): not understood: \($0.reason)" }
        // Silence about a function that was not looked at proves nothing.
        problems += incomplete.map { "\($0.file): not analysed: \($0.reason)" }
        return problems + marks.disagreements(with: findings)
    }

    /// What is said of places that more than one of the rules speaks of, by place.
    ///
    /// - Throws: as `problems(with:)` does.
    public func placesToldTwice(by rules: [any Rule.Type]) throws -> [[Finding]] {
        let findings = RuleRegistry.run(rules, on: try parse().analysis).findings
        return Dictionary(grouping: findings, by: \.position).sorted { $0.key < $1.key }.map(\.value)
            .filter { Set($0.map(\.rule)).count > 1 }
    }

    /// What rules say of the fixture when they run beside each other.
    ///
    /// - Throws: as `problems(with:)` does.
    public func findings(of rules: [any Rule.Type], threads: Int) throws -> [Finding] {
        RuleRegistry.run(rules, on: try parse().analysis, threads: threads).findings
    }

    // MARK: Its files

    /// A file of the fixture, and where it stands in the tree that the rules see.
    struct File {
        var url: URL
        var path: String
        /// Whether it is under analysis, and not only there to be found.
        var isOwn: Bool
    }

    /// The .c and .h files: its own as if in fs/fixture, those of `elsewhere/` as if in fs.
    func files() throws -> [File] {
        guard url.pathExtension != "c" else { return [File(url: url, path: "fs/fixture/\(name)", isOwn: true)] }
        let elsewhere = url.appendingPathComponent("elsewhere")
        return try Self.sources(in: url).map { File(url: $0, path: "fs/fixture/\($0.lastPathComponent)", isOwn: true) }
            + (FileManager.default.fileExists(atPath: elsewhere.path) ? Self.sources(in: elsewhere) : [])
            .map { File(url: $0, path: "fs/\($0.lastPathComponent)", isOwn: false) }
    }

    private static func sources(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { ["c", "h"].contains($0.pathExtension) }.sorted { $0.path < $1.path }
    }

    /// What its comments ask for.
    public func marks() throws -> Marks {
        var marks = Marks()
        for file in try files() { try marks.add(String(contentsOf: file.url, encoding: .utf8), file: file.path) }
        return marks
    }

    // MARK: Its program

    /// The fixture's files, parsed and lowered.
    struct Program {
        var units: [ProgramUnit]
        var elsewhere: [ProgramUnit]
        var lines: [String: [Substring]]

        /// What rules are run on.
        var analysis: ProgramAnalysis {
            ProgramAnalysis(WholeProgram(units), bodies: Elsewhere(units: elsewhere)) { [lines] in lines[$0] ?? [] }
        }
    }

    func parse() throws -> Program {
        let files = try files()
        var program = Program(units: [], elsewhere: [], lines: [:])
        for file in files {
            let text = try String(contentsOf: file.url, encoding: .utf8)
            program.lines[file.path] = text.split(separator: "\n", omittingEmptySubsequences: false)
            guard file.url.pathExtension == "c" else { continue }
            let arguments = ["-std=gnu11", "-w", "-nostdinc", "-I", headers.path]
            let parsed = try ClangIndex().parse(file.url.path, arguments: arguments)
            let unit = ProgramUnit(lowering: parsed, file: file.path) { absolute in
                let standard = URL(fileURLWithPath: absolute).standardizedFileURL.path
                if let known = files.first(where: { $0.url.standardizedFileURL.path == standard }) { return known.path }
                let prefix = headers.standardizedFileURL.path + "/"
                return standard.hasPrefix(prefix) ? "include/" + standard.dropFirst(prefix.count) : nil
            }
            if file.isOwn { program.units.append(unit) } else { program.elsewhere.append(unit) }
        }
        return program
    }
}

/// The bodies that a fixture keeps outside its program.
private struct Elsewhere: BodySource {
    let units: [ProgramUnit]

    func unit(defining name: String) -> ProgramUnit? {
        units.first { unit in unit.functions.contains { $0.ref == FunctionRef(name: name) && $0.file == unit.file } }
    }
}
