import Findings
import Program

/// Which members own what they point to, and who frees the structs that they are in.
///
/// A member that is only ever given what its giver holds, owns it. If the struct is freed and no code of the subsystem
/// ever releases the member, returns it, stores it elsewhere or gives it to code that cannot be seen, what it owns is
/// lost.
struct MemberOwnership {
    struct Gift {
        var resource: Resource
        var actor: String
        var position: Position
    }

    struct Freeing {
        var record: String
        var function: Function
        var span: Span
        var actor: String
    }

    let program: WholeProgram
    private(set) var gifts: [FieldRef: Gift]
    /// Members that are given what is not the giver's, too.
    private(set) var mixed: Set<FieldRef>
    private(set) var taken: Set<FieldRef>
    private(set) var takenRecords: Set<String>
    private(set) var freeings: [Freeing]
    /// Where members are released, by the struct that they are in.
    private(set) var releases: [String: [FunctionRef: Freeing]]
    private(set) var releaseCounts: [FunctionRef: Set<FieldRef>]

    private func isOwn(_ field: FieldRef) -> Bool {
        program.records[field.record].map(program.isOwnRecord) ?? false
    }

    /// Something that the function holds is stored in a member.
    mutating func noteGift(_ resource: Resource, to field: FieldRef, by actor: String, at position: Position) {
        guard isOwn(field), gifts[field].map({ $0.position > position }) ?? true else { return }
        gifts[field] = Gift(resource: resource, actor: actor, position: position)
    }

    /// Something else is stored in a member.
    mutating func noteOther(_ field: FieldRef) { mixed.insert(field) }

    /// What a member holds is released, or goes where it is not followed.
    mutating func noteTaken(_ field: FieldRef) { taken.insert(field) }

    /// What a member holds is released.
    mutating func noteReleased(_ field: FieldRef, by actor: String, in function: Function, at span: Span) {
        taken.insert(field)
        guard isOwn(field) else { return }
        releaseCounts[function.ref, default: []].insert(field)
        if releases[field.record]?[function.ref].map({ $0.span.line >= span.line }) ?? false { return }
        releases[field.record, default: [:]][function.ref] = Freeing(record: field.record, function: function, span: span, actor: actor)
    }

    /// A struct is copied as a whole.
    mutating func noteCopied(_ record: String) { takenRecords.insert(record) }

    /// A struct that the function did not make itself is freed.
    mutating func noteFreed(_ record: String, by actor: String, in function: Function, at span: Span) {
        guard !freeings.contains(where: { $0.record == record && $0.function.ref == function.ref && $0.span == span }) else { return }
        freeings.append(Freeing(record: record, function: function, span: span, actor: actor))
    }

    /// Takes in what was noted of the next function.
    mutating func join(_ next: MemberOwnership) {
        gifts.merge(next.gifts) { $0.position > $1.position ? $1 : $0 }
        mixed.formUnion(next.mixed)
        taken.formUnion(next.taken)
        takenRecords.formUnion(next.takenRecords)
        for one in next.freeings { noteFreed(one.record, by: one.actor, in: one.function, at: one.span) }
        for (record, places) in next.releases {
            releases[record, default: [:]].merge(places) { $0.span.line > $1.span.line ? $1 : $0 }
        }
        releaseCounts.merge(next.releaseCounts) { $0.union($1) }
    }

    /// The functions that release what members of a struct hold, and of how many members.
    func releasing(_ record: String) -> [FunctionRef: Int] {
        (releases[record] ?? [:]).mapValues { place in releaseCounts[place.function.ref]?.count { $0.record == record } ?? 0 }
    }

    /// Where structs are freed whose members are forgotten.
    var violations: [Violation] {
        var found: [Violation] = []
        for (field, gift) in gifts where !mixed.contains(field) && !taken.contains(field) && !takenRecords.contains(field.record) {
            let frees = freeings.filter { program.embedded(in: $0.record).contains(field.record) }
            guard !frees.isEmpty else { continue }
            // Where most of the struct's other members are released is where this one is forgotten, or else where just this struct is freed.
            let exact = Set(frees.filter { $0.record == field.record }.map(\.function.ref))
            let releasing = (releases[field.record] ?? [:]).values.filter { !exact.contains($0.function.ref) }
            func rank(_ place: Freeing) -> (Int, Int, Position) {
                let released = releaseCounts[place.function.ref] ?? []
                let count = exact.isEmpty ? released.count : released.count { $0.record == field.record }
                return (-count, exact.contains(place.function.ref) ? 0 : 1, place.function.position(place.span))
            }
            let candidates = (frees + releasing).sorted { rank($0) < rank($1) }
            let place = candidates[0]
            found.append(
                Violation(
                    .memberLost, resource: gift.resource, object: field.name, actor: gift.actor, function: place.function, span: place.span,
                    path: [PathStep("\(gift.actor)() gives \(gift.resource.noun) to '\(field.name)' of struct \(field.record)", at: gift.position)]
                        + frees.prefix(1).map { PathStep("\($0.actor)() frees the struct here", at: $0.function.position($0.span)) }))
        }
        return found
    }
}

