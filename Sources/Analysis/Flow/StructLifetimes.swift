import Findings
import Program

/// Which structs of the subsystem are allocated and put where others find them, and which of them anybody frees.
///
/// A struct that is made again and again and freed nowhere is lost each time. What frees an object that the same function
/// has allocated and still holds does not count: that is an error path, and the objects that others have found live on.
struct StructLifetimes {
    struct Making {
        var resource: Resource
        var actor: String
        var function: Function
        var span: Span
    }

    let program: WholeProgram
    var made: [String: Making]
    /// Structs that outlive the function that made them.
    var kept: Set<String>
    var freed: Set<String>
    /// Structs that are freed as a whole by the address of such a part.
    var freedAround: Set<String>
    /// Structs that go, by their own address, to code that cannot be seen.
    var given: Set<String>
    /// The registries that structs are put into, and those from which something is freed that does not say what it is.
    var registered: [String: Set<String>]
    var registries: Set<String>
    /// The members that say of no struct that they point to it, by the structs that they do point to.
    var stored: [String: Set<FieldRef>]
    /// Those of them that are freed.
    var freedMembers: Set<FieldRef>

    /// A struct is allocated, and outlives the function.
    mutating func noteKept(_ record: String, _ resource: Resource, by event: FlowEvent) {
        kept.insert(record)
        let making = Making(resource: resource, actor: event.actor, function: event.function, span: event.span)
        if let known = made[record], Self.place(known) <= Self.place(making) { return }
        made[record] = making
    }

    /// An object that the function has not made is freed by a pointer to such a struct, or to a part of it.
    mutating func noteFreed(_ record: String) { freed.insert(record) }

    /// What a member holds is freed, and the member does not say what that is.
    mutating func noteFreedUntyped(_ field: FieldRef) { freedMembers.insert(field) }

    /// Something is freed that a function has returned, which says no more than that: idr_remove().
    mutating func noteFreedUntyped(from finder: String) { registries.insert(Self.registry(of: finder)) }

    /// What keeps things by number or key has one first word for all its functions: `idr`, `xa`, `virtqueue`.
    private static func registry(of function: String) -> String { String(function.prefix { $0 != "_" }) }

    /// Whatever has such a struct as a part is freed: container_of() says what it is, and the call does not.
    mutating func noteFreedAround(_ record: String) { freedAround.insert(record) }

    /// Stands for what a function is given that frees it, and that does not say what it is.
    static let calledBack = FieldRef(record: "", name: "")

    mutating func noteGiven(_ record: String) { given.insert(record) }

    /// A pointer to the struct is kept where it is found by a number or a key.
    mutating func noteRegistered(_ record: String, by keeper: String) { registered[record, default: []].insert(Self.registry(of: keeper)) }

    /// A pointer to the struct is stored in a member that does not say what it points to.
    mutating func noteStored(_ record: String, as field: FieldRef) { stored[record, default: []].insert(field) }

    private static func place(_ making: Making) -> Position { making.function.position(making.span) }

    /// Takes in what was noted of the next function.
    mutating func join(_ next: StructLifetimes) {
        for (record, making) in next.made where made[record].map({ Self.place(making) < Self.place($0) }) ?? true { made[record] = making }
        kept.formUnion(next.kept)
        freed.formUnion(next.freed)
        freedAround.formUnion(next.freedAround)
        given.formUnion(next.given)
        registered.merge(next.registered) { $0.union($1) }
        registries.formUnion(next.registries)
        stored.merge(next.stored) { $0.union($1) }
        freedMembers.formUnion(next.freedMembers)
    }

    /// The structs that nobody frees, each where one would look for it.
    ///
    /// - Parameter releases: the functions that release what a struct's members own, and how many of them.
    func violations(releasing releases: (String) -> [FunctionRef: Int]) -> [Violation] {
        kept.subtracting(given).sorted().compactMap { record in
            guard let making = made[record], let type = program.records[record], program.isOwnRecord(type), isLost(record) else { return nil }
            let place = Destructors(program, of: record, madeBy: making.function.ref, releases(record)).likeliest ?? making.function
            let isKnown = place.ref != making.function.ref
            return Violation(
                .neverFreed, resource: making.resource, object: record, actor: making.actor, function: place, span: isKnown ? place.nameSpan : making.span,
                path: [PathStep("\(making.actor)() allocates struct \(record) here, and it is put where others find it", at: Self.place(making))])
        }
    }

    /// Whether no code frees the struct, be it by the address of its first part.
    private func isLost(_ record: String) -> Bool {
        let registered = registered[record] ?? []
        let stored = stored[record] ?? []
        if freedMembers.contains(Self.calledBack), stored.contains(where: { program.records[$0.record].map(program.isOwnRecord) != true }) { return false }
        let isFreedFromRegistry = !registered.isDisjoint(with: registries) || !registered.isEmpty && registries.contains("")
        return firstParts(of: record).isDisjoint(with: freed) && program.embedded(in: record).isDisjoint(with: freedAround) && !isFreedFromRegistry
            && freedMembers.isDisjoint(with: stored)
    }

