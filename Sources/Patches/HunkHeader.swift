/// `@@ -1,6 +1,9 @@ section`
struct HunkHeader {
    let oldStart, oldCount, newStart, newCount: Int
    let section: ArraySlice<UInt8>

    /// Reads a line that is such a header; nil for any other, and for numbers beyond what files have.
    init?(_ line: ArraySlice<UInt8>) {
        guard line.starts(with: "@@ -".utf8) else { return nil }
        var rest = line.dropFirst(4)
        func number() -> Int? {
            let digits = rest.prefix { $0.isDigit }
            guard !digits.isEmpty, digits.count <= 9 else { return nil }
            rest = rest.dropFirst(digits.count)
            return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }
        func range() -> (Int, Int)? {
            guard let start = number() else { return nil }
            guard rest.first == UInt8(ascii: ",") else { return (start, 1) }
            rest = rest.dropFirst()
            return number().map { (start, $0) }
        }
        guard let old = range(), rest.starts(with: " +".utf8) else { return nil }
        rest = rest.dropFirst(2)
        guard let new = range(), rest.starts(with: " @@".utf8) else { return nil }
        (oldStart, oldCount) = old
        (newStart, newCount) = new
        var section = rest.dropFirst(3)
        if section.first == .space { section = section.dropFirst() }
        self.section = section
    }
}
