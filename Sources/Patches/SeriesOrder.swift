/// Brings the patches of all inputs into the order of their series.
enum SeriesOrder {
    private struct Group: Hashable {
        var thread: String
        var version: Int
        var count: Int
    }

    static func arrange(_ found: [Patch], _ skipped: [SkippedMessage]) -> PatchSeries {
        var skipped = skipped
        func skip(_ patch: Patch, _ reason: String) {
            skipped.append(
                SkippedMessage(
                    subject: patch.label, reason: reason, inputName: patch.inputName, inputLine: patch.firstInputLine))
        }
        var patches = found
        // A thread holds the patches and replies that quote them.
        if patches.contains(where: { !$0.isQuoted }) {
            patches.filter(\.isQuoted).forEach { skip($0, "a reply that quotes a patch") }
            patches.removeAll(where: \.isQuoted)
        }
        // A reviewer may answer with a diff of his own.
        func isReply(_ patch: Patch) -> Bool { patch.rawSubject.lowercased().hasPrefix("re:") }
        if patches.contains(where: { !$0.isQuoted && !isReply($0) && !$0.rawSubject.isEmpty }) {
            patches.filter(isReply).forEach { skip($0, "a reply with a diff of its own") }
            patches.removeAll(where: isReply)
        }
        patches = withoutDoubles(patches, skip)
        let superseded = supersededGroups(patches)
        patches.removeAll { patch in
            guard let group = group(of: patch), superseded.contains(group) else { return false }
            skip(patch, "an older version of the series")
            return true
        }
        return PatchSeries(patches: ordered(patches), skipped: skipped)
    }

    private static func group(of patch: Patch) -> Group? {
        guard let series = patch.series else { return nil }
        let thread = series.count == 1 ? patch.subject : patch.references.first ?? patch.inReplyTo ?? patch.messageID ?? ""
        return Group(thread: thread, version: series.version, count: series.count)
    }

    /// Drops a message that was given twice, as mboxes of crossposts have it, and all but the fullest of
    /// several quotes of one patch.
    private static func withoutDoubles(_ patches: [Patch], _ skip: (Patch, String) -> Void) -> [Patch] {
        var places: [String: Int] = [:]
        var result: [Patch] = []
        func size(_ patch: Patch) -> Int { patch.files.reduce(0) { $0 + $1.hunks.reduce(0) { $0 + $1.lines.count } } }
        for patch in patches {
            // A quote and its subject stand for the patch; a mail is known by its id.
            let key: String? = patch.isQuoted && patch.series != nil ? "subject " + patch.subject + " \(patch.series!.version)" : patch.messageID
            guard let key, let place = places[key] else {
                if let key { places[key] = result.count }
                result.append(patch)
                continue
            }
            // Patches attached to one mail have that mail's id no more than once.
            guard patch.isQuoted || patch.files == result[place].files || patch.files.map(\.path) == result[place].files.map(\.path) else {
                result.append(patch)
                continue
            }
            if size(patch) > size(result[place]) {
                skip(result[place], "given twice")
                result[place] = patch
            } else {
                skip(patch, "given twice")
            }
        }
        return result
    }

    /// The groups that share a title with a group of a higher version.
    private static func supersededGroups(_ patches: [Patch]) -> Set<Group> {
        var newest: [String: Int] = [:]
        for patch in patches { newest[patch.subject] = max(newest[patch.subject] ?? 0, patch.series?.version ?? 1) }
        var result: Set<Group> = []
        for patch in patches {
            if let group = group(of: patch), group.version < newest[patch.subject] ?? 0 { result.insert(group) }
        }
        return result
    }

    /// Sorts each series by index at the places that its members hold; a series that has two patches of one
    /// index is two series that cannot be told apart, and stays as given.
    private static func ordered(_ patches: [Patch]) -> [Patch] {
        var members: [Group: [Int]] = [:]
        for (place, patch) in patches.enumerated() {
            if let group = group(of: patch) { members[group, default: []].append(place) }
        }
        var result = patches
        for places in members.values {
            let indices = places.map { patches[$0].series?.index ?? 0 }
            guard Set(indices).count == indices.count else { continue }
            let sorted = places.sorted { (patches[$0].series?.index ?? 0) < (patches[$1].series?.index ?? 0) }
            for (target, source) in zip(places, sorted) { result[target] = patches[source] }
        }
        return result
    }
}