    /// A struct, and those that begin where it begins.
    private func firstParts(of record: String) -> Set<String> {
        program.embedded(in: record) { field in
            if case .record = field.type { field.bitOffset == 0 } else { false }
        }
    }
}

extension StructLifetimes {
    /// Nothing. What is added has to be kept, too: `FlowWriter`.
    init(_ program: WholeProgram) {
        self.init(program: program, made: [:], kept: [], freed: [], freedAround: [], given: [], registered: [:], registries: [], stored: [:], freedMembers: [])
    }
}

/// Where one would look for the end of a struct's life: only a place to tell it at, and no reason to.
private struct Destructors {
    private let program: WholeProgram
    private let record: String
    private let maker: FunctionRef
    private let releases: [FunctionRef: Int]

    init(_ program: WholeProgram, of record: String, madeBy maker: FunctionRef, _ releases: [FunctionRef: Int]) {
        self.program = program
        self.record = record
        self.maker = maker
        self.releases = releases
    }

    private static let endings: [Substring] = ["free", "destroy", "release", "put", "delete", "done", "end", "complete", "finish"]

    /// By name, then by what it releases of the struct; of two such the first.
    var likeliest: Function? {
        let words = Set(record.split(separator: "_"))
        let found = program.sortedFunctionsUnderAnalysis.compactMap { function -> (rank: [Int], function: Function)? in
            let name = function.name.split(separator: "_")
            let ending = Self.endings.firstIndex { name.contains($0) }
            let count = releases[function.ref] ?? 0
            guard ending != nil || count > 0, function.ref != maker, has(function) else { return nil }
            let others = name.filter { !words.contains($0) && !Self.endings.contains($0) }.count
            return ([ending ?? Self.endings.count, others, -count], function)
        }
        return found.min { $0.rank.lexicographicallyPrecedes($1.rank) }?.function
    }

    /// Whether the function is given the struct, or finds it by way of what it is given.
    private func has(_ function: Function) -> Bool {
        function.parameterCount > 0 && function.variables.contains { $0.type.pointee == .record(record) }
    }
}

extension WholeProgram {
    /// A struct and those that are part of it.
    ///
    /// - Parameter isAsked: the fields that are looked into.
    func embedded(in record: String, where isAsked: (Record.Field) -> Bool = { _ in true }) -> Set<String> {
        var found: Set<String> = [record]
        var work = [record]
        while let next = work.popLast() {
            for field in records[next]?.fields ?? [] where isAsked(field) {
                var type = field.type
                while case .array(let element, _) = type { type = element }
                if case .record(let inner) = type, found.insert(inner).inserted { work.append(inner) }
            }
        }
        return found
    }
}

/// What a function has allocated, by what it puts the pointer into first.
enum AllocatedType: Hashable {
    case unknown
    case record(String)
    /// No struct, whatever is laid over it later.
    case bytes
}

/// What the flow of a function tells about the lives of structs.
extension FunctionFlow {
    /// A value that the function has allocated gets the type of what it is put into.
    func noteMade(_ value: Term, in place: Place, _ state: FlowState) {
        guard allocated[value] == .unknown, let type = terms.layouts.type(of: place, in: function)?.pointee, type != .void else { return }
        guard case .record(let record) = type else {
            allocated[value] = .bytes
            return
        }
        allocated[value] = .record(record)
        // A member that does not say what it points to may have it already.
        for (cell, stored) in state.store where stored == value {
            if case .step(_, .field(let field)) = terms[cell], terms.layouts.type(of: field)?.pointee == .void { notes.lifetimes.noteStored(record, as: field) }
        }
    }

    /// Memory that the function has allocated outlives it.
    func noteKept(_ key: HeldKey, _ holding: Holding) {
        guard holding.isFresh, key.resource.family == .memory, case .record(let record)? = allocated[key.object] else { return }
        notes.lifetimes.noteKept(record, key.resource, by: events[holding.event])
    }

