import Reports
import Testing

@Suite struct PrintableTextTests {
    @Test(arguments: [
        ("plain ->mmap()", "plain ->mmap()"), ("é漢😀", "é漢😀"), ("\u{1B}[31m", "<U+001B>[31m"), ("a\tb", "a<U+0009>b"),
        ("\u{202E}", "<U+202E>"), ("\u{E0041}", "<U+E0041>"), ("\u{AD}", "<U+00AD>"), ("\u{3164}", "<U+3164>"),
        ("\u{E000}", "<U+E000>"), ("e\u{301}", "e\u{301}"), ("\u{301}e", "<U+0301>e"),
        ("x\u{301}\u{301}\u{301}\u{301}\u{301}y", "x\u{301}\u{301}\u{301}\u{301}<U+0301>y"),
        ("\u{1B}\u{301}", "<U+001B><U+0301>"), ("\0", "<U+0000>"),
    ])
    func spellsOutWhatActsOnTheTerminal(text: String, shown: String) {
        #expect(Array(text.printable.unicodeScalars) == Array(shown.unicodeScalars))
    }

    @Test(arguments: [("", 0), ("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("😀", 2), ("ﾊ", 1), ("Ａ", 2), ("\u{1B}", 8), ("가", 2)])
    func width(text: String, columns: Int) {
        #expect(PrintableText(text).width == columns)
    }

    @Test func tabsRunToTheNextStopOfEight() {
        #expect(PrintableText("\ta", tabWidth: 8).text == "        a")
        #expect(PrintableText("abc\td\te", tabWidth: 8).text == "abc     d       e")
        #expect(PrintableText("漢\tb", tabWidth: 8).text == "漢      b")
        #expect(PrintableText("12345678\tb", tabWidth: 8).text == "12345678        b")
    }
}

@Suite struct SourceExcerptTests {
    /// The column that the caret stands in, from 0, for `line` marked at byte `column`.
    private func caret(_ line: String, _ column: Int) -> Int? {
        Array(SourceExcerpt(line, column: column).mark).firstIndex(of: "^")
    }

    @Test func caretStandsUnderTheByte() {
        #expect(caret("\t\tfput(f);", 3) == 16)
        #expect(caret("é漢 x", 1) == 0)
        #expect(caret("é漢 x", 3) == 1, "behind a character of two bytes and one column")
        #expect(caret("é漢 x", 7) == 4, "behind one of three bytes and two columns")
        #expect(caret("é漢 x", 4) == 1, "inside a character")
        #expect(caret("a\u{202E}b", 5) == 9, "behind one that is spelled out")
        #expect(caret("ab", 3) == 2, "behind the end")
        #expect(caret("ab", 99) == 2)
        #expect(caret("ab", 0) == 0)
        #expect(caret("", 1) == 0)
    }

    @Test func theWordIsUnderlined() {
        #expect(SourceExcerpt("\tfput(file);", column: 2).mark == "        ^~~~")
        #expect(SourceExcerpt("a += b", column: 3).mark == "  ^")
    }

    @Test func carriageReturnOfAnEndOfLineIsNotShown() {
        #expect(SourceExcerpt("a;\r", column: 1).text == "a;")
        #expect(SourceExcerpt("a\r;", column: 1).text == "a<U+000D>;")
    }

    @Test func longLinesAreCutAroundTheMark() {
        let line = String(repeating: "a ", count: 50_000) + "MARK" + String(repeating: " b", count: 50_000)
        let excerpt = SourceExcerpt(line, column: 100_001)
        #expect(excerpt.text.count <= 170)
        #expect(excerpt.text.hasPrefix("...") && excerpt.text.hasSuffix("..."))
        let column = Array(excerpt.mark).firstIndex(of: "^")!
        #expect(String(Array(excerpt.text)[column..<(column + 4)]) == "MARK")
        #expect(excerpt.mark.hasSuffix("^~~~"))
    }
}

@Suite struct ColorModeTests {
    @Test func automaticColorNeedsATerminalThatWantsIt() {
        #expect(ColorMode.auto.isOn(isTerminal: true, environment: [:]))
        #expect(ColorMode.auto.isOn(isTerminal: true, environment: ["NO_COLOR": ""]))
        #expect(!ColorMode.auto.isOn(isTerminal: false, environment: [:]))
        #expect(!ColorMode.auto.isOn(isTerminal: true, environment: ["NO_COLOR": "1"]))
        #expect(!ColorMode.auto.isOn(isTerminal: true, environment: ["TERM": "dumb"]))
    }

    @Test func whatWasAskedForWins() {
        #expect(ColorMode.always.isOn(isTerminal: false, environment: ["NO_COLOR": "1"]))
        #expect(!ColorMode.never.isOn(isTerminal: true, environment: [:]))
    }
}

@Suite struct TextWrappingTests {
    @Test func laterLinesStandUnderTheFirstWord() {
        var wrapping = TextWrapping()
        wrapping.margin = 20
        #expect(wrapping.lines("  why: ", "one two  three\nfour") == ["  why: one two three", "       four"])
        #expect(wrapping.lines("- ", "a\n\nb") == ["- a", "  b"])
        #expect(wrapping.lines("- ", "averyveryverylongwordindeed b") == ["- averyveryverylongwordindeed", "  b"])
        #expect(wrapping.lines("- ", " \n ") == [])
        #expect(wrapping.lines("- ", "a \u{E0041}b") == ["- a <U+E0041>b"], "a mark on a space is not folded away")
        #expect(wrapping.lines("", "漢漢漢漢漢 漢漢漢漢漢") == ["漢漢漢漢漢", "漢漢漢漢漢"], "a wide character takes two columns")
    }
}
