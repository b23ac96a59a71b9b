import Program
import Testing

/// The nesting of the source is a stranger's choice.
@Suite struct NestingTests {
    @Test(arguments: [
        "return " + Array(repeating: "a", count: 20_000).joined(separator: " + ") + ";",
        "return " + String(repeating: "!", count: 900) + "a;",
        "return " + Array(repeating: "a", count: 5_000).joined(separator: " && ") + ";",
        String(repeating: "if (a) return 1; else ", count: 3_000) + "return 2;",
        "if (" + Array(repeating: "1", count: 10_000).joined(separator: " + ") + ") return 1; return 0;",
    ])
    func tooDeepIsSaidAndNotFollowed(body: String) throws {
        let function = try lower("int f(int a) { \(body) }")
        // A constant is folded whole; everything else stops at the limit and says so.
        #expect(function.opaqueNodes.map(\.reason).allSatisfy { $0 == "nested too deeply" })
        #expect(!function.opaqueNodes.isEmpty || body.contains("1 + 1"))
        #expect(!function.blocks.isEmpty)
    }

    @Test func whatPeopleWriteIsNotTooDeep() throws {
        let sum = Array(repeating: "a", count: 150).joined(separator: " + ")
        let chain = String(repeating: "if (a) return 1; else ", count: 150)
        #expect(try lower("int f(int a) { \(chain) return \(sum); }").opaqueNodes.isEmpty)
    }
}
