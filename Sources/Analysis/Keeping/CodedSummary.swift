import Findings
import Program

// Summaries as bytes: read with memberwise initialisers, so that a field that is forgotten here does not compile.

extension FlowWriter {
    mutating func write(_ summary: Summary) {
        write(using: summary.terms) { writer in
            writer.write(summary.outcomes) { $0.write($1, in: summary.body) }
            writer.write(summary.resultRange)
            writer.bytes.write(summary.isDirty)
            writer.bytes.write(summary.changesLinks)
            writer.bytes.write(summary.callsUnknown)
            writer.bytes.write(Int64(bitPattern: summary.followed))
            writer.bytes.write(Int64(bitPattern: summary.taken))
            writer.write(summary.sleeps) { $0.write($1) }
        }
    }

    private mutating func write(_ outcome: Summary.Outcome, in body: Function) {
        write(outcome.ranges) { writer, entry in
            writer.write(entry.term)
            writer.write(entry.range)
        }
        write(outcome.given)
        write(outcome.effects) { $0.write($1) }
        write(outcome.writes) { writer, entry in
            writer.write(entry.cell)
            writer.write(entry.value)
            writer.bytes.write(entry.record)
        }
        write(outcome.result) { $0.write($1) }
        write(outcome.resultRange)
        bytes.write(outcome.hasFailed)
        write(outcome.span, in: body)
        write(outcome.kept)
        write(outcome.unlinked)
        write(outcome.regained.sorted { ($0.resource.id, $0.object.number) < ($1.resource.id, $1.object.number) }) { writer, key in
            writer.write(key.resource)
            writer.write(key.object)
        }
        bytes.write(outcome.errors.sorted().map(Int.init))
        write(outcome.parts) { writer, part in
            writer.write(part.steps) { $0.write($1) }
            writer.write(part.value)
        }
    }

    private mutating func write(_ terms: Set<Term>) { write(terms.sorted { $0.number < $1.number }) { $0.write($1) } }

    private mutating func write(_ effect: Summary.Effect) {
        write(effect.resource)
        write(effect.object)
        bytes.write(effect.count)
        bytes.write(effect.isHandedOver)
        bytes.write(effect.isFresh)
        bytes.write(effect.isStored)
        bytes.write(effect.isNeverLast)
        bytes.write(effect.isLast)
        bytes.write(effect.isUncertain)
        bytes.write(effect.isUnnamed)
        write(effect.event)
        write(effect.claim) { $0.write($1) }
    }

    private mutating func write(_ point: SleepPoint) {
        func key(_ condition: SleepPoint.Condition) -> (Int32, Int64, Int64) { (condition.term.number, condition.range.lower, condition.range.upper) }
        write(point.conditions.sorted { key($0) < key($1) }) { writer, condition in
            writer.write(condition.term)
            writer.write(condition.range)
        }
        func key(_ lock: SleepPoint.Lock) -> (String, String, Int32) { (lock.resource.id, "\(lock.name)", lock.given?.number ?? -1) }
        write(point.dropped.sorted { key($0) < key($1) }) { writer, lock in
            writer.write(lock.resource)
            writer.write(lock.name)
            writer.write(lock.given) { $0.write($1) }
        }
        bytes.write(point.asksServer)
        write(point.event)
    }

    private mutating func write(_ event: FlowEvent) {
        bytes.write(event.kind)
        bytes.write(event.message)
        write(event.function)
        write(event.span, in: event.function)
        bytes.write(event.actor)
        bytes.write(event.object)
        write(event.inner) { $0.write($1) }
    }

    mutating func write(_ resource: Resource) {
        bytes.write(resource.id)
        bytes.write(resource.family)
        bytes.write(resource.noun)
        let flags = [
            resource.nests, resource.isIdempotent, resource.isEmbedded, resource.isPooled, resource.isHandedOn, resource.forbidsSleep, resource.forbidsServer,
        ]
        for flag in flags { bytes.write(flag) }
    }

    mutating func write(_ name: FlowNotes.LockName) {
        switch name {
        case .field(let field):
            bytes.write(0)
            bytes.write(field)
        case .global(let name):
            bytes.write(1)
            bytes.write(name)
        case .other: bytes.write(2)
        }
    }

    mutating func write(_ violation: Violation) {
        bytes.write(violation.kind)
        write(violation.resource) { $0.write($1) }
        bytes.write(violation.object)
        bytes.write(violation.actor)
        bytes.write(violation.wasHandedOver)
        write(violation.function)
        write(violation.span, in: violation.function)
        write(violation.path) { writer, step in
            writer.bytes.write(step.message)
            writer.write(step.position)
        }
    }

    /// All of a claim, where a name would not do: it is the function's own.
    mutating func write(whole claim: Claim) {
        bytes.write(claim.function)
        write(claim.sources) { $0.write($1) }
        write(claim.violation)
        write(claim.lock)
        bytes.write(claim.isOfElement)
        bytes.write(claim.isTold)
        bytes.write(claim.isReturned)
    }
}

