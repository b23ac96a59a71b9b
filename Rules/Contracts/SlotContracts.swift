import Analysis

/// The contract of the VFS, one line a slot, or a function by its name; what a slot's functions must not return has a line of its own:
///
///     record.field     clause; clause ...          # where it is written down
///
/// Arguments are counted from 1, or `last`. A clause is one of
///
///     2->d_inode->i_rwsem write      a lock that is held when the function is entered: write, read, mutex, spin
///     never sleeps: REASON           it must not sleep; the reason goes on "... is called"
///     never asks the server: REASON  it must not wait for an answer of the filesystem's server
///     first checks unchecked         before it asks the server, it asks what the tables say checks that
///     walk | walk if 3 | walk if not 1 | walk if last has 0x40 0x100
///                                    the call may come from RCU walk, and says so by an argument
///     never returns WHAT: REASON     a result that it must not have: `-ENOENT`, `-errno`, `positive`; the reason goes on "... is returned"
///     never returns WHAT out of walk: REASON
///     never returns WHAT beside create link: REASON
///                                    where the ops table has one of these members, too
///     result unused                  nobody looks at what it returns
///     sleeps                         nothing but what is said in other clauses forbids it to sleep
enum SlotContracts {
    static func read() throws -> [String: SlotContract] {
        var found: [String: SlotContract] = [:]
        for table in [InodeContracts.text, FileContracts.text, MappingContracts.text, DentryContracts.text, SuperContracts.text, CallbackContracts.text] {
            try found.merge(entries(of: table)) { _, second in throw FactTable.Malformed(line: second.source, part: "a second line") }
        }
        for (name, results) in try entries(of: ResultContracts.text) {
            guard var contract = found[name] else { throw FactTable.Malformed(line: name, part: "results of a slot that is in no other table") }
            contract.bans = results.bans
            contract.isResultUnused = results.isResultUnused
            contract.source += "; " + results.source
            found[name] = contract
        }
        return found
    }

    private static func entries(of table: String) throws -> [String: SlotContract] {
        var found: [String: SlotContract] = [:]
        for raw in table.split(separator: "\n") {
            let halves = raw.split(separator: "#", maxSplits: 1).map(String.init)
            let words = halves[0].split(maxSplits: 1, whereSeparator: \.isWhitespace)
            guard let name = words.first else { continue }
            var contract = SlotContract()
            contract.source = halves.count > 1 ? halves[1].trimmed : ""
            for clause in (words.count > 1 ? words[1] : "").split(separator: ";") { try add(clause.trimmed, to: &contract, line: halves[0]) }
            guard !contract.source.isEmpty, found.updateValue(contract, forKey: String(name)) == nil
            else { throw FactTable.Malformed(line: halves[0], part: "no source, or a second line") }
        }
        return found
    }

    private static func add(_ clause: String, to contract: inout SlotContract, line: String) throws {
        let words = clause.split(separator: " ").map(String.init)
        if clause == "sleeps" { return }
        if clause.hasPrefix("never sleeps: ") {
            contract.atomic = String(clause.dropFirst("never sleeps: ".count))
        } else if clause.hasPrefix("never asks the server: ") {
            contract.noServer = String(clause.dropFirst("never asks the server: ".count))
        } else if clause.hasPrefix("never returns "), let ban = ban(clause.dropFirst("never returns ".count)) {
            contract.bans.append(ban)
        } else if clause == "result unused" {
            contract.isResultUnused = true
        } else if words.count == 3, words[0] == "first", words[1] == "checks", let resource = Resources.byID[words[2]] {
            contract.asksFirst = resource
        } else if words.first == "walk", let condition = condition(Array(words.dropFirst())) {
            contract.walk = condition
        } else if words.count == 2, let resource = Resources.byID[words[1]], let lock = lock(words[0], resource) {
            contract.locks.append(lock)
        } else {
            throw FactTable.Malformed(line: line, part: clause)
        }
    }

    private static func condition(_ words: [String]) -> SlotContract.Condition? {
        if words.isEmpty { return .always }
        guard words[0] == "if" else { return nil }
        if words.count == 2, let argument = argument(words[1]) { return .notNull(argument) }
        if words.count == 3, words[1] == "not", let argument = argument(words[2]) { return .null(argument) }
        guard words.count > 3, words[2] == "has", let argument = argument(words[1]) else { return nil }
        let bits = words.dropFirst(3).compactMap { Int64($0.dropFirst(2), radix: 16) }
        return bits.count == words.count - 3 ? .bits(argument, bits) : nil
    }

    private static func ban(_ text: Substring) -> SlotContract.Ban? {
        let halves = text.split(separator: ":", maxSplits: 1)
        guard halves.count == 2 else { return nil }
        let words = halves[0].split(separator: " ").map(String.init)
        let results: SlotContract.Ban.Results
        switch words.first {
        case "-errno"?: results = .errors
        case "positive"?: results = .positive
        case let name?:
            guard let number = ErrorNumbers.byName[name] else { return nil }
            results = .exactly(number)
        case nil: return nil
        }
        guard let condition = banCondition(words.dropFirst()) else { return nil }
        return SlotContract.Ban(results, condition, reason: halves[1].trimmed)
    }

    private static func banCondition(_ words: ArraySlice<String>) -> SlotContract.Ban.Condition? {
        if words.isEmpty { return .always }
        if words.elementsEqual(["out", "of", "walk"]) { return .outOfWalk }
        guard words.count > 1, words.first == "beside" else { return nil }
        return .beside(Set(words.dropFirst()))
    }

    private static func argument(_ word: String) -> Int? {
        if word == "last" { return -1 }
        return Int(word).flatMap { $0 > 0 ? $0 - 1 : nil }
    }

    private static func lock(_ text: String, _ resource: Resource) -> SlotContract.Lock? {
        let names = text.split(separator: ">").map { String($0.hasSuffix("-") ? $0.dropLast() : $0) }
        guard names.count > 1, let argument = argument(names[0]) else { return nil }
        return SlotContract.Lock(resource, argument: argument, members: Array(names.dropFirst()))
    }
}
