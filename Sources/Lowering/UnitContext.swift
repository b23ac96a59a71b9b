import Clang
import Program

/// What the lowering of all functions of one unit shares: names of files, types, records and functions.
final class UnitContext {
    let unit: TranslationUnit
    let texts: SourceTexts
    private let relativePath: (String) -> String?
    private var relativePaths: [Int: String] = [:]
    private var types: [UnsafeMutableRawPointer: CType] = [:]
    private(set) var records: [String: Record] = [:]
    private var recordNames: [Cursor: String] = [:]
    private var references: [Cursor: FunctionRef] = [:]
    private var noReturn: [Cursor: Bool] = [:]
    /// Definitions in headers of functions that lowered code mentions, in the order they were met.
    private(set) var mentionedHeaderFunctions: [Cursor] = []
    /// Whether every declaration that was asked for by name was there.
    private(set) var isWholeKnown = true

    /// - Parameter relativePath: the tree-relative path of an absolute one, nil for files outside the tree.
    init(_ unit: TranslationUnit, relativePath: @escaping (String) -> String?) {
        self.unit = unit
        self.relativePath = relativePath
        texts = SourceTexts(unit)
    }

    /// The tree-relative path of a file, or its bare name where it lies outside.
    func path(ofFile number: Int) -> String {
        if let known = relativePaths[number] { return known }
        let absolute = unit.fileName(number)
        let path = relativePath(absolute) ?? String(absolute.split(separator: "/").last ?? "")
        relativePaths[number] = path
        return path
    }

    /// Whether the file lies in the tree.
    func isInTree(_ number: Int) -> Bool { relativePath(unit.fileName(number)) != nil }

    // MARK: Types

    func type(_ type: ClangType) -> CType {
        guard let identity = type.identity else { return .unknown }
        if let known = types[identity] { return known }
        let lowered: CType =
            switch type.shape {
            case .void: .void
            case .bool: .bool
            case .integer(let bits, let isSigned): .integer(bits: bits, isSigned: isSigned)
            case .floating(let bits): .floating(bits: bits)
            case .pointer(let pointee): .pointer(self.type(pointee))
            case .array(let element, let count): .array(self.type(element), count: count)
            case .record(let declaration): .record(recordName(declaration))
            case .enumeration(let declaration): .enumeration(recordName(declaration))
            case .function: .function
            case .unknown: .unknown
            }
        types[identity] = lowered
        return lowered
    }

    /// The tag, the typedef's name where there is no tag, or a name made from the place.
    private func recordName(_ declaration: Cursor) -> String {
        if let known = recordNames[declaration] { return known }
        var name = declaration.type.canonicalSpelling
        for keyword in ["struct ", "union ", "enum ", "const ", "volatile "] where name.hasPrefix(keyword) {
            name.removeFirst(keyword.count)
        }
        if name.contains("(") {
            let place = declaration.fileLocation
            name = "<\(path(ofFile: place.file)):\(place.line):\(place.column)>"
        }
        recordNames[declaration] = name
        return name
    }

    /// The reference to a field, and the layout of its record put on record.
    func field(_ declaration: Cursor) -> FieldRef {
        var parent = declaration.semanticParent
        while let record = parent, record.isUnnamedMember, let outer = record.semanticParent { parent = outer }
        guard let parent else { return FieldRef(record: "", name: declaration.spelling) }
        note(record: parent)
        return FieldRef(record: recordName(parent), name: declaration.spelling)
    }

    /// Whether the type is a union, of which an initialiser fills one member.
    func isUnion(_ type: ClangType) -> Bool {
        if case .record(let declaration) = type.shape { declaration.kind == .union } else { false }
    }

    /// The step of a place to a member of an initialised record; nil for an unnamed one.
    func step(to member: Cursor) -> FieldRef? {
        member.kind == .field && !member.spelling.isEmpty ? field(member) : nil
    }

    private func note(record: Cursor) {
        let name = recordName(record)
        guard records[name] == nil else { return }
        let place = record.fileLocation
        var fields: [Record.Field] = []
        collectFields(of: record.type, outermost: record.type, into: &fields)
        records[name] = Record(
            name: name, isUnion: record.kind == .union, size: record.type.size, fields: fields,
            file: path(ofFile: place.file), line: place.line)
    }

    private func collectFields(of record: ClangType, outermost: ClangType, into fields: inout [Record.Field]) {
        for child in record.members {
            if child.kind == .field {
                let name = child.spelling
                fields.append(
                    Record.Field(
                        name: name, type: type(child.type), bitOffset: outermost.bitOffset(ofField: name),
                        bitWidth: child.bitFieldWidth, line: child.fileLocation.line))
            } else {
                collectFields(of: child.type, outermost: outermost, into: &fields)
            }
        }
    }

    // MARK: Functions

    /// The name under which a function is known, and, where a header defines it, a note that it is wanted.
    func reference(to declaration: Cursor) -> FunctionRef {
        if let known = references[declaration] { return known }
        let definition = declaration.definition
        var ref = FunctionRef(name: declaration.spelling)
        if declaration.isStatic || definition?.isStatic == true {
            ref.file = path(ofFile: (definition ?? declaration).fileLocation.file)
        }
        references[declaration] = ref
        if let definition, definition.fileLocation.file != unit.mainFile {
            if definition == declaration || references[definition] == nil {
                mentionedHeaderFunctions.append(definition)
                references[definition] = ref
            }
        }
        return ref
    }

    /// The same for a function that is known by name only, as in an attribute.
    func reference(toFunctionNamed name: String) -> FunctionRef {
        guard let declaration = functionDeclarations[name] else {
            isWholeKnown = false
            return FunctionRef(name: name)
        }
        return reference(to: declaration)
    }

    /// The functions declared at file level, by name; the definition where there is one.
    private(set) lazy var functionDeclarations: [String: Cursor] = {
        var found: [String: Cursor] = [:]
        for child in unit.root.children where child.kind == .function {
            let name = child.spelling
            if found[name] == nil || child.isDefinition { found[name] = child }
        }
        return found
    }()

    /// Whether a call of the function never comes back.
    func neverReturns(_ declaration: Cursor) -> Bool {
        if let known = noReturn[declaration] { return known }
        let name = declaration.spelling
        let answer =
            name == "__builtin_unreachable" || name == "__builtin_trap"
            || declaration.type.spelling.contains("noreturn")
        noReturn[declaration] = answer
        return answer
    }

    /// The name of a variable with static storage: file-level statics carry their file, so that two files'
    /// variables of one name stay apart; static locals carry their function as well.
    func globalName(_ declaration: Cursor) -> String {
        guard declaration.isStatic else { return declaration.spelling }
        let file = path(ofFile: declaration.fileLocation.file)
        if let parent = declaration.semanticParent, parent.kind == .function {
            return "\(file):\(parent.spelling).\(declaration.spelling)"
        }
        return "\(file):\(declaration.spelling)"
    }
}
