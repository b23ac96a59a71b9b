/// Functions as text, for tests and for `fuselint doctor`: one statement a line, places as C writes them.
extension Function {
    public var listing: String {
        var text = "\(name)(\(parameters.indices.map(variableName).joined(separator: ", "))):\n"
        for (number, block) in blocks.enumerated() {
            text += "\(number):\n"
            for statement in block.statements { text += "  \(describe(statement.kind))\n" }
            text += "  \(describe(block.terminator.kind))\n"
        }
        return text
    }

    public func variableName(_ number: Int) -> String {
        let variable = variables[number]
        return variable.name.isEmpty ? "t\(number)" : variable.name
    }

    public func describe(_ place: Place) -> String {
        var text =
            switch place.root {
            case .variable(let number): variableName(number)
            case .global(let name): name.split(separator: ":").last.map(String.init) ?? name
            }
        var isPointer = false
        for projection in place.projections {
            switch projection {
            case .dereference:
                if isPointer { text = "*" + text }
                isPointer = true
                continue
            case .field(let field): text += (isPointer ? "->" : ".") + field.name
            case .index(let index): text += "[\(describe(index))]"
            }
            isPointer = false
        }
        return isPointer ? "*" + text : text
    }

    public func describe(_ operand: Operand) -> String {
        switch operand {
        case .integer(let value): String(value)
        case .string(let text): text
        case .load(let place): describe(place)
        case .address(let place): "&" + describe(place)
        case .function(let ref): ref.name
        case .unknown: "?"
        }
    }

    public func describe(_ value: Rvalue) -> String {
        switch value {
        case .use(let operand): describe(operand)
        case .unary(let operation, let operand): operation.rawValue + describe(operand)
        case .binary(let operation, let left, let right):
            "\(describe(left)) \(operation.rawValue) \(describe(right))"
        case .cast(let operand, let type): "(\(type))\(describe(operand))"
        case .zero: "{}"
        }
    }

    public func describe(_ kind: Statement.Kind) -> String {
        switch kind {
        case .assign(let place, let value): return "\(describe(place)) = \(describe(value))"
        case .call(let call):
            let callee =
                switch call.callee {
                case .direct(let ref): ref.name
                case .indirect(let operand): "(\(describe(operand)))"
                }
            let text = "\(callee)(\(call.arguments.map(describe).joined(separator: ", ")))"
            return (call.result.map { describe($0) + " = " } ?? "") + text
        case .declare(let number): return "declare \(variableName(number))"
        case .evaluate(let operand): return "evaluate \(describe(operand))"
        case .assembly(let writes, let reads):
            return "asm \(writes.map(describe)) <- \(reads.map(describe))"
        case .opaque(let number): return "opaque \(opaqueNodes[number].reason)"
        }
    }

    public func describe(_ kind: Terminator.Kind) -> String {
        switch kind {
        case .jump(let block): "jump \(block)"
        case .branch(let value, let then, let otherwise): "if \(describe(value)) then \(then) else \(otherwise)"
        case .switch_(let value, let cases, let default_):
            "switch \(describe(value)) "
                + cases.map { $0.first == $0.last ? "\($0.first):\($0.target)" : "\($0.first)...\($0.last):\($0.target)" }
                .joined(separator: " ") + " default:\(default_)"
        case .return_(let operand): operand.map { "return \(describe($0))" } ?? "return"
        case .unreachable: "unreachable"
        }
    }
}
