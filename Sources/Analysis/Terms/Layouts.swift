import Program

/// What the analysis asks of record layouts, answered once a field.
final class Layouts: Sendable {
    private let records: [String: Record]
    private let stableFields: Set<String>
    private let tables: ConstantTables
    private let known: [FieldRef: Facts]

    private struct Facts: Sendable {
        var offset: Int?
        var type: CType?
        var isRecord = false
        var isStable = false
        var range = Range64.all
    }

    init(_ records: [String: Record], stableFields: Set<String>, tables: ConstantTables) {
        self.tables = tables
        self.records = records
        self.stableFields = stableFields
        // All of them, since several threads ask.
        var known: [FieldRef: Facts] = [:]
        for record in records.values {
            Self.note(record, in: &known, records, stableFields)
        }
        self.known = known
    }

    /// The same for a file in which some names are those of other records.
    init(_ base: Layouts, namesakes: [String: Record]) {
        tables = base.tables
        stableFields = base.stableFields
        records = base.records.merging(namesakes) { $1 }
        var known = base.known
        for (name, record) in namesakes {
            for field in base.records[name]?.fields ?? [] { known[FieldRef(record: name, name: field.name)] = nil }
            Self.note(record, in: &known, records, stableFields)
        }
        self.known = known
    }

    private static func note(_ record: Record, in known: inout [FieldRef: Facts], _ records: [String: Record], _ stableFields: Set<String>) {
        for field in record.fields where !field.name.isEmpty {
            let ref = FieldRef(record: record.name, name: field.name)
            known[ref] = facts(ref, records, stableFields)
        }
    }

    func type(of field: FieldRef) -> CType? { facts(field).type }
    /// The type of a place that is a member, a whole variable or what one points to; nil for others.
    func type(of place: Place, in function: Function) -> CType? {
        if let field = place.lastField { return type(of: field) }
        guard case .variable(let number) = place.root else { return nil }
        let type = function.variables[number].type
        return place.projections.isEmpty ? type : place.projections == [.dereference] ? type.pointee : nil
    }

    /// What a member of a variable with static storage always holds, where it is a table of functions.
    func entry(of global: String, at path: [FieldRef]) -> ConstantTables.Entry? {
        let isFunction = path.last.flatMap { type(of: $0)?.pointee } == .function
        return tables.entry(of: global, at: path, isFunction: isFunction)
    }

    func range(of field: FieldRef) -> Range64 { facts(field).range }

    /// In bytes from the start of its record; nil for bit-fields and where it is not known.
    func offset(of field: FieldRef) -> Int? { facts(field).offset }

    /// Whether the field is a struct or union itself.
    func isRecord(_ field: FieldRef) -> Bool { facts(field).isRecord }

    /// Whether the field keeps its value while others run: pointers do, but for those that link lists and trees.
    func isStable(_ field: FieldRef) -> Bool { facts(field).isStable }

    /// Whether the field links the entries of a list or tree.
    func isLink(_ field: FieldRef) -> Bool { Self.links.contains(field.record) }

    private static let links: Set<String> = [
        "list_head", "hlist_node", "hlist_head", "rb_node", "rb_root", "llist_node", "llist_head", "xarray",
    ]

    /// What a type's values can be.
    func range(ofType type: CType?) -> Range64 { Self.range(ofType: type) }

    private static func range(ofType type: CType?) -> Range64 {
        switch type {
        case .bool: .truth
        case .pointer: .pointer
        case .integer(let bits, true) where bits < 64:
            Range64(lower: -(Int64(1) << (bits - 1)), upper: (Int64(1) << (bits - 1)) - 1)
        case .integer(let bits, false): Range64(lower: 0, upper: bits < 63 ? (Int64(1) << bits) - 1 : .max)
        default: .all
        }
    }

    private func facts(_ field: FieldRef) -> Facts { known[field] ?? Self.facts(field, records, stableFields) }

    private static func facts(_ field: FieldRef, _ records: [String: Record], _ stableFields: Set<String>) -> Facts {
        var facts = Facts()
        if let (type, bits, isBitField) = find(field.name, in: field.record, records, depth: 0) {
            facts.type = type
            facts.offset = isBitField ? nil : bits.map { $0 / 8 }
            if case .record = type { facts.isRecord = true }
            facts.range = range(ofType: type)
            if isBitField, let width = bitWidth(field, records) {
                facts.range = width < 63 ? Range64(lower: 0, upper: (Int64(1) << width) - 1) : .all
            }
        }
        facts.isStable = stableFields.contains("\(field.record).\(field.name)") || (facts.type?.isPointer == true && !links.contains(field.record))
        return facts
    }

    private static func bitWidth(_ field: FieldRef, _ records: [String: Record]) -> Int? { records[field.record]?.fields.first { $0.name == field.name }?.bitWidth }

    /// A field of a record or of its unnamed members.
    private static func find(_ name: String, in record: String, _ records: [String: Record], depth: Int) -> (CType, Int?, isBitField: Bool)? {
        guard depth < 8, let layout = records[record] else { return nil }
        for field in layout.fields {
            if field.name == name { return (field.type, field.bitOffset, field.bitWidth != nil) }
            if field.name.isEmpty, case .record(let inner) = field.type, let found = find(name, in: inner, records, depth: depth + 1) {
                let offset = found.1.flatMap { inner in field.bitOffset.map { $0 + inner } }
                return (found.0, offset, found.isBitField)
            }
        }
        return nil
    }
}