extension FlowReader {
    mutating func readSummary(of body: Function, _ layouts: Layouts) throws(ByteCodingError) -> Summary {
        let terms = try readTerms(layouts)
        return Summary(
            body: body, terms: terms, outcomes: try readList { (reader) throws(ByteCodingError) in try reader.readOutcome(in: body) },
            resultRange: try readRange(), isDirty: try bytes.readBool(), changesLinks: try bytes.readBool(), callsUnknown: try bytes.readBool(),
            followed: UInt64(bitPattern: try bytes.readInt64()), taken: UInt64(bitPattern: try bytes.readInt64()),
            sleeps: try readList { (reader) throws(ByteCodingError) in try reader.readSleepPoint() })
    }

    private mutating func readOutcome(in body: Function) throws(ByteCodingError) -> Summary.Outcome {
        Summary.Outcome(
            ranges: try readList { (reader) throws(ByteCodingError) in (try reader.readTerm(), try reader.readRange()) }, given: try readTermSet(),
            effects: try readList { (reader) throws(ByteCodingError) in try reader.readEffect() },
            writes: try readList { (reader) throws(ByteCodingError) in (try reader.readCell(), try reader.readTerm(), try reader.bytes.read()) },
            result: try readOptional { (reader) throws(ByteCodingError) in try reader.readTerm() }, resultRange: try readRange(),
            hasFailed: try bytes.readBool(), span: try readSpan(in: body), kept: try readTermSet(), unlinked: try readTermSet(),
            regained: Set(try readList { (reader) throws(ByteCodingError) in HeldKey(resource: try reader.readResource(), object: try reader.readTerm()) }),
            errors: Set((try bytes.read() as [Int]).map(Int64.init)),
            parts: try readList { (reader) throws(ByteCodingError) in
                (try reader.readList { (reader) throws(ByteCodingError) in try reader.readStep() }, try reader.readTerm())
            })
    }

    private mutating func readTermSet() throws(ByteCodingError) -> Set<Term> { Set(try readList { (reader) throws(ByteCodingError) in try reader.readTerm() }) }

    private mutating func readEffect() throws(ByteCodingError) -> Summary.Effect {
        Summary.Effect(
            resource: try readResource(), object: try readTerm(), count: try bytes.readInt(), isHandedOver: try bytes.readBool(), isFresh: try bytes.readBool(),
            isStored: try bytes.readBool(), isNeverLast: try bytes.readBool(), isLast: try bytes.readBool(), isUncertain: try bytes.readBool(),
            isUnnamed: try bytes.readBool(), event: try readEvent(), claim: try readOptional { (reader) throws(ByteCodingError) in try reader.readClaim() })
    }

    private mutating func readSleepPoint() throws(ByteCodingError) -> SleepPoint {
        SleepPoint(
            conditions: Set(
                try readList { (reader) throws(ByteCodingError) in SleepPoint.Condition(term: try reader.readTerm(), range: try reader.readRange()) }),
            dropped: Set(
                try readList { (reader) throws(ByteCodingError) in
                    SleepPoint.Lock(
                        resource: try reader.readResource(), name: try reader.readLockName(),
                        given: try reader.readOptional { (reader) throws(ByteCodingError) in try reader.readTerm() })
                }), asksServer: try bytes.readBool(), event: try readEvent())
    }

    private mutating func readEvent() throws(ByteCodingError) -> FlowEvent {
        let (kind, message): (FlowEvent.Kind, String) = (try bytes.readRaw(), try bytes.readString())
        let function = try readFunction()
        return FlowEvent(
            kind: kind, message: message, span: try readSpan(in: function), function: function, actor: try bytes.readString(), object: try bytes.readString(),
            inner: try readList { (reader) throws(ByteCodingError) in try reader.readEvent() })
    }

    mutating func readResource() throws(ByteCodingError) -> Resource {
        Resource(
            id: try bytes.readString(), family: try bytes.readRaw(), noun: try bytes.readString(), nests: try bytes.readBool(),
            isIdempotent: try bytes.readBool(), isEmbedded: try bytes.readBool(), isPooled: try bytes.readBool(), isHandedOn: try bytes.readBool(),
            forbidsSleep: try bytes.readBool(), forbidsServer: try bytes.readBool())
    }

    mutating func readLockName() throws(ByteCodingError) -> FlowNotes.LockName {
        switch try bytes.readIndex(below: 3) {
        case 0: .field(try bytes.read())
        case 1: .global(try bytes.readString())
        default: .other
        }
    }

    mutating func readViolation() throws(ByteCodingError) -> Violation {
        let kind: Violation.Kind = try bytes.readRaw()
        let resource = try readOptional { (reader) throws(ByteCodingError) in try reader.readResource() }
        let (object, actor, wasHandedOver) = (try bytes.readString(), try bytes.readString(), try bytes.readBool())
        let function = try readFunction()
        return Violation(
            kind, resource: resource, object: object, actor: actor, wasHandedOver: wasHandedOver, function: function, span: try readSpan(in: function),
            path: try readList { (reader) throws(ByteCodingError) in PathStep(try reader.bytes.readString(), at: try reader.readPosition()) })
    }

    mutating func readWholeClaim() throws(ByteCodingError) -> Claim {
        Claim(
            function: try bytes.read(), sources: try readList { (reader) throws(ByteCodingError) in try reader.readClaim() }, violation: try readViolation(),
            lock: try readLockName(), isOfElement: try bytes.readBool(), isTold: try bytes.readBool(), isReturned: try bytes.readBool())
    }
}
