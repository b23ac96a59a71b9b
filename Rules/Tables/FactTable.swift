import Analysis

/// A table of what functions do with what they are given: one line a function, as a kernel developer would say it.
///
///     name     clause; clause ...          # comment
///
/// Arguments are counted from 1. A clause begins with what it is about: `result`, an argument's number, `*2` for
/// what argument 2 points to once the function has returned, or `context` for the one who runs. Behind the colon
/// stands one of
///
///     +inode                 acquires; `-inode` releases; `consumes inode` takes over from the caller
///         if 0 | if not 0 | if <0 | if >=0 | if valid | if ERR_PTR     only for such results
///         if 3 has 0x2                 only if argument 3 is a constant that has these bits
///         , NULL ok | , ERR_PTR ok                     releasing these does nothing
///         , offset of 1                                a small number: the object is what has the member that argument 1 points to
///         , last                                       it was the last share, and the object is left to the caller
///         , never last                                 others hold shares too: the object stays
///         if 1 is given                only if argument 1 is not NULL
///     kept                   stored where others find it; `kept if 0`
///     kept as a list         what is on the list is; what its head lies in stays where it is
///     unlinked               taken out of a list or tree: a share that it had may be the caller's now
///     moved                  from one list to another: whoever held it holds it still
///     filled                 given to a callback: numbers and nulls there may be others afterwards
///     followed               must be a pointer, neither NULL nor ERR_PTR
///     changed                what it points to may be anything afterwards; `context: changed` of what the task itself has
///     NULL on failure | ERR_PTR on failure | NULL or ERR_PTR on failure | never NULL
///     0 or -errno | count or -errno | argument 1
///     zeroed                 the memory is all zero
///     bits changed           a bit there is changed
///     bits tested            a bit there is changed, and the result is what it was
///     checks unchecked       `context: checks unchecked`: whoever has to ask this first has done so
///
/// or the line says `never returns`. An argument that nothing is said of is borrowed.
struct FactTable {
    let functions: [String: FunctionFacts]

    /// Why a line of a table was not understood.
    struct Malformed: Error, CustomStringConvertible {
        var line: String
        var part: String
        /// Counted from 1.
        var number = 0

        var description: String { "table line not understood at '\(part)': \(line)" }
    }

