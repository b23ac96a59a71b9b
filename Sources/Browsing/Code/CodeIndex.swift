import Findings

/// What the analysed program of one directory knows about names: where they are defined, who calls them, which slots hold them.
///
/// Plain values: it outlives the program that it was made from.
package struct CodeIndex: Sendable {
    /// A function; static ones of two files may share a name.
    package struct Function: Hashable, Comparable, Sendable {
        package var name: String
        /// The file of a static function; nil for one that all files see.
        package var file: String?

        package init(name: String, file: String?) {
            self.name = name
            self.file = file
        }

        package static func < (left: Function, right: Function) -> Bool {
            (left.name, left.file ?? "") < (right.name, right.file ?? "")
        }
    }

    /// A function is called by another.
    package struct Call: Hashable, Sendable {
        package var caller: Function
        package var callee: Function
        package var position: Position
        /// In words: `f() calls g()`.
        package var text: String

        package init(caller: Function, callee: Function, position: Position, text: String) {
            self.caller = caller
            self.callee = callee
            self.position = position
            self.text = text
        }
    }

    /// A slot holds a function.
    package struct Entry: Hashable, Sendable {
        /// `file_operations.mmap`
        package var slot: String
        package var function: Function
        /// Where it is put there.
        package var position: Position

        package init(slot: String, function: Function, position: Position) {
            self.slot = slot
            self.function = function
            self.position = position
        }
    }

    /// How a slot comes to reach a function: what it holds, and the calls from there.
    package struct Way: Equatable, Sendable {
        package var entry: Entry
        package var calls: [Call]
    }

    package let directory: String
    /// Functions with a body.
    private let functions: [String: [Function]]
    private let places: [Function: Position]
    /// Tables and variables with an initial value.
    private let variables: [String: [Position]]
    private let callers: [Function: [Call]]
    private let entries: [Function: [Entry]]
    /// Entries by the last part of their slot's name.
    private let fields: [String: [Entry]]

    /// - Parameters:
    ///   - definitions: of the functions that have a body.
    ///   - variables: each with its name.
    package init(
        directory: String, definitions: [(function: Function, position: Position)], variables: [(name: String, position: Position)],
        calls: [Call], entries: [Entry]
    ) {
        self.directory = directory
        places = Dictionary(definitions.map { ($0.function, $0.position) }) { first, _ in first }
        self.variables = Dictionary(grouping: variables, by: \.name).mapValues { $0.map(\.position).sorted() }
        callers = Dictionary(grouping: calls, by: \.callee).mapValues { $0.sorted { $0.position < $1.position } }
        self.entries = Dictionary(grouping: entries, by: \.function).mapValues { $0.sorted(by: Self.isBefore) }
        fields = Dictionary(grouping: entries) { $0.slot.split(separator: ".").last.map(String.init) ?? $0.slot }
            .mapValues { $0.sorted(by: Self.isBefore) }
        // Those that are only called, too: the kernel's own.
        let all = Set(definitions.map(\.function)).union(calls.map(\.callee)).union(entries.map(\.function))
        functions = Dictionary(grouping: all.sorted(), by: \.name)
    }

    private static func isBefore(_ left: Entry, _ right: Entry) -> Bool {
        left.slot == right.slot ? left.position < right.position : left.slot < right.slot
    }

    /// The functions of that name: those that a file sees, if there are any, else all.
    package func functions(named name: String, from file: String) -> [Function] {
        let all = functions[name] ?? []
        let seen = all.filter { $0.file == file || places[$0]?.file == file }
        return seen.isEmpty ? all : seen
    }

    /// Where a function or a variable of that name is defined; empty where the program does not say.
    package func definitions(of name: String, from file: String) -> [Position] {
        let bodies = functions(named: name, from: file).compactMap { places[$0] }
        return bodies.isEmpty ? variables[name] ?? [] : bodies
    }

    /// The calls of a function, in the order of their places.
    package func callers(of function: Function) -> [Call] { callers[function] ?? [] }

    /// What is in the slots whose field has that name.
    package func entries(ofField name: String) -> [Entry] { fields[name] ?? [] }

    /// The shortest way from each function in a slot that leads to the function; the shortest of them first.
    ///
    /// - Parameter most: how many of them are told; the others are counted.
    package func ways(to target: Function, most: Int = .max) -> (ways: [Way], count: Int) {
        var next: [Function: Call] = [:]
        var met: Set<Function> = [target]
        var queue = [target]
        var ways: [Way] = []
        var count = 0
        var at = 0
        while at < queue.count {
            let function = queue[at]
            at += 1
            for entry in entries[function] ?? [] {
                count += 1
                guard count <= most else { continue }
                var calls: [Call] = []
                var step = function
                while let call = next[step] {
                    calls.append(call)
                    step = call.callee
                }
                ways.append(Way(entry: entry, calls: calls))
            }
            for call in callers[function] ?? [] where met.insert(call.caller).inserted {
                next[call.caller] = call
                queue.append(call.caller)
            }
        }
        return (ways, count)
    }
}
