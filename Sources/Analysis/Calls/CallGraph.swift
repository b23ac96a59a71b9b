import Findings
import Program

/// One way in which one function calls another.
public struct CallEdge: Hashable, Sendable {
    public var caller: FunctionRef
    public var callee: FunctionRef
    /// Where the call, or the call that hands the pointer down, stands.
    public var position: Position
    /// For a call through a pointer that the caller hands down: the function that makes the call.
    public var through: FunctionRef?
    /// The call is not in the caller's body, but in a patch that does not apply to it.
    public var isDetached: Bool

    public init(
        caller: FunctionRef, callee: FunctionRef, position: Position, through: FunctionRef? = nil,
        isDetached: Bool = false
    ) {
        self.caller = caller
        self.callee = callee
        self.position = position
        self.through = through
        self.isDetached = isDetached
    }

    /// The edge as a step of a finding's path.
    public var step: PathStep {
        if let through {
            return PathStep("\(caller)() has \(through)() call \(callee)()", at: position)
        }
        return PathStep("\(caller)() calls \(callee)()", at: position)
    }
}

/// Who calls whom: by name, and through function pointers that are handed down to the function that calls them.
///
/// Pointers that are only stored (ops tables, work items, `args->end`) make no edge: what is stored there runs in
/// a context of its own, which `Slot` names.
public final class CallGraph {
    public private(set) var program: WholeProgram
    private let bodies: (any BodySource)?
    private var edges: [FunctionRef: [CallEdge]] = [:]
    private var origins: [FunctionRef: LocalOrigins] = [:]
    private var parameterCalls: [FunctionRef: Set<ParameterCall>] = [:]
    private var notFound: Set<String> = []
    /// Calls that no body shows, from somewhere the program does not reach: a detached patch.
    private let extraEdges: [FunctionRef: [CallEdge]]

    /// A function pointer that a function calls and that its caller chooses: parameter `index` itself, or what
    /// is reached from it over `path`.
    private struct ParameterCall: Hashable {
        var index: Int
        var path: [FieldRef]
    }

    public init(_ program: WholeProgram, bodies: (any BodySource)? = nil, extraEdges: [CallEdge] = []) {
        self.program = program
        self.bodies = bodies
        self.extraEdges = Dictionary(grouping: extraEdges, by: \.caller)
    }

    /// - Parameter graph: what it knows so far, this one knows, too; what either finds out from now on, the other does not.
    init(after graph: CallGraph) {
        (program, bodies, extraEdges) = (graph.program, graph.bodies, graph.extraEdges)
        (edges, origins, parameterCalls, notFound) = (graph.edges, graph.origins, graph.parameterCalls, graph.notFound)
        implementations = graph.implementations
    }

    /// Whether some calls are known from a detached patch only.
    var hasDetachedCalls: Bool { !extraEdges.isEmpty }

    /// The body of a function, fetched from another directory of the tree if need be; nil where there is none.
    public func body(of ref: FunctionRef) -> Function? {
        if let known = program.functions[ref] { return known }
        guard ref.file == nil, !notFound.contains(ref.name), let bodies else { return nil }
        guard let unit = bodies.unit(defining: ref.name) else {
            notFound.insert(ref.name)
            return nil
        }
        addForeign(unit)
        if program.functions[ref] == nil { notFound.insert(ref.name) }
        return program.functions[ref]
    }

    /// Takes in the bodies of a unit of another directory, but not its ops tables: they are not under analysis.
    private func addForeign(_ unit: ProgramUnit) {
        for (index, function) in unit.functions.enumerated() where program.functions[function.ref] == nil {
            program.replace(function, digest: unit.digest(ofFunction: index))
        }
    }

    /// The calls that a function makes, in source order.
    public func calls(from ref: FunctionRef) -> [CallEdge] {
        if let known = edges[ref] { return known }
        var found = extraEdges[ref] ?? []
        if let function = body(of: ref) {
            // A placeholder against recursion; it is replaced below.
            edges[ref] = []
            for block in function.blocks {
                for statement in block.statements {
                    guard case .call(let call) = statement.kind else { continue }
                    found += edgesOf(call, at: function.position(statement.span), in: function)
                }
            }
        }
        edges[ref] = found
        return found
    }

