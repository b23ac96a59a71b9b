import Foundation
import Testing

@testable import Settings

/// What is no settings file is refused in one line that names the place, whatever it was made for.
@Suite struct YAMLDocumentTests {
    private func refusal(_ bytes: [UInt8]) -> String { reason { _ = try YAMLDocument(bytes, name: "f.yml") } }
    private func refusal(_ text: String) -> String { refusal(Array(text.utf8)) }

    @Test func readsTextsListsAndMapsWithTheirLines() throws {
        let text = "\u{FEFF}# a comment\r\na: x\r\nb:\r\n  - 'y # z'\r\n  - |\r\n    one\r\n    two\r\nc:\r\n"
        let root = try #require(try YAMLDocument(Array(text.utf8), name: "f.yml").root)
        guard case .map(let entries) = root.value, entries.map(\.key) == ["a", "b", "c"], entries.map(\.line) == [2, 3, 8],
            case .text("x", .plain) = entries[0].item.value, case .list(let list) = entries[1].item.value,
            list.map(\.line) == [4, 5],
            case .text("y # z", .quoted) = list[0].value, case .text("one\ntwo\n", .literal) = list[1].value,
            case .nothing = entries[2].item.value
        else {
            Issue.record("\(root)")
            return
        }
    }

    @Test func nothingIsRead() throws {
        for text in ["", "\n", "# only a comment\n"] {
            #expect(try YAMLDocument(Array(text.utf8), name: "f.yml").root == nil, "\(text)")
        }
    }

    @Test(arguments: [
        ("a: [1\nb: 2\n", "f.yml:2: is no YAML: "),
        ("a: b: c\n", "f.yml:1: is no YAML: "),
        ("a: 1\nb: 2\na: 3\n", "f.yml:1: 'a' is there twice"),
        ("a: 1\n---\nb: 2\n", "f.yml:2: is no YAML: "),
        ("a: 1\n? [b]\n: 2\n", "f.yml:2: a key must be a plain word"),
        ("a: &x 1\nb: 2\n", "f.yml:1: anchors and aliases"),
        ("a: &x 1\nb: *x\n", "f.yml:1: anchors and aliases"),
        ("b: *x\n", "f.yml:1: is no YAML: "),
        ("a: \u{7}\n", "f.yml:1: is no YAML: "),
        ("a: [[[[[[[[[[]]]]]]]]]]\n", "f.yml:1: is nested too deeply"),
    ])
    func whatIsWrongIsTold(text: String, beginning: String) {
        let refusal = refusal(text)
        #expect(refusal.hasPrefix(beginning), "\(refusal)")
        #expect(!refusal.contains("\n"), "\(refusal)")
    }

    @Test func starsAndAmpersandsInTextsAreNoAliases() throws {
        let text = (0..<12).map { "k\($0): \"passes &ff, *ff and R&D, *p\"\n" }.joined() + "glob: 'fs/*/x*'\n"
        #expect(try YAMLDocument(Array(text.utf8), name: "f.yml").root != nil)
    }

    @Test func bytesThatAreNotUTF8AreRefusedWithTheirLine() {
        #expect(refusal(Array("a: 1\nb: ".utf8) + [0xFF, 0x0A]) == "f.yml:2: is not UTF-8")
        #expect(refusal([0xFF, 0xFE, 0x61, 0x00]).hasPrefix("f.yml:1: is not UTF-8"))
    }

    /// Each would unfold to more than the machine holds, or overflow the stack.
    @Test(.timeLimit(.minutes(1))) func bombsAreRefused() {
        var values = "a0: &a0 [x, x]\n"
        for level in 1...30 { values += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(refusal(values).contains("anchors and aliases"))
        // The same as keys, which a reader has to compare.
        #expect(refusal(values + "? *a30\n: 1\n? *a29\n: 2\n").contains("anchors and aliases"))
        #expect(refusal(values.replacing("&a", with: "!!seq &a") + "? *a30\n: 1\n").contains("anchors and aliases"))
        for deep in ["[", "{a: ", "- ", "? ", "[{a: "] {
            #expect(refusal(String(repeating: deep, count: 200_000)) != "nothing", "\(deep)")
            #expect(refusal("a: " + String(repeating: deep, count: 900) + "\n") != "nothing", "\(deep)")
        }
        #expect(refusal(String(repeating: " ", count: 2 << 20)) == "f.yml: is larger than 1024 KiB")
        #expect(refusal((0..<60_000).map { "k\($0): v\n" }.joined()) == "nothing")
    }
}
