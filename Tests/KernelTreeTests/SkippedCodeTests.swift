import KernelTree
import Testing

@Suite struct SkippedCodeTests {
    /// The settings for the range that begins on the line of the `n`th `@`, which is taken out, as in `@#ifdef X`.
    private func settings(_ source: String, _ configuration: Configuration? = nil) -> [String] {
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
        let start = lines.firstIndex { $0.hasPrefix("@") }! + 1
        let end = lines.firstIndex { $0.hasPrefix("$") }! + 1
        let text = source.replacing("@", with: "").replacing("$", with: "")
        return SkippedCode.explain([start...end], in: Array(text.utf8), configuration: configuration)[0].settings.map(\.description)
    }

    @Test(arguments: [
        ("@#ifdef CONFIG_A\nint a;\n$#endif\n", ["CONFIG_A=y"]),
        ("@#ifndef CONFIG_A\nint a;\n$#endif\n", ["CONFIG_A=n"]),
        ("#ifdef CONFIG_A\nint a;\n@#else\nint b;\n$#endif\n", ["CONFIG_A=n"]),
        ("@#if IS_ENABLED(CONFIG_A) && !defined(CONFIG_B)\nint a;\n$#endif\n", ["CONFIG_A=y", "CONFIG_B=n"]),
        ("@#if defined(CONFIG_A) || defined(CONFIG_A_MODULE)\n$#endif\n", ["CONFIG_A=y"]),
        ("@#if !(defined CONFIG_A || IS_BUILTIN(CONFIG_B)) && defined(CONFIG_C)\n$#endif\n", ["CONFIG_A=n", "CONFIG_B=n", "CONFIG_C=y"]),
        ("@#if CONFIG_HZ > 100\n$#endif\n", ["CONFIG_HZ=..."]),
        ("#if defined(X)\n#elif defined(CONFIG_A)\nint a;\n@#elif defined(CONFIG_B)\nint b;\n$#else\n#endif\n", ["CONFIG_A=n", "CONFIG_B=y"]),
        ("@#if 0\nint a;\n$#endif\n", []),
        ("@#ifdef DEBUG\n$#endif\n", []),
        ("#ifdef CONFIG_OUTER\n@# /* c */ if \\\n defined(CONFIG_INNER) // CONFIG_NOT\n#ifdef CONFIG_NESTED\n#endif\n$#endif\n#endif\n", ["CONFIG_INNER=y"]),
        ("/*\n#ifdef CONFIG_TRAP\n*/\nchar *s = \"/*\";\n@#ifdef CONFIG_A\n$#endif\n", ["CONFIG_A=y"]),
    ])
    func eachFormOfCondition(source: String, expected: [String]) { #expect(settings(source) == expected) }

    @Test func whatHoldsAlreadyIsNotRepeated() {
        let configuration = Configuration(values: ["A": .yes])
        #expect(settings("@#if defined(CONFIG_A) && defined(CONFIG_B)\n$#endif\n", configuration) == ["CONFIG_B=y"])
        #expect(settings("#ifdef CONFIG_A\n@#else\n$#endif\n", configuration) == ["CONFIG_A=n"])
    }

    @Test func brokenTextsAreHarmless() {
        for text in ["", "#endif\n#else\n#elif\n", "#if", "#if (((\n#else", "\"unterminated\n#if CONFIG_A", "/* open", "#\\\n"] {
            let explained = SkippedCode.explain([1...2, 5...9], in: Array(text.utf8))
            #expect(explained.count == 2)
        }
    }
}