    /// - Throws: `Malformed` for the first line that is not understood.
    init(_ text: String) throws {
        var functions: [String: FunctionFacts] = [:]
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            do {
                guard let (name, facts) = try Self.entry(raw) else { continue }
                let line = String(raw)
                guard functions.updateValue(facts, forKey: name) == nil else { throw Malformed(line: line, part: "a second line of \(name)") }
            } catch var malformed as Malformed {
                malformed.number = index + 1
                throw malformed
            }
        }
        self.functions = functions
    }

    /// The function that a line is about and what it says; nil for blank lines and comments.
    private static func entry(_ raw: Substring) throws -> (name: String, facts: FunctionFacts)? {
        let line = String(raw.prefix { $0 != "#" })
        let words = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
        guard let name = words.first else { return nil }
        var facts = FunctionFacts()
        for clause in (words.count > 1 ? words[1] : "").split(separator: ";") {
            try add(clause.trimmed, to: &facts, line: line)
        }
        return (String(name), facts)
    }

    private static func add(_ clause: String, to facts: inout FunctionFacts, line: String) throws {
        if clause == "never returns" {
            facts.neverReturns = true
            return
        }
        let halves = clause.split(separator: ":", maxSplits: 1).map(\.trimmed)
        guard halves.count == 2, let subject = subject(halves[0]) else { throw Malformed(line: line, part: clause) }
        let parts = halves[1].split(separator: ",").map(\.trimmed)
        var effect: FunctionFacts.Effect?
        for part in parts {
            if let returns = Self.returns[part], subject == .result {
                facts.returns = returns
            } else if part == "zeroed" {
                facts.zeroes = true
            } else if part == "bits tested", case .argument(let index) = subject {
                facts.testsBits = index
            } else if part == "bits changed", case .argument(let index) = subject {
                facts.changesBits = index
            } else if part.hasPrefix("tells "), case .argument(let index) = subject, let resource = Resources.byID[String(part.dropFirst(6))] {
                facts.tells = FunctionFacts.Telling(argument: index, resource: resource)
            } else if part.hasPrefix("checks "), subject == .context, let resource = Resources.byID[String(part.dropFirst(7))] {
                facts.checks = resource
            } else if part == "filled", case .argument(let index) = subject {
                facts.fills.insert(index)
            } else if part == "followed", case .argument(let index) = subject {
                facts.followed |= 1 << UInt64(index)
            } else if part == "unlinked", case .argument(let index) = subject {
                facts.unlinks.insert(index)
            } else if part == "moved", case .argument = subject {
                facts.relinks = true
            } else if part == "changed", case .argument(let index) = subject {
                facts.changes.insert(index)
            } else if part == "changed", subject == .context {
                facts.changesTask = true
            } else if part.hasPrefix("from "), effect != nil {
                effect?.origin = String(part.dropFirst(5))
            } else if part == "never last", effect != nil {
                effect?.isNeverLast = true
            } else if part == "last", effect != nil {
                effect?.isLast = true
            } else if part.hasPrefix("offset of "), effect != nil, let number = Int(part.dropFirst(10)), number > 0 {
                effect?.memberIfOffset = number - 1
            } else if part == "NULL ok", effect != nil {
                effect?.allowsNull = true
            } else if part == "ERR_PTR ok", effect != nil {
                effect?.allowsErrorPointer = true
            } else if let made = Self.effect(part, subject) {
                effect = made
            } else {
                throw Malformed(line: line, part: part)
            }
        }
        if let effect { facts.effects.append(effect) }
    }

    private static func subject(_ text: String) -> FunctionFacts.Subject? {
        if text == "result" { return .result }
        if text == "context" { return .context }
        if let number = Int(text), number > 0 { return .argument(number - 1) }
        if text.hasPrefix("*"), let number = Int(text.dropFirst()), number > 0 { return .pointee(number - 1) }
        return nil
    }

    private static func effect(_ text: String, _ subject: FunctionFacts.Subject) -> FunctionFacts.Effect? {
        let halves = text.components(around: " if ")
        let flag = halves.1.flatMap(flag)
        let given = halves.1.flatMap(given)
        guard let condition = flag != nil || given != nil ? .always : halves.1.map({ conditions[$0] }) ?? .always else { return nil }
        let words = halves.0.split(separator: " ").map(String.init)
        if words == ["kept"] { return FunctionFacts.Effect(.keep, nil, subject, if: condition) }
        if words == ["kept", "as", "a", "list"] {
            var effect = FunctionFacts.Effect(.keep, nil, subject, if: condition)
            effect.isOfList = true
            return effect
        }
        let verb: FunctionFacts.Verb
        let id: String
        if words.count == 2, words[0] == "consumes" {
            verb = .consume
            id = words[1]
        } else if words.count == 1, let sign = words[0].first, sign == "+" || sign == "-" {
            verb = sign == "+" ? .acquire : .release
            id = String(words[0].dropFirst())
        } else {
            return nil
        }
        guard let resource = Resources.byID[id] else { return nil }
        var effect = FunctionFacts.Effect(verb, resource, subject, if: condition)
        effect.flag = flag
        effect.given = given
        return effect
    }

    /// `1 is given`: the argument, counted from 0.
    private static func given(_ text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 3, words[1...] == ["is", "given"], let argument = Int(words[0]), argument > 0 else { return nil }
        return argument - 1
    }

    /// `3 has 0x2`.
    private static func flag(_ text: String) -> FunctionFacts.Effect.Flag? {
        let words = text.split(separator: " ")
        guard words.count == 3, words[1] == "has", let argument = Int(words[0]), argument > 0, words[2].hasPrefix("0x"),
            let mask = Int64(words[2].dropFirst(2), radix: 16)
        else { return nil }
        return FunctionFacts.Effect.Flag(argument: argument - 1, mask: mask)
    }

    private static let returns: [String: FunctionFacts.Returns] = [
        "NULL on failure": .pointerOrNull, "ERR_PTR on failure": .pointerOrError,
        "NULL or ERR_PTR on failure": .pointerOrNullOrError, "never NULL": .pointer, "0 or -errno": .zeroOrError,
        "count or -errno": .countOrError, "argument 1": .firstArgument, "argument 1 or NULL": .firstArgumentOrNull,
    ]

    private static let conditions: [String: FunctionFacts.Condition] = [
        "0": .zero, "not 0": .notZero, "<0": .negative, ">=0": .notNegative, "valid": .valid, "ERR_PTR": .errorPointer,
    ]
}

extension StringProtocol {
    var trimmed: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? start
        return String(self[start..<end])
    }
}

extension String {
    fileprivate func components(around separator: String) -> (String, String?) {
        guard let found = firstRange(of: separator) else { return (self, nil) }
        return (String(self[..<found.lowerBound]), String(self[found.upperBound...]))
    }
}
