import Findings
import Program

// What else following a function has shown, as bytes.

extension FlowWriter {
    /// All but the claims, which are written apart.
    mutating func write(_ notes: FlowNotes) {
        write(notes.takenUp)
        write(notes.met)
        write(notes.contradicted)
        write(notes.members)
        write(notes.lifetimes)
        let releasers = notes.releasers.sorted { ($0.key.resource.id, "\($0.key.lock)") < ($1.key.resource.id, "\($1.key.lock)") }
        write(releasers) { writer, entry in
            writer.write(entry.key.resource)
            writer.write(entry.key.lock)
            writer.bytes.write(entry.value)
        }
    }

    private mutating func write(_ claims: Set<Claim>) {
        let named = claims.compactMap(name(of:))
        if named.count < claims.count { isLost = true }
        write(named.sorted { ($0.function, $0.number) < ($1.function, $1.number) }) { $0.write($1) }
    }

    private mutating func write(_ members: MemberOwnership) {
        write(members.gifts.sorted { Self.isBefore($0.key, $1.key) }) { writer, entry in
            writer.bytes.write(entry.key)
            writer.write(entry.value.resource)
            writer.bytes.write(entry.value.actor)
            writer.write(entry.value.position)
        }
        for fields in [members.mixed, members.taken] { bytes.write(fields.sorted(by: Self.isBefore)) }
        bytes.write(members.takenRecords)
        write(members.freeings) { $0.write($1) }
        write(members.releases.sorted { $0.key < $1.key }) { writer, entry in
            writer.bytes.write(entry.key)
            writer.write(entry.value.sorted { $0.key < $1.key }) { writer, entry in
                writer.bytes.write(entry.key)
                writer.write(entry.value)
            }
        }
        write(members.releaseCounts.sorted { $0.key < $1.key }) { writer, entry in
            writer.bytes.write(entry.key)
            writer.bytes.write(entry.value.sorted(by: Self.isBefore))
        }
    }

    private mutating func write(_ lifetimes: StructLifetimes) {
        write(lifetimes.made.sorted { $0.key < $1.key }) { writer, entry in
            writer.bytes.write(entry.key)
            writer.write(entry.value.resource)
            writer.bytes.write(entry.value.actor)
            writer.write(entry.value.function)
            writer.write(entry.value.span, in: entry.value.function)
        }
        for records in [lifetimes.kept, lifetimes.freed, lifetimes.freedAround, lifetimes.given, lifetimes.registries] { bytes.write(records) }
        write(lifetimes.registered.sorted { $0.key < $1.key }) { writer, entry in
            writer.bytes.write(entry.key)
            writer.bytes.write(entry.value)
        }
        write(lifetimes.stored.sorted { $0.key < $1.key }) { writer, entry in
            writer.bytes.write(entry.key)
            writer.bytes.write(entry.value.sorted(by: Self.isBefore))
        }
        bytes.write(lifetimes.freedMembers.sorted(by: Self.isBefore))
    }

    private static func isBefore(_ one: FieldRef, _ other: FieldRef) -> Bool { (one.record, one.name) < (other.record, other.name) }

    private mutating func write(_ freeing: MemberOwnership.Freeing) {
        bytes.write(freeing.record)
        write(freeing.function)
        write(freeing.span, in: freeing.function)
        bytes.write(freeing.actor)
    }

    mutating func write(_ found: (violation: Violation, claims: [Claim])) {
        write(found.violation)
        write(found.claims) { $0.write($1) }
    }
}

extension FlowReader {
    /// - Parameter claims: the function's own.
    mutating func readNotes(_ program: WholeProgram, claims: [Claim]) throws(ByteCodingError) -> FlowNotes {
        FlowNotes(
            claims: claims, takenUp: try readClaims(), met: try readClaims(), contradicted: try readClaims(), members: try readMembers(program),
            lifetimes: try readLifetimes(program),
            releasers: Dictionary(
                try readList { (reader) throws(ByteCodingError) in
                    (FlowNotes.Release(resource: try reader.readResource(), lock: try reader.readLockName()), try reader.bytes.read())
                }) { first, _ in first })
    }

    private mutating func readClaims() throws(ByteCodingError) -> Set<Claim> {
        Set(try readList { (reader) throws(ByteCodingError) in try reader.readClaim() })
    }

    private mutating func readMembers(_ program: WholeProgram) throws(ByteCodingError) -> MemberOwnership {
        MemberOwnership(
            program: program,
            gifts: Dictionary(
                try readList { (reader) throws(ByteCodingError) in
                    let field: FieldRef = try reader.bytes.read()
                    return (
                        field,
                        MemberOwnership.Gift(resource: try reader.readResource(), actor: try reader.bytes.readString(), position: try reader.readPosition())
                    )
                }) { first, _ in first },
            mixed: try readFields(), taken: try readFields(), takenRecords: try bytes.read(),
            freeings: try readList { (reader) throws(ByteCodingError) in try reader.readFreeing() },
            releases: Dictionary(
                try readList { (reader) throws(ByteCodingError) in
                    let record = try reader.bytes.readString()
                    return (record, Dictionary(try reader.readList { (reader) throws(ByteCodingError) in
                        let function: FunctionRef = try reader.bytes.read()
                        return (function, try reader.readFreeing())
                    }) { first, _ in first })
                }) { first, _ in first },
            releaseCounts: Dictionary(
                try readList { (reader) throws(ByteCodingError) in
                    let function: FunctionRef = try reader.bytes.read()
                    return (function, try reader.readFields())
                }) { first, _ in first })
    }

    private mutating func readLifetimes(_ program: WholeProgram) throws(ByteCodingError) -> StructLifetimes {
        let made = Dictionary(
            try readList { (reader) throws(ByteCodingError) in
                let (record, resource, actor) = (try reader.bytes.readString(), try reader.readResource(), try reader.bytes.readString())
                let function = try reader.readFunction()
                return (record, StructLifetimes.Making(resource: resource, actor: actor, function: function, span: try reader.readSpan(in: function)))
            }) { first, _ in first }
        let (kept, freed, freedAround, given, registries): (Set<String>, Set<String>, Set<String>, Set<String>, Set<String>) = (
            try bytes.read(), try bytes.read(), try bytes.read(), try bytes.read(), try bytes.read())
        let registered = Dictionary(
            try readList { (reader) throws(ByteCodingError) in (try reader.bytes.readString(), try reader.bytes.read() as Set<String>) }) { first, _ in first }
        let stored = Dictionary(
            try readList { (reader) throws(ByteCodingError) in (try reader.bytes.readString(), try reader.readFields()) }) { first, _ in first }
        return StructLifetimes(
            program: program, made: made, kept: kept, freed: freed, freedAround: freedAround, given: given, registered: registered, registries: registries, stored: stored,
            freedMembers: try readFields())
    }

    private mutating func readFields() throws(ByteCodingError) -> Set<FieldRef> { Set(try bytes.read() as [FieldRef]) }

    private mutating func readFreeing() throws(ByteCodingError) -> MemberOwnership.Freeing {
        let (record, function) = (try bytes.readString(), try readFunction())
        return MemberOwnership.Freeing(record: record, function: function, span: try readSpan(in: function), actor: try bytes.readString())
    }

    mutating func readFound() throws(ByteCodingError) -> (violation: Violation, claims: [Claim]) {
        (try readViolation(), try readList { (reader) throws(ByteCodingError) in try reader.readClaim() })
    }
}
