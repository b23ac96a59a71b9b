import Program

/// Who reads members of objects that are found in certain places.
struct Readers {
    private let locks: LockAnalysis
    /// The functions that read each member, in the order of their names.
    private var readers: [FieldRef: [FunctionRef]] = [:]
    /// The functions that look into each place.
    private var finders: [Publications.Container: Set<FunctionRef>] = [:]

    init(of fields: Set<FieldRef>, in containers: Set<Publications.Container>, _ functions: [Function], _ locks: LockAnalysis, _ facts: PublishFacts) {
        self.locks = locks
        for function in functions {
            function.forEachRead(besides: facts.inserters) { place in
                for case .field(let field) in place.projections {
                    if fields.contains(field), readers[field]?.last != function.ref { readers[field, default: []].append(function.ref) }
                    if containers.contains(.member(field)) { finders[.member(field), default: []].insert(function.ref) }
                }
                if case .global(let name) = place.root, containers.contains(.global(name)) { finders[.global(name), default: []].insert(function.ref) }
            }
        }
    }

    /// A function that reads the member of what it finds there; nil where all who read it come by the object in another way.
    ///
    /// - Parameter container: nil where everybody finds it.
    func reader(of field: FieldRef, in container: Publications.Container?, besides maker: FunctionRef) -> FunctionRef? {
        let all = (readers[field] ?? []).filter { $0 != maker }
        guard let container else { return all.first }
        let near = near(finders[container] ?? [], besides: maker)
        return all.first(where: near.contains)
    }

    /// Calls between the one who finds an object and the one who reads it.
    private static let distance = 3

    /// Those who find something, those to whom they return it, and those to whom all of these hand it.
    private func near(_ finders: Set<FunctionRef>, besides maker: FunctionRef) -> Set<FunctionRef> {
        let start = finders.subtracting([maker])
        var known = start
        var last = start
        for _ in 0..<2 {
            last = Set(last.flatMap { locks.sites[$0] ?? [] }.filter { !$0.isCallback }.map(\.caller.ref)).subtracting(known).subtracting([maker])
            known.formUnion(last)
        }
        last = known
        for _ in 0..<Self.distance {
            last = Set(last.flatMap { locks.callsMade[$0] ?? [] }.map(\.callee)).subtracting(known)
            known.formUnion(last)
        }
        return known
    }
}

extension Function {
    /// Tells of every place that the function reads, or gives the address of away; not to those who put something there.
    fileprivate func forEachRead(besides inserters: [String: PublishFacts.Inserter], _ tell: (Place) -> Void) {
        func look(_ operand: Operand) {
            switch operand {
            case .load(let place), .address(let place): tell(place)
            default: return
            }
        }
        for block in blocks {
            for statement in block.statements {
                switch statement.kind {
                case .assign(_, let value): value.operands.forEach(look)
                case .call(let call): if call.name.flatMap({ inserters[$0] }) == nil { call.arguments.forEach(look) }
                case .evaluate(let operand): look(operand)
                default: continue
                }
            }
            switch block.terminator.kind {
            case .branch(let value, _, _): value.operands.forEach(look)
            case .switch_(let operand, _, _): look(operand)
            case .return_(let operand?): look(operand)
            default: continue
            }
        }
    }
}
