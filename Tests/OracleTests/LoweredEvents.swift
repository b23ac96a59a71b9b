import Program

/// Builtins whose value is all there is to them: what folds to a constant for one side may not fold for the
/// other, and nothing happens either way.
func isSilentBuiltin(_ name: String) -> Bool {
    name.hasPrefix("__builtin_expect") || name == "__builtin_constant_p" || name.hasSuffix("_object_size")
}

extension EventGraph {
    /// The events of a lowered function.
    init(_ function: Function) {
        var builder = LoweredEvents(function)
        builder.build()
        self = builder.graph
    }
}

private struct LoweredEvents {
    let function: Function
    var graph = EventGraph()
    /// What each temporary holds, where there is one statement only that sets it.
    private var definitions: [Int: Form] = [:]
    /// The declarations of variables that start with a braced list.
    private var listSpans: [Int: Span] = [:]

    init(_ function: Function) { self.function = function }

    mutating func build() {
        findDefinitions()
        findLists()
        let starts = function.blocks.map { _ in graph.add(.silent(nil)) }
        graph.entry = starts[0]
        for (number, block) in function.blocks.enumerated() {
            var next = terminator(block.terminator.kind, starts)
            for statement in block.statements.reversed() { next = self.statement(statement, next: next) }
            graph.nodes[starts[number]] = .silent(next)
        }
    }

    // MARK: Temporaries and initialisers

    private func isTemporary(_ number: Int) -> Bool { function.variables[number].kind == .temporary }

    private mutating func findDefinitions() {
        var sources: [Int: [Statement.Kind]] = [:]
        func note(_ place: Place?, _ kind: Statement.Kind) {
            if let place, case .variable(let number) = place.root, isTemporary(number),
                !place.projections.contains(.dereference)
            {
                sources[number, default: []].append(kind)
            }
        }
        for statement in function.blocks.flatMap(\.statements) {
            switch statement.kind {
            case .assign(let place, _): note(place, statement.kind)
            case .call(let call): note(call.result, statement.kind)
            case .assembly(let writes, _): writes.forEach { note($0, statement.kind) }
            default: break
            }
        }
        var open: Set<Int> = []
        func define(_ number: Int) {
            guard definitions[number] == nil, let kinds = sources[number], kinds.count == 1,
                open.insert(number).inserted
            else { return }
            // What the one statement reads comes first.
            switch kinds[0] {
            case .assign(let place, let value) where place.projections.isEmpty:
                value.temporaries.filter(isTemporary).forEach(define)
                definitions[number] = value == .zero ? .list : form(value)
            case .call(let call):
                if case .indirect(let callee) = call.callee { callee.temporaries.filter(isTemporary).forEach(define) }
                definitions[number] = .result(call.name ?? "(*)")
            default: break
            }
        }
        sources.keys.sorted().forEach(define)
    }

    private mutating func findLists() {
        var declared: [Int: Span] = [:]
        for statement in function.blocks.flatMap(\.statements) {
            switch statement.kind {
            case .declare(let number): declared[number] = statement.span
            case .assign(let place, .zero) where place.projections.isEmpty:
                if case .variable(let number) = place.root, let span = declared[number] { listSpans[number] = span }
            default: break
            }
        }
    }

    // MARK: Statements

    private mutating func statement(_ statement: Statement, next: Int) -> Int {
        switch statement.kind {
        case .assign(let place, let value):
            if case .variable(let number) = place.root {
                let isOwn = !place.projections.contains(.dereference)
                if isTemporary(number), isOwn { return next }
                if isOwn, let span = listSpans[number], statement.span.isInside(span) { return next }
            }
            return graph.add(.event(.assign(target: form(place), value: form(value)), next: next))
        case .call(let call):
            let callee: Form =
                switch call.callee {
                case .direct(let ref): .function(ref.name)
                case .indirect(let operand): form(operand)
                }
            if let name = call.name, isSilentBuiltin(name) { return next }
            let event = Event.call(callee: callee, arguments: call.arguments.map(form), isCleanup: call.isCleanup)
            return graph.add(.event(event, next: next))
        case .assembly: return graph.add(.event(.assembly, next: next))
        case .opaque(let number): return graph.add(.opaque(function.opaqueNodes[number].reason))
        case .declare, .evaluate: return next
        }
    }

    private typealias Event = EventGraph.Event

    private mutating func terminator(_ kind: Terminator.Kind, _ starts: [Int]) -> Int {
        switch kind {
        case .jump(let target): starts[target]
        case .branch(let value, let then, let otherwise):
            graph.addBranch(form(value), then: starts[then], otherwise: starts[otherwise])
        case .switch_(let value, let cases, let default_):
            graph.add(
                .choice(
                    form(value),
                    cases: cases.map { EventGraph.Case(first: $0.first, last: $0.last, target: starts[$0.target]) },
                    default_: starts[default_]))
        case .return_(let operand): graph.add(.exit(operand.map(form)))
        case .unreachable: graph.add(.end)
        }
    }

    // MARK: Forms

    private func form(_ place: Place) -> Form {
        var form: Form =
            switch place.root {
            case .variable(let number): isTemporary(number) ? definitions[number] ?? .unknown : variable(number)
            // The last component: `file:function.name` for a static local.
            case .global(let name): .name(String(name.split { $0 == ":" || $0 == "." }.last ?? ""))
            }
        for projection in place.projections {
            switch projection {
            case .dereference: form = .makeDereference(form)
            case .field(let field): form = .field(form, field.name)
            case .index(let index): form = .index(form, self.form(index))
            }
        }
        return form
    }

    private func variable(_ number: Int) -> Form { .name(function.variables[number].name) }

    private func form(_ operand: Operand) -> Form {
        switch operand {
        case .integer(let value): .integer(value)
        case .string: .string
        case .load(let place): form(place)
        case .address(let place): .makeAddress(form(place))
        case .function(let ref): .function(ref.name)
        case .unknown: .unknown
        }
    }

    private func form(_ value: Rvalue) -> Form {
        switch value {
        case .use(let operand): form(operand)
        case .unary(let operation, let operand): .makeOperation(operation.rawValue, [form(operand)])
        case .binary(let operation, let left, let right):
            .makeOperation(operation.rawValue, [form(left), form(right)])
        case .cast(let operand, _): form(operand).withoutValue
        case .zero: .list
        }
    }
}

extension Form {
    /// A constant behind a cast: the dump does not say what the cast leaves of it.
    var withoutValue: Form { if case .integer = self { .integer(nil) } else { self } }
}

extension Span {
    fileprivate func isInside(_ other: Span) -> Bool {
        file == other.file && (other.line, other.column) <= (line, column)
            && (endLine, endColumn) <= (other.endLine, other.endColumn)
    }
}

extension Rvalue {
    fileprivate var temporaries: [Int] {
        switch self {
        case .use(let operand), .unary(_, let operand), .cast(let operand, _): operand.temporaries
        case .binary(_, let left, let right): left.temporaries + right.temporaries
        case .zero: []
        }
    }
}

extension Operand {
    fileprivate var temporaries: [Int] {
        switch self {
        case .load(let place), .address(let place): place.variables
        default: []
        }
    }
}

extension Place {
    /// The variables that name the place: its root and those in its subscripts.
    fileprivate var variables: [Int] {
        var numbers: [Int] = []
        if case .variable(let number) = root { numbers.append(number) }
        for case .index(let index) in projections { numbers += index.temporaries }
        return numbers
    }
}