extension MemberOwnership {
    /// Nothing. What is added has to be kept, too: `FlowWriter`.
    init(_ program: WholeProgram) {
        self.init(program: program, gifts: [:], mixed: [], taken: [], takenRecords: [], freeings: [], releases: [:], releaseCounts: [:])
    }
}

/// What the flow of a function tells about members.
extension FunctionFlow {
    /// The member that a value was read from, however long ago.
    func origin(_ term: Term) -> FieldRef? {
        switch terms[term] {
        case .load(let cell, _), .symbol(.forgotten(_, let cell)), .symbol(.joined(_, let cell)): field(of: cell)
        case .part(_, .field(let field)): field
        case .symbol(.stale(let newer)): origin(newer)
        default: nil
        }
    }

    private func field(of cell: Cell) -> FieldRef? {
        var cell = cell
        while case .step(let outer, let step) = terms[cell] {
            if case .field(let field) = step { return field }
            cell = outer
        }
        return nil
    }

    func noteReleased(_ value: Term, _ resource: Resource, _ scene: CallScene) {
        guard resource.family == .memory || resource.family == .reference else { return }
        if let field = origin(value) { notes.members.noteReleased(field, by: scene.actor, in: function, at: scene.span) }
        noteTaken(value)
    }

    func noteTaken(_ value: Term) {
        if let field = origin(value) { notes.members.noteTaken(field) }
        // Where the member itself lies is given away.
        if case .address(let cell) = terms[value], let field = field(of: cell) { notes.members.noteTaken(field) }
        if case .symbol(.parameter(let number)) = terms[value], number < UInt64.bitWidth { taken |= 1 << UInt64(number) }
    }

    /// What a callee releases, returns, stores or gives to code that cannot be seen, of what it is given.
    func noteTaken(by summary: Summary, _ scene: CallScene) {
        for (index, argument) in scene.arguments.enumerated() where index < UInt64.bitWidth && summary.taken & 1 << UInt64(index) != 0 {
            noteTaken(argument)
            // What it does with a pointer to anything is not known of the struct.
            if index < summary.body.parameterCount, summary.body.variables[index].type.pointee == .void { noteGiven(scene.call.arguments[index]) }
        }
    }

    /// A value is stored in memory: what it was read from shares it from now on.
    func noteStored(_ value: Term, in cell: Cell, _ state: FlowState) {
        guard terms.variableNumber(of: cell) == nil else { return }
        // Whoever took a share of its own stores that one, and leaves the member's.
        let isOwn = state.held.contains { terms.container(of: $0.key.object) == value && $0.value.count > 0 }
        if !isOwn, let source = origin(value), source != self.field(of: cell) { notes.members.noteTaken(source) }
        // A member that another points to may be released by way of that one: `ia->ap.pages = &ia->page`.
        if case .address(let place) = terms[value], case .step(_, .field(let member)) = terms[place], terms.layouts.type(of: member)?.isPointer == true {
            notes.members.noteTaken(member)
        }
        guard case .step(_, .field(let field)) = terms[cell], terms.layouts.type(of: field)?.isPointer == true else { return }
        guard state.range(of: value, terms) != .exactly(0) else { return }
        let holding = state.held.first { key, holding in
            terms.container(of: key.object) == value && holding.count > 0 && (key.resource.family == .memory || key.resource.family == .reference)
        }
        if let holding {
            let event = events[holding.value.event]
            notes.members.noteGift(holding.key.resource, to: field, by: event.actor, at: function.position(event.span))
        } else {
            notes.members.noteOther(field)
        }
    }

    /// A value is returned: it is the caller's, whatever members lead back to it.
    func noteReturned(_ value: Term, _ state: FlowState) {
        if let field = origin(value) { notes.members.noteTaken(field) }
        guard function.returnType.isPointer else { return }
        for (cell, stored) in state.store where stored == value && terms.variableNumber(of: cell) == nil {
            if case .step(_, .field(let field)) = terms[cell] { notes.members.noteOther(field) }
        }
    }

    /// A function of the tables frees what it is given.
    func noteFreed(_ object: Term, _ operand: Operand, _ scene: CallScene, _ state: FlowState) {
        guard case .load(let place) = operand, !state.held.contains(where: { $0.key.object == object && $0.value.isFresh }),
            case .record(let record)? = terms.layouts.type(of: place, in: function)?.pointee
        else { return }
        notes.members.noteFreed(record, by: scene.actor, in: function, at: scene.span)
    }
}
