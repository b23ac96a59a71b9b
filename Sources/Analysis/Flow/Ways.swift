/// How states came to where they are, as far as blocks go: a graph without circles, since each visit of a block is a
/// place of its own, and two states that are merged have come both ways.
struct Ways {
    /// The place before the first block.
    static let start: Int32 = 0

    private struct Place {
        /// Nil where two ways meet, and at the start.
        let block: Int32?
        let before: (Int32, Int32)
    }

    private var places = [Place(block: nil, before: (0, 0))]

    mutating func step(to block: Int, from place: Int32) -> Int32 {
        add(Place(block: Int32(block), before: (place, place)))
    }

    mutating func merge(_ first: Int32, _ second: Int32) -> Int32 {
        first == second ? first : add(Place(block: nil, before: (first, second)))
    }

    private mutating func add(_ place: Place) -> Int32 {
        places.append(place)
        return Int32(places.count - 1)
    }

    func block(of place: Int32) -> Int { Int(places[Int(place)].block ?? 0) }

    /// The visits of blocks that come next after each, of those by which a place was reached.
    func successors(upTo end: Int32) -> [Int32: [Int32]] {
        var found: [Int32: [Int32]] = [:]
        var seen: Set<Int32> = [end]
        var work = [end]
        while let next = work.popLast() {
            for before in visits(before: next) {
                found[before, default: []].append(next)
                if before != Self.start, seen.insert(before).inserted { work.append(before) }
            }
        }
        return found
    }

    /// The visits of blocks, or the start, from which a visit was reached.
    private func visits(before place: Int32) -> [Int32] {
        var found: [Int32] = []
        var seen: Set<Int32> = []
        var work = [places[Int(place)].before.0]
        while let next = work.popLast() {
            guard seen.insert(next).inserted else { continue }
            if next == Self.start || places[Int(next)].block != nil {
                found.append(next)
            } else {
                let (first, second) = places[Int(next)].before
                work += [second, first]
            }
        }
        return found
    }
}
