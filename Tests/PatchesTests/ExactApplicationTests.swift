import Foundation
import SourceTree
import TestSupport
import Testing

@testable import Patches

/// What is put in place without git is what git would have made of it.
@Suite struct ExactApplicationTests {
    /// Few different lines, so that a hunk fits in many places.
    private static func lines(_ dice: inout SeededGenerator) -> [String] {
        (0..<Int.random(in: 1...40, using: &dice)).map { _ in ["{", "}", "", "\tint a;", "\tint b;", "\treturn 0;", "x = y;\r"].randomElement(using: &dice)! }
    }

    private static func text(_ lines: [String], _ dice: inout SeededGenerator) -> String {
        lines.joined(separator: "\n") + (Int.random(in: 0..<5, using: &dice) == 0 ? "" : "\n")
    }

    private static func edited(_ lines: [String], _ dice: inout SeededGenerator) -> [String] {
        var lines = lines
        for _ in 0..<Int.random(in: 1...4, using: &dice) {
            let at = Int.random(in: 0...lines.count, using: &dice)
            if at < lines.count, Bool.random(using: &dice) { lines.remove(at: at) } else { lines.insert("n\(Int.random(in: 0..<9, using: &dice))", at: at) }
        }
        return lines
    }

    /// Makes a change say something else than what it was made for.
    private static func mutated(_ change: FileChange, _ dice: inout SeededGenerator) -> FileChange {
        var change = change
        guard let at = change.hunks.indices.randomElement(using: &dice) else { return change }
        let by = Int.random(in: -2...2, using: &dice)
        switch Int.random(in: 0..<6, using: &dice) {
        case 0: change.hunks[at].newStart = max(0, change.hunks[at].newStart + by)
        case 1: change.hunks[at].oldStart = max(0, change.hunks[at].oldStart + by)
        case 2 where change.hunks[at].lines.last?.kind == .context:
            change.hunks[at].lines.removeLast()
            change.hunks[at].oldCount -= 1
            change.hunks[at].newCount -= 1
        case 3 where change.hunks[at].lines.first?.kind == .context:
            change.hunks[at].lines.removeFirst()
            change.hunks[at].oldCount -= 1
            change.hunks[at].newCount -= 1
            change.hunks[at].oldStart += 1
            change.hunks[at].newStart += 1
        case 4: change.hunks[at].lines.indices.last.map { change.hunks[at].lines[$0].noNewlineAtEnd.toggle() }
        default: break
        }
        return change
    }

    /// Thousands of changes, made by git, with much or little context, to files that may have changed meanwhile.
    @Test(arguments: 0..<6) func agreesWithGit(_ round: Int) throws {
        var dice = SeededGenerator(seed: UInt64(round))
        let place = try TemporaryDirectory()
        let count = 400
        for number in 0..<count {
            let lines = Self.lines(&dice)
            try place.write("a/f\(number).c", Self.text(lines, &dice))
            try place.write("b/f\(number).c", Self.text(Self.edited(lines, &dice), &dice))
        }
        let diff = try run(["git", "diff", "--no-index", "--no-prefix", "-U\(1 + round % 3)", "a", "b"], in: place.path, accepted: 0...1)
        let patch = try series(diff).patches[0]
        var (text, expected, refused): ([UInt8], [TreePath: [UInt8]], Int) = ([], [:], 0)
        for original in patch.files {
            // `--no-index` gives both sides their folders.
            var change = original
            let path = try TreePath("a/" + (original.newPath ?? original.path).name)
            (change.oldPath, change.newPath, change.kind) = (path, path, .modified)
            change = Self.mutated(change, &dice)
            var file = [UInt8](try place.read(path.description).utf8)
            if Int.random(in: 0..<4, using: &dice) == 0 {
                let lines = String(decoding: file, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
                file = Array(Self.edited(lines, &dice).joined(separator: "\n").utf8)
                try place.write(path.description, file)
            }
            guard let after = ExactApplication.contents(after: [change], from: [path: file]) else {
                refused += 1
                continue
            }
            expected[path] = after[path] ?? file
            PatchText.write(change, lineEnds: .asGiven, to: &text)
        }
        // Most are meant for the place, and a good part of those that are not has to be left to git.
        #expect(expected.count > count / 4)
        #expect(refused > count / 20)
        // git does all of it or nothing: what it refuses is refused for all.
        _ = try run(["git", "apply", "--whitespace=nowarn", "-p1", "-"], in: place.path, input: text)
        for (path, contents) in expected { #expect([UInt8](try place.read(path.description).utf8) == contents, "\(path)") }
    }

    private func change(_ name: String, _ text: String) throws -> FileChange {
        try onePatch("--- a/\(name)\n+++ b/\(name)\n" + text).files[0]
    }

    /// Places that only git may decide on.
    @Test(arguments: [
        // One line further down.
        ("fs/a.c", "@@ -2,2 +2,3 @@\n one\n+new\n two\n"),
        // No context: it belongs to the end of the file.
        ("fs/a.c", "@@ -2,0 +3,1 @@\n+new\n"),
        // It says that it ends the file.
        ("fs/a.c", "@@ -1,2 +1,3 @@\n one\n two\n+new\n"),
        // Both want the second line.
        ("fs/a.c", "@@ -1,2 +1,3 @@\n one\n+new\n two\n@@ -2,2 +3,3 @@\n two\n+new\n three\n"),
        ("fs/.hidden/a.c", "@@ -1,2 +1,3 @@\n one\n+new\n two\n"), ("fs/a b.c", "@@ -1,2 +1,3 @@\n one\n+new\n two\n"),
    ])
    func leavesToGit(_ name: String, _ text: String) throws {
        let change = try change(name, text)
        #expect(ExactApplication.contents(after: [change], from: [change.path: Array("one\ntwo\nthree\n".utf8)]) == nil)
    }

    @Test func putsLinesInPlace() throws {
        let change = try change("fs/a.c", "@@ -1,2 +1,3 @@\n one\n+new\n two\n")
        let path = change.path
        #expect(ExactApplication.contents(after: [change], from: [path: Array("one\ntwo\nthree\n".utf8)]) == [path: Array("one\nnew\ntwo\nthree\n".utf8)])
        #expect(ExactApplication.contents(after: [change, change], from: [path: Array("one\ntwo\nthree\n".utf8)]) == nil)
        #expect(ExactApplication.contents(after: [change], from: [:]) == nil)
    }
}
