/// Finds what somebody may have meant who misspelt a name.
package enum NearestName {
    /// `; did you mean 'x'?`, or nothing where no name is near.
    static func hint(for name: String, among names: some Sequence<String>) -> String {
        nearest(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
    }

    /// The name that takes the fewest edits, or that the given one abbreviates; nil where all of them are far.
    package static func nearest(to name: String, among names: some Sequence<String>) -> String? {
        // A text of any length may be asked about; names are short.
        guard name.utf8.count <= 100 else { return nil }
        let limit = max(1, name.utf8.count / 3)
        let rated = names.map { candidate in
            (distance: abbreviates(name, candidate) ? 1 : distance(name, candidate), name: candidate)
        }.filter { $0.distance <= limit }
        return rated.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// Whether letters left out of the long name make the short one: `ref-balance` of `reference-balance`.
    private static func abbreviates(_ short: String, _ long: String) -> Bool {
        guard short.utf8.count >= 3, short.utf8.first == long.utf8.first else { return false }
        var rest = short.utf8[...]
        for letter in long.utf8 where letter == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty
    }

    /// Letters to insert, delete, replace, or swap with their neighbour.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (a, b) = (Array(left.lowercased().utf8), Array(right.lowercased().utf8))
        var older: [Int] = []
        var previous = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, older[j - 1] + 1) }
                row.append(best)
            }
            (older, previous) = (previous, row)
        }
        return previous[b.count]
    }
}
