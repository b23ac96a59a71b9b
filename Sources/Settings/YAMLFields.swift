/// Reads the keys of a YAML map one by one, each at most once, and knows which there may be.
struct YAMLFields {
    let file: String
    /// The line where the map begins.
    let line: Int
    private var entries: [String: YAMLItem.Entry] = [:]

    /// - Throws: `SettingsError` when the item is no map or has a key that is not allowed.
    init(_ item: YAMLItem, of subject: String, keys: [String], file: String) throws(SettingsError) {
        self.file = file
        line = item.line
        guard case .map(let entries) = item.value else {
            throw SettingsError(
                file: file, line: item.line, reason: "\(subject) must be a map of \(keys.joined(separator: ", "))")
        }
        for entry in entries {
            guard keys.contains(entry.key) else {
                let hint = NearestName.hint(for: entry.key, among: keys)
                throw SettingsError(
                    file: file, line: entry.line,
                    reason: "unknown key '\(entry.key)'" + (hint.isEmpty ? "; there are: \(keys.joined(separator: ", "))" : hint))
            }
            self.entries[entry.key] = entry
        }
    }

    /// The value of a key; nil where there is none, or nothing behind it.
    func item(_ key: String) -> YAMLItem? {
        guard let item = entries[key]?.item else { return nil }
        if case .nothing = item.value { return nil }
        return item
    }

    /// The line of a key, or of the map where it is not there.
    func line(of key: String) -> Int { entries[key]?.line ?? line }

    /// A text that is not blank; nil where there is none.
    func text(_ key: String) throws(SettingsError) -> String? {
        guard let item = item(key) else { return nil }
        guard case .text(let text, _) = item.value else {
            throw SettingsError(file: file, line: item.line, reason: "'\(key)' must be a text")
        }
        return text.contains { !$0.isWhitespace } ? text : nil
    }

    /// A list of texts, or one text; empty where there is none.
    func texts(_ key: String) throws(SettingsError) -> [(text: String, line: Int)] {
        guard let item = item(key) else { return [] }
        let items: [YAMLItem]
        if case .list(let list) = item.value { items = list } else { items = [item] }
        var texts: [(text: String, line: Int)] = []
        for item in items {
            guard case .text(let text, _) = item.value, text.contains(where: { !$0.isWhitespace }) else {
                throw SettingsError(file: file, line: item.line, reason: "'\(key)' must be a list of texts")
            }
            texts.append((text, item.line))
        }
        return texts
    }

    /// The entries of a map, in order; empty where there is none.
    func map(_ key: String) throws(SettingsError) -> [YAMLItem.Entry] {
        guard let item = item(key) else { return [] }
        guard case .map(let entries) = item.value else {
            throw SettingsError(file: file, line: item.line, reason: "'\(key)' must be a map, one 'name: value' a line")
        }
        return entries
    }
}
