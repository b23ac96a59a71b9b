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

    private(set) var members: [FieldRef: Guarded] = [:]
    private(set) var globals: [String: Guarded] = [:]

    init(_ program: WholeProgram, _ calls: LockCalls, _ facts: LockFacts) {
        let layouts = Layouts(program.records, stableFields: [], tables: ConstantTables([]))
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
        func isOwnRecord(_ text: String) -> Bool {
            guard let name = text.split(separator: ".").first, text.contains("."), let record = program.records[String(name)] else { return false }
            return program.isOwnRecord(record)
        }
        for fact in facts.guards {
            let owned = ([fact.subject] + fact.locks).contains(where: isOwnRecord)
            guard owned || !fact.subject.contains(".") else { continue }
            let locks: [LockClass] = fact.locks.compactMap { text in text.contains(".") ? member(text).map(LockClass.member) : .global(text) }
            guard !locks.isEmpty else { continue }
            let set = locks.reduce(LockSet.none) { $0.union(calls.set($1)) }
            let record = fact.subject.split(separator: ".").first.map(String.init) ?? ""
            let isInInode = record == "inode" || program.records[record]?.fields.contains { $0.type == .record("inode") } == true
            let isOwn = fact.locks.allSatisfy { isOwnRecord($0) || !$0.contains(".") }
            let guarded = Guarded(fact: fact, locks: locks, set: set, isOwn: isOwn, isInInode: isInInode)
            if !fact.subject.contains(".") {
                globals[fact.subject] = guarded
            } else if let field = member(fact.subject) {
                members[field] = guarded
            }
        }
    }

    /// What guards the object at a place: the first guarded member behind the last pointer on the way.
    subscript(place: Place) -> Guarded? {
        let tail = place.projections.lastIndex(of: .dereference).map { place.projections[($0 + 1)...] } ?? place.projections[...]
        for case .field(let field) in tail { if let found = members[field] { return found } }
        if case .global(let name) = place.root, !place.projections.contains(.dereference) { return globals[name.withoutFile] }
        return nil
    }
}
