import Program

/// The function pointers in variables with static storage, as their initialisers give them.
///
/// Tables of functions are constant in the kernel (checkpatch asks for it), so what the initialiser says holds.
final class ConstantTables: Sendable, Equatable {
    private let functions: [String: [[String]: FunctionRef]]
    private let paths: [String: [Path]]

    private struct Path: Equatable {
        var path: [FieldRef]
        var function: FunctionRef
    }

    init(_ globals: [Global]) {
        var functions: [String: [[String]: FunctionRef]] = [:]
        var paths: [String: [Path]] = [:]
        for global in globals {
            for value in global.values {
                guard case .function(let ref) = value.value else { continue }
                functions[global.name, default: [:]][value.path.map(\.name)] = ref
                paths[global.name, default: []].append(Path(path: value.path, function: ref))
            }
        }
        self.functions = functions
        self.paths = paths
    }

    static func == (left: ConstantTables, right: ConstantTables) -> Bool {
        left === right || left.functions == right.functions && left.paths == right.paths
    }

    /// The function that a location holds, nil for all other locations.
    func value(of location: Location) -> Value? {
        guard case .global(let name) = location.base, let table = functions[name] else { return nil }
        var path: [String] = []
        for step in location.steps {
            // Entries of arrays of tables are not told apart.
            guard case .field(let field) = step else { return nil }
            path.append(field.name)
        }
        return table[path].map(Value.function)
    }

    /// What a member of a variable holds: a function, or null where a table of functions leaves the member out.
    enum Entry: Hashable {
        case function(FunctionRef)
        case null
    }

    /// - Parameter isFunction: the member is a pointer to a function.
    func entry(of name: String, at path: [FieldRef], isFunction: Bool) -> Entry? {
        guard isFunction, let table = functions[name] else { return nil }
        let path = path.map(\.name)
        if let found = table[path] { return .function(found) }
        // Nested tables may be filled in by a macro that is not understood to the end.
        return path.count == 1 && table.keys.allSatisfy { $0.count == 1 } ? .null : nil
    }

    /// Whether some table of the kind leaves a member out: which function a call through it runs, or none, is up to the table.
    func isLeftOut(_ field: FieldRef) -> Bool {
        paths.values.contains { table in
            table.contains { $0.path.last?.record == field.record } && !table.contains { $0.path.last == field }
        }
    }

    /// The functions that a variable's part holds, by the way from there.
    func functions(of name: String, under prefix: [FieldRef]) -> [([FieldRef], FunctionRef)] {
        (paths[name] ?? []).compactMap { entry in
            guard entry.path.starts(with: prefix) else { return nil }
            return (Array(entry.path.dropFirst(prefix.count)), entry.function)
        }
    }
}
