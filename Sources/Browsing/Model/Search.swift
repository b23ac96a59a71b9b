/// A text to look for: upper and lower case count only where it has an upper case letter.
struct Search: Equatable, Sendable {
    let text: String
    private let wanted: [Unicode.Scalar]
    private let ignoresCase: Bool

    init(_ text: String) {
        self.text = text
        ignoresCase = !text.contains(where: \.isUppercase)
        wanted = Array(text.unicodeScalars)
    }

    /// The ranges of scalars that match, without overlap.
    func matches(in text: [Unicode.Scalar]) -> [Range<Int>] {
        guard !wanted.isEmpty, text.count >= wanted.count else { return [] }
        var found: [Range<Int>] = []
        var start = 0
        while start + wanted.count <= text.count {
            if wanted.indices.allSatisfy({ isSame(text[start + $0], wanted[$0]) }) {
                found.append(start..<start + wanted.count)
                start += wanted.count
            } else {
                start += 1
            }
        }
        return found
    }

    func matches(_ text: String) -> Bool { !matches(in: Array(text.unicodeScalars)).isEmpty }

    private func isSame(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
        if left == right { return true }
        guard ignoresCase, left.isASCII, left.properties.isUppercase else { return false }
        return left.value | 0x20 == right.value
    }
}
