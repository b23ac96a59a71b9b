import Program

extension FlowContext {
    /// Of all that functions are told of the program they are in, but for bodies and summaries. Lines are no part of it.
    var shape: Digest {
        var writer = ByteWriter()
        writer.write(program.ownDirectories)
        writer.write(records: program.records)
        writer.write(program.namesakes.count)
        for (file, records) in program.namesakes.sorted(by: { $0.key < $1.key }) {
            writer.write(file)
            writer.write(records: records)
        }
        // What tables of functions hold.
        for global in program.globals {
            for value in global.values {
                guard case .function(let ref) = value.value else { continue }
                writer.write(global.name)
                writer.write(value.path)
                writer.write(ref)
            }
        }
        for (slot, functions) in graph.allImplementations.map({ ("\($0.key)", $0.value) }).sorted(by: { $0.0 < $1.0 }) {
            writer.write(slot)
            writer.write(functions)
        }
        for (ref, slots) in slots.sorted(by: { $0.key < $1.key }) {
            writer.write(ref)
            writer.write(slots.map(\.description))
        }
        writer.write(checking)
        writer.write(lookedInto)
        writer.write(nullExpected)
        writer.write(settled)
        return Digest(of: writer.bytes)
    }

    /// The functions of the tables whose bodies are looked into.
    private var lookedInto: Set<String> {
        Set(program.functions.keys.map(\.name).filter { name in facts[name].map { $0.tells != nil || $0.checks != nil } ?? false })
    }
}

extension ByteWriter {
    fileprivate mutating func write(records: [String: Record]) {
        write(records.count)
        for (name, record) in records.sorted(by: { $0.key < $1.key }) {
            write(name)
            write(record.name)
            write(record.isUnion)
            write(record.size)
            write(record.file)
            write(record.fields.count)
            for field in record.fields {
                write(field.name)
                write(field.type)
                write(field.bitOffset)
                write(field.bitWidth)
            }
        }
    }
}
