import Clang
import Foundation
import Lowering
import Program

/// One parsed file with what both sides say about it.
struct Subject {
    var unit: ProgramUnit
    var dumped: [String: DumpedFunction]
    var enumerators: [String: Int64]

    /// Parses and lowers a file, and has clang dump its graphs, with the same arguments.
    init(path: String, file: String, arguments: [String], relativePath: @escaping (String) -> String?) throws {
        let parsed = try ClangIndex().parse(path, arguments: arguments)
        unit = ProgramUnit(lowering: parsed, file: file, headerBodies: .none, relativePath: relativePath)
        enumerators = Self.enumerators(below: parsed.root)
        dumped = Dictionary(try ClangDump.functions(of: path, arguments: arguments).map { ($0.name, $0) }) { $1 }
    }

    /// The values of all enumerators, which the dump names without giving a number.
    private static func enumerators(below cursor: Cursor) -> [String: Int64] {
        var values: [String: Int64] = ["true": 1, "false": 0]
        var work = [cursor]
        while let next = work.popLast() {
            for child in next.children {
                switch child.kind {
                case .enumerator: values[child.spelling] = child.enumeratorValue
                case .enumeration, .structure, .union: work.append(child)
                default: break
                }
            }
        }
        return values
    }

    /// What one function's comparison gives.
    struct Answer: Sendable {
        var file: String
        var function: String
        var differences: [String]
        var pairCount: Int
        /// Texts of the dump that were not understood.
        var unread: [String]
        var opaqueReasons: [String]
    }

    /// Compares every function of the file.
    func compare() -> [Answer] {
        unit.functions.filter { $0.file == unit.file }.map(compare)
    }

    func compare(_ function: Function) -> Answer {
        var answer = Answer(
            file: unit.file, function: function.name, differences: [], pairCount: 0, unread: [],
            opaqueReasons: function.opaqueNodes.map(\.reason))
        guard let other = dumped[function.name] else {
            answer.differences = ["clang has no graph"]
            return answer
        }
        let clang = EventGraph(other, enumerators: enumerators, unread: &answer.unread)
        let comparison = GraphComparison(lowered: EventGraph(function), clang: clang)
        answer.differences = comparison.differences
        answer.pairCount = comparison.pairCount
        return answer
    }
}
