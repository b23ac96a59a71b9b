import TestSupport

/// Makes inputs by damaging those that are sound.
struct Mutator {
    let seeds: [[UInt8]]
    let words: [String]

    func input(_ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = seeds.randomElement(using: &generator)!
        // Small damage gets far, great damage gets everywhere.
        for _ in 0..<(1 << Int.random(in: 0...5, using: &generator)) { change(&bytes, &generator) }
        return bytes
    }

    private func change(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        let at = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, at + Int.random(in: 1...32, using: &generator))
        switch Int.random(in: 0..<10, using: &generator) {
        case 0 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.removeSubrange(at..<end)
        case 2: bytes.insert(contentsOf: bytes[at..<end], at: Int.random(in: 0...bytes.count, using: &generator))
        case 3, 4: bytes.insert(contentsOf: (words.randomElement(using: &generator) ?? "\n").utf8, at: at)
        case 5:
            // A part of another input, or of the same.
            let other = seeds.randomElement(using: &generator)!
            let from = Int.random(in: 0...other.count, using: &generator)
            bytes.replaceSubrange(at..<end, with: other[from..<min(other.count, from + Int.random(in: 0...200, using: &generator))])
        case 6: changeNumber(&bytes, from: at, &generator)
        case 7: changeLines(&bytes, &generator)
        case 8:
            // The same again and again: what is slow shows.
            let piece = bytes[at..<end], count = Int.random(in: 1...64, using: &generator)
            bytes.insert(contentsOf: (0..<count).flatMap { _ in piece }, at: at)
        default: if bytes.count > 4, Int.random(in: 0..<4, using: &generator) == 0 { bytes.removeSubrange(at...) }
        }
    }

    private func changeNumber(_ bytes: inout [UInt8], from start: Int, _ generator: inout SeededGenerator) {
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard let first = bytes[start...].firstIndex(where: isDigit) else { return }
        let end = bytes[first...].firstIndex { !isDigit($0) } ?? bytes.count
        let numbers = ["0", "1", "-1", "2147483648", "9223372036854775807", "18446744073709551616", "4294967295", "99999999999999999999999"]
        bytes.replaceSubrange(first..<end, with: numbers.randomElement(using: &generator)!.utf8)
    }

    private func changeLines(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let one = Int.random(in: lines.indices, using: &generator), two = Int.random(in: lines.indices, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: lines.swapAt(one, two)
        case 1: lines.remove(at: one)
        default: lines.insert(lines[one], at: two)
        }
        bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }
}
