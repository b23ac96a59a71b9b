import Program

/// Numbers that a struct is made with and that nobody writes through a pointer: what was asked of `ctl->delalloc` once holds
/// for as long as the struct is there, whoever runs meanwhile.
enum SettledMembers {
    /// The members, as `record.field`, of the records that the program under analysis declares itself: others may be written by
    /// code that it does not have.
    static func find(in program: WholeProgram) -> Set<String> {
        var candidates: [String: Set<String>] = [:]
        for record in program.records.values where program.isOwnRecord(record) && !record.isUnion {
            candidates[record.name] = Set(record.fields.filter { isNumber($0.type) && !$0.name.isEmpty }.map(\.name))
        }
        var writes = Writes(program: program, candidates: candidates)
        for function in program.functions.values { writes.note(function) }
        return Set(writes.candidates.flatMap { record, fields in fields.map { "\(record).\($0)" } })
    }

    private static func isNumber(_ type: CType) -> Bool {
        switch type {
        case .bool, .integer, .enumeration: true
        default: false
        }
    }

    /// What is left of the candidates after some functions.
    private struct Writes {
        let program: WholeProgram
        var candidates: [String: Set<String>]
        private var variables: [Variable] = []

        init(program: WholeProgram, candidates: [String: Set<String>]) {
            self.program = program
            self.candidates = candidates
        }

        mutating func note(_ function: Function) {
            variables = function.variables
            for block in function.blocks { block.statements.forEach { note($0) } }
        }

        private mutating func note(_ statement: Statement) {
            switch statement.kind {
            case .assign(let place, let value):
                note(place)
                value.operands.forEach { noteAddress($0) }
            case .call(let call):
                if let result = call.result { note(result) }
                call.arguments.forEach { noteAddress($0) }
                // memset(), copy_from_user(): a struct is written as bytes.
                if let name = call.name, name.contains("mem") || name.contains("copy"), case .load(let place)? = call.arguments.first { drop(pointee(of: place)) }
            case .assembly(let writes, let operands):
                writes.forEach { note($0) }
                operands.forEach { noteAddress($0) }
            default: break
            }
        }

        private mutating func note(_ place: Place) {
            if case .variable = place.root, !place.projections.contains(.dereference) { return }
            guard let field = place.lastField else { return drop(pointee(of: Place(place.root))) }
            candidates[field.record]?.remove(field.name)
            // A struct in the struct is written as a whole.
            if case .record(let inner)? = program.records[field.record]?.fields.first(where: { $0.name == field.name })?.type { drop(inner) }
        }

        /// Whoever has a number's address may write it.
        private mutating func noteAddress(_ operand: Operand) {
            guard case .address(let place) = operand, let field = place.lastField else { return }
            candidates[field.record]?.remove(field.name)
        }

        /// A struct is written with all that is part of it.
        private mutating func drop(_ record: String?) {
            guard let record else { return }
            candidates[record] = nil
            for field in program.records[record]?.fields ?? [] {
                if case .record(let inner) = field.type, candidates[inner] != nil { drop(inner) }
            }
        }

        private func pointee(of place: Place) -> String? {
            guard case .variable(let number) = place.root, case .record(let name)? = variables[number].type.pointee else { return nil }
            return name
        }
    }
}
