import Analysis
import Clang
import Findings
import Foundation
import Lowering
import Program
import Testing

/// A small C program that a rule is tried on: `Fixtures/<rule-id>/bad_*.c` or `ok_*.c`, or a directory of that
/// name with several files. What stands in its folder `elsewhere/` is no part of the program under analysis: it
/// is where the bodies of other directories' helpers are found.
struct Fixture: Sendable, CustomTestStringConvertible {
    /// The directory it is in.
    let rule: String
    /// With its suffix, where it is a single file.
    let name: String

    var isBad: Bool { name.hasPrefix("bad_") }
    var isOK: Bool { name.hasPrefix("ok_") }
    var testDescription: String { "\(rule)/\(name)" }

    private var url: URL { Self.folder.appendingPathComponent(rule).appendingPathComponent(name) }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures")
    private static let headers = folder.appendingPathComponent("include")

    /// All fixtures, sorted; empty where the folder cannot be read, which a test notices.
    static let all: [Fixture] = {
        let files = FileManager.default
        func names(_ folder: URL) -> [String] {
            // No such folder is an answer: there are no fixtures in it.
            ((try? files.contentsOfDirectory(atPath: folder.path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()
        }
        return names(folder).filter { $0 != headers.lastPathComponent }.flatMap { rule in
            names(folder.appendingPathComponent(rule)).map { Fixture(rule: rule, name: $0) }
        }
    }()

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
    func marks() throws -> Marks {
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
            ProgramAnalysis(WholeProgram(units), bodies: Elsewhere(units: elsewhere)) { lines[$0] ?? [] }
        }
    }

    func parse() throws -> Program {
        let files = try files()
        var program = Program(units: [], elsewhere: [], lines: [:])
        for file in files {
            let text = try String(contentsOf: file.url, encoding: .utf8)
            program.lines[file.path] = text.split(separator: "\n", omittingEmptySubsequences: false)
            guard file.url.pathExtension == "c" else { continue }
            let arguments = ["-std=gnu11", "-w", "-nostdinc", "-I", Self.headers.path]
            let parsed = try ClangIndex().parse(file.url.path, arguments: arguments)
            let unit = ProgramUnit(lowering: parsed, file: file.path) { absolute in
                let standard = URL(fileURLWithPath: absolute).standardizedFileURL.path
                if let known = files.first(where: { $0.url.standardizedFileURL.path == standard }) { return known.path }
                let prefix = Self.headers.standardizedFileURL.path + "/"
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
