/// What a user may have meant.
enum NearestName {
    /// The name that the fewest edits away from what was typed lead to; nil where none is near.
    ///
    /// An edit inserts, removes or replaces a character. Near is a third of the name's length, and one edit for the shortest.
    static func of(_ typed: String, among names: [String]) -> String? {
        let near = names.map { (name: $0, edits: edits(from: Array(typed.lowercased()), to: Array($0))) }
            .filter { $0.edits <= max(1, $0.name.count / 3) }
        return near.min { $0.edits < $1.edits }?.name
    }

    private static func edits(from typed: [Character], to name: [Character]) -> Int {
        // Row by row of the table of edits between prefixes; only the last row is needed.
        var row = Array(0...name.count)
        for (index, character) in typed.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in name.indices {
                let replaced = diagonal + (name[column] == character ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[name.count]
    }
}