    /// The functions that a body calls by name, and those that only a detached patch shows it to call.
    ///
    /// Unlike `calls(from:)` it looks at no other body, so that none has to be fetched.
    public func namedCallees(of function: Function) -> Set<FunctionRef> {
        var found = Set((extraEdges[function.ref] ?? []).map(\.callee))
        for statement in function.blocks.lazy.flatMap(\.statements) {
            if case .call(let call) = statement.kind, case .direct(let callee) = call.callee { found.insert(callee) }
        }
        return found
    }

    private func edgesOf(_ call: Call, at position: Position, in function: Function) -> [CallEdge] {
        guard case .direct(let callee) = call.callee else {
            return pointedTo(call, in: function).map { CallEdge(caller: function.ref, callee: $0, position: position) }
        }
        var found = [CallEdge(caller: function.ref, callee: callee, position: position)]
        let bound = boundCallbacks(call, in: function)
        guard !bound.isEmpty else { return found }
        let called = calledParameters(of: callee)
        for (parameter, target) in bound where called.contains(parameter) {
            found.append(CallEdge(caller: function.ref, callee: target, position: position, through: callee))
        }
        return found
    }

    // MARK: Function pointers of one's own

    /// The functions that an indirect call may run, as far as the caller's own body or the subsystem's own tables
    /// tell: a local that was given functions, or a field that only one function is ever put into.
    private func pointedTo(_ call: Call, in function: Function) -> [FunctionRef] {
        guard case .indirect(let pointer) = call.callee else { return [] }
        let resolved = origins(of: function).resolve(pointer)
        if case .function(let ref) = resolved { return [ref] }
        if let ref = onlyImplementation(of: resolved) { return [ref] }
        guard case .load(let place) = resolved, case .variable(let number) = place.root, place.projections.isEmpty else {
            return []
        }
        var found: Set<FunctionRef> = []
        for statement in function.blocks.lazy.flatMap(\.statements) {
            if case .assign(let target, .use(.function(let ref))) = statement.kind, target == .variable(number) {
                found.insert(ref)
            }
        }
        return found.sorted()
    }

    /// The one function that the program ever puts into the field that a call goes through, if the field is the
    /// subsystem's own: declared in its own files, so that nobody else fills it in.
    func onlyImplementation(of pointer: Operand) -> FunctionRef? {
        guard case .load(let place) = pointer, let field = place.lastField else { return nil }
        prepareImplementations()
        guard let found = implementations?[.field(field)], found.count == 1,
            let record = program.records[field.record], program.isOwnRecord(record)
        else { return nil }
        return found[0]
    }

    /// The functions that the program puts into the field that a call goes through, if the field is the subsystem's
    /// own; nil where there are others that cannot be seen, none, or more than so many.
    func implementations(of pointer: Operand, atMost most: Int = 4) -> [FunctionRef]? {
        if let only = onlyImplementation(of: pointer) { return [only] }
        guard case .load(let place) = pointer, let field = place.lastField,
            let record = program.records[field.record], program.isOwnRecord(record),
            let found = implementations?[.field(field)], !found.isEmpty, found.count <= most
        else { return nil }
        return found
    }

    /// What is put into which field. Asked once before several threads ask for implementations.
    var allImplementations: [Slot: [FunctionRef]] {
        prepareImplementations()
        return implementations ?? [:]
    }

    /// Finds out what is put into which field, for several threads to ask.
    func prepareImplementations() {
        if implementations == nil { implementations = Contexts.entries(of: program) }
    }

    private var implementations: [Slot: [FunctionRef]]?

    /// What the program's tables with static storage hold.
    private(set) lazy var constantTables = ConstantTables(program.globals)

    // MARK: Function pointers handed down

    /// The functions that a call's arguments hold, by the way to them.
    private func boundCallbacks(_ call: Call, in function: Function) -> [(ParameterCall, FunctionRef)] {
        var found: [(ParameterCall, FunctionRef)] = []
        let origins = origins(of: function)
        for (index, argument) in call.arguments.enumerated() {
            let resolved = origins.resolve(argument)
            if case .function(let ref) = resolved {
                found.append((ParameterCall(index: index, path: []), ref))
            } else if let target = pointee(resolved) {
                for (path, ref) in storedFunctions(in: function, under: target) {
                    found.append((ParameterCall(index: index, path: path), ref))
                }
            }
        }
        return found
    }

