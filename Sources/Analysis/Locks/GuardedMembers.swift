import Program

/// What guards which member, as the program's records have them.
struct GuardedMembers {
    struct Guarded {
        var fact: LockFacts.Guard
        var locks: [LockClass]
        /// Any of the locks, held for itself.
        var set: LockSet
        /// Whether the locks lie in an object, and none of them is the kernel's own.
        var isOwn: Bool
        /// The record that an inode is embedded in, if that is what the member is in.
        var isInInode: Bool
    }

    private let parts: Set<String>
    private(set) var members: [FieldRef: Guarded] = [:]
    private(set) var globals: [String: Guarded] = [:]

    init(_ program: WholeProgram, _ calls: LockCalls, _ facts: LockFacts) {
        parts = facts.parts
        let names = LockSpellings(program)
        func isOwnRecord(_ text: String) -> Bool {
            guard let name = text.split(separator: ".").first, text.contains("."), let record = program.records[String(name)] else { return false }
            return program.isOwnRecord(record)
        }
        for fact in facts.guards {
            let owned = ([fact.subject] + fact.locks).contains(where: isOwnRecord)
            guard owned || !fact.subject.contains(".") else { continue }
            let locks = fact.locks.compactMap(names.lock)
            guard !locks.isEmpty else { continue }
            let set = locks.reduce(LockSet.none) { $0.union(calls.set($1)) }
            let record = fact.subject.split(separator: ".").first.map(String.init) ?? ""
            let isInInode = record == "inode" || program.records[record]?.fields.contains { $0.type == .record("inode") } == true
            let isOwn = fact.locks.allSatisfy { isOwnRecord($0) || !$0.contains(".") }
            let guarded = Guarded(fact: fact, locks: locks, set: set, isOwn: isOwn, isInInode: isInInode)
            if !fact.subject.contains(".") {
                globals[fact.subject] = guarded
            } else if let field = names.member(fact.subject) {
                members[field] = guarded
            }
        }
    }

    /// What guards the object at a place: the first guarded member behind the last pointer on the way.
    subscript(place: Place) -> Guarded? {
        var tail = place.projections[...]
        var isPart = false
        for (index, projection) in place.projections.enumerated() {
            if case .field(let field) = projection { isPart = parts.contains("\(field.record).\(field.name)") }
            if projection == .dereference, !isPart { tail = place.projections[(index + 1)...] }
        }
        for case .field(let field) in tail { if let found = members[field] { return found } }
        if case .global(let name) = place.root, !place.projections.contains(.dereference) { return globals[name.withoutFile] }
        return nil
    }
}

/// Members and locks as the tables spell them: `fuse_inode.rdc.pos`, `fuse_mutex`, `folio-lock`.
struct LockSpellings {
    private let program: WholeProgram
    private let layouts: Layouts

    init(_ program: WholeProgram) {
        self.program = program
        layouts = Layouts(program.records, stableFields: [], tables: ConstantTables([]))
    }

    /// Nil where the program's records have no such member.
    func member(_ text: String) -> FieldRef? {
        let names = text.split(separator: ".").map(String.init)
        guard names.count > 1, program.records[names[0]] != nil else { return nil }
        var field = FieldRef(record: names[0], name: names[1])
        for name in names.dropFirst(2) {
            guard case .record(let inner)? = layouts.type(of: field) else { return nil }
            field = FieldRef(record: inner, name: name)
        }
        return layouts.type(of: field) == nil ? nil : field
    }

    /// The member before the last one, which tells locks in structs that many embed apart.
    private func path(_ text: String) -> [Place.Projection] {
        guard let end = text.lastIndex(of: "."), let outer = member(String(text[..<end])) else { return [] }
        return [.field(outer)]
    }

    func lock(_ text: String) -> LockClass? {
        if text.contains(".") { return member(text).flatMap { LockClass(Place(.global(""), path(text) + [.field($0)])) } }
        return text.contains("-") || text == "nowrite" ? .pseudo(text) : .global(text)
    }
}
