import Findings

extension Incomplete {
    /// `fs/fuse/dev.c:120 in fuse_dev_read()`, with what is known of it; empty where no file is concerned.
    var place: String { file + (line.map { ":\($0)" } ?? "") + (function.map { " in \($0)()" } ?? "") }

    /// The place and the reason, on one line that is safe to print.
    var sentence: String { (place.isEmpty ? "" : "\(place): ").printable + reason.printable }
}

extension Report {
    /// The places that share a reason, in order of the first of each.
    var incompleteByReason: [(reason: String, places: [Incomplete])] {
        var order: [String] = []
        var groups: [String: [Incomplete]] = [:]
        for place in orderedIncomplete {
            if groups[place.reason] == nil { order.append(place.reason) }
            groups[place.reason, default: []].append(place)
        }
        return order.map { ($0, groups[$0]!) }
    }
}