    /// Memory that others have found is freed.
    func noteFreed(_ object: Term, _ scene: CallScene, _ state: FlowState) {
        // What is called back after a grace period says itself what it frees.
        guard !scene.call.arguments.contains(where: isOwnFunction) else { return }
        // What others have been given is freed for all of them, whoever made it.
        if allocated[object] != nil, state.held.contains(where: { $0.key.object == object && $0.value.isFresh && $0.value.count > 0 }) { return }
        func isFreed(_ argument: Term) -> Bool {
            argument == object || terms.container(of: argument) == object && terms.constant(object) == nil || state.canonical(argument, terms) == object
        }
        for (operand, argument) in zip(scene.call.arguments, scene.arguments) where isFreed(argument) {
            if let record = record(of: operand) {
                if !isOwn(object, { $0 == .record(record) }) { notes.lifetimes.noteFreed(record) }
            } else if case .load(let place) = operand, case .global(let name) = place.root, place.projections.isEmpty {
                notes.lifetimes.noteFreedUntyped(FieldRef(record: "", name: name))
            } else if case .load(let place) = operand, terms.layouts.type(of: place, in: function)?.pointee == .void {
                noteFreedUntyped(object)
            }
        }
    }

    /// Whether an object that ways have brought together is, on one of them, one that the function has allocated.
    private func isOwn(_ object: Term, _ isOfType: (AllocatedType) -> Bool) -> Bool {
        guard case .symbol(.joined(let block, _)) = terms[object], block >= 0, !graph.isHead[Int(block)] else { return false }
        return allocated.values.contains(where: isOfType)
    }

    private func isOwnFunction(_ operand: Operand) -> Bool {
        if case .function(let ref) = operand { context.program.isOwnBody(ref) } else { false }
    }

    private func noteFreedUntyped(_ object: Term) {
        if isOwn(object, { _ in true }) { return }
        switch allocated[object] {
        case .record(let record)?:
            notes.lifetimes.noteFreed(record)
            return
        case .bytes?: return
        case .unknown?, nil: break
        }
        if let field = origin(object) {
            notes.lifetimes.noteFreedUntyped(field)
        } else if case .symbol(.parameter(let number)) = terms[terms.undisplaced(object)] {
            // Callers say what it is, but for what it is a part of, and for those that cannot be seen.
            if case .record(let record)? = function.variables[Int(number)].type.pointee {
                notes.lifetimes.noteFreedAround(record)
            } else {
                notes.lifetimes.noteFreedUntyped(StructLifetimes.calledBack)
            }
        } else {
            notes.lifetimes.noteFreedUntyped(from: finder(of: object))
        }
    }

    /// The function that has returned an object.
    private func finder(of object: Term) -> String {
        guard case .symbol(let symbol) = terms[object], let site = symbol.site, let block = symbol.block, block < function.blocks.count,
            case let number = Int(site & 4095), number < function.blocks[block].statements.count,
            case .call(let call) = function.blocks[block].statements[number].kind, case .direct(let target) = call.callee
        else { return "" }
        return target.name
    }

    /// Of a function that is not followed to the end, all that it could free.
    func noteAllFreed() {
        for statement in function.blocks.flatMap(\.statements) {
            guard case .call(let call) = statement.kind, case .direct(let target) = call.callee, let facts = context.tableFacts(of: target) else { continue }
            for effect in facts.effects where effect.resource?.family == .memory && effect.verb != .acquire {
                guard case .argument(let index) = effect.subject, index < call.arguments.count else { continue }
                if let record = record(of: call.arguments[index]) { notes.lifetimes.noteFreed(record) }
            }
        }
    }

    /// What code that cannot be seen is given may be freed there. A part of a struct, as a lock, is not the struct.
    func noteGiven(_ scene: CallScene) {
        for operand in scene.call.arguments { noteGiven(operand) }
    }

    func noteGiven(_ operand: Operand) {
        if case .load(let place) = operand, let record = record(at: place) { notes.lifetimes.noteGiven(record) }
    }

    /// A function of the tables keeps a pointer for whoever asks for it: idr_alloc(), xa_store().
    func noteRegistered(_ object: Term, _ scene: CallScene) {
        for (operand, argument) in zip(scene.call.arguments, scene.arguments) where argument == object {
            if case .load(let place) = operand, let record = record(at: place) { notes.lifetimes.noteRegistered(record, by: scene.actor) }
        }
    }

    /// A pointer to a struct is stored in a member that is a pointer to anything.
    func noteStored(as source: Place, in place: Place) {
        if let field = place.lastField {
            if terms.layouts.type(of: field)?.pointee == .void, let record = record(at: source) { notes.lifetimes.noteStored(record, as: field) }
        } else if case .global(let name) = place.root, place.projections.isEmpty, let record = record(at: source) {
            notes.lifetimes.noteStored(record, as: FieldRef(record: "", name: name))
        }
    }

    /// The struct that the pointer in a place points to.
    private func record(at place: Place) -> String? {
        if case .record(let record)? = terms.layouts.type(of: place, in: function)?.pointee { record } else { nil }
    }

    /// The struct that a pointer says it points to, or into.
    private func record(of operand: Operand) -> String? {
        switch operand {
        case .load(let place): return record(at: place)
        case .address(let place):
            for case .field(let field) in place.projections { return field.record }
            return nil
        default: return nil
        }
    }
}
