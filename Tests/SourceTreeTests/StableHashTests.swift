import SourceTree
import Testing

@Suite struct StableHashTests {
    @Test func isTheSameInEveryProcess() {
        var hash = StableHash()
        hash.combine("a")
        // The published FNV-1a of "a", 64 bits.
        #expect(hash.digits.hasPrefix("af63dc4c8601ec8c"))
        #expect(hash.digits.count == 32)
    }

    @Test func tellsOrderApart() {
        func digits(_ texts: String...) -> String {
            var hash = StableHash()
            texts.forEach { hash.combine($0) }
            return hash.digits
        }
        #expect(digits("ab") != digits("ba"))
        #expect(digits("a", "b") == digits("ab"))
    }
}