    /// The place that a pointer operand points to.
    private func pointee(_ operand: Operand) -> Place? {
        switch operand {
        case .address(let place): place
        case .load(let place): place.appending(.dereference)
        default: nil
        }
    }

    /// The functions that a body stores in fields of the object at `target`.
    private func storedFunctions(in function: Function, under target: Place) -> [([FieldRef], FunctionRef)] {
        var found: [([FieldRef], FunctionRef)] = []
        if case .global(let name) = target.root, let path = fieldPath(target.projections[...]) {
            found += constantTables.functions(of: name, under: path)
        }
        let origins = origins(of: function)
        for block in function.blocks {
            for statement in block.statements {
                guard case .assign(let place, .use(let value)) = statement.kind,
                    case .function(let ref) = origins.resolve(value)
                else { continue }
                let resolved = origins.resolve(place)
                guard resolved.root == target.root, resolved.projections.starts(with: target.projections),
                    let path = fieldPath(resolved.projections.dropFirst(target.projections.count))
                else { continue }
                found.append((path, ref))
            }
        }
        return found
    }

    private func fieldPath(_ projections: ArraySlice<Place.Projection>) -> [FieldRef]? {
        var path: [FieldRef] = []
        for projection in projections {
            switch projection {
            case .field(let field): path.append(field)
            case .dereference, .index: return nil
            }
        }
        return path
    }

    /// The function pointers of its parameters that a function calls, itself or by handing them on.
    private func calledParameters(of ref: FunctionRef) -> Set<ParameterCall> {
        if let known = parameterCalls[ref] { return known }
        guard let function = body(of: ref) else { return [] }
        parameterCalls[ref] = []
        var found: Set<ParameterCall> = []
        let origins = origins(of: function)
        for block in function.blocks {
            for statement in block.statements {
                guard case .call(let call) = statement.kind else { continue }
                switch call.callee {
                case .indirect(let pointer):
                    if case .load(let place) = origins.resolve(pointer), let way = parameterPath(place, in: function) {
                        found.insert(way)
                    }
                case .direct(let callee):
                    found.formUnion(handedOn(call, to: callee, in: function, origins))
                }
            }
        }
        parameterCalls[ref] = found
        return found
    }

    private func handedOn(_ call: Call, to callee: FunctionRef, in function: Function, _ origins: LocalOrigins)
        -> Set<ParameterCall>
    {
        var ways: [(Int, ParameterCall)] = []
        for (index, argument) in call.arguments.enumerated() {
            switch origins.resolve(argument) {
            case .load(let place):
                if let way = parameterPath(place, in: function) { ways.append((index, way)) }
            case .address(let place):
                if let way = parameterPath(place, in: function) { ways.append((index, way)) }
            default: continue
            }
        }
        // A body is not fetched from elsewhere only because an argument is handed on to it: one call would pull in
        // half the kernel.
        guard !ways.isEmpty, program.functions[callee] != nil else { return [] }
        var found: Set<ParameterCall> = []
        for called in calledParameters(of: callee) {
            for (index, way) in ways where index == called.index {
                found.insert(ParameterCall(index: way.index, path: way.path + called.path))
            }
        }
        return found
    }

    /// `parameter` or `parameter->a.b` as the way to it.
    private func parameterPath(_ place: Place, in function: Function) -> ParameterCall? {
        guard case .variable(let number) = place.root, number < function.parameterCount else { return nil }
        var path: [FieldRef] = []
        for (depth, projection) in place.projections.enumerated() {
            switch projection {
            case .dereference where depth == 0: continue
            case .field(let field): path.append(field)
            case .dereference, .index: return nil
            }
        }
        return ParameterCall(index: number, path: path)
    }

    private func origins(of function: Function) -> LocalOrigins {
        if let known = origins[function.ref] { return known }
        let made = LocalOrigins(function)
        origins[function.ref] = made
        return made
    }
}
