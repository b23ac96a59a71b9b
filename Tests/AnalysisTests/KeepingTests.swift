@testable import Analysis
import Findings
import Program
import Synchronization
import Testing

/// What is kept of following functions says the same in a later run, wherever the functions stand by then.
struct KeepingTests {
    /// Keeps bytes in memory.
    final class Store: FlowStore {
        private let kept = Mutex<[String: [UInt8]]>([:])

        func bytes(_ name: String) -> [UInt8]? { kept.withLock { $0[name] } }
        func keep(_ bytes: [UInt8], as name: String) { kept.withLock { $0[name] = bytes } }
        var all: [String: [UInt8]] { kept.withLock(\.self) }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64]) func theAnswerIsTheSame(seed: UInt64) throws {
        let store = Store()
        let source = GeneratedProgram.source(seed: seed)
        let plain = try Summarised(source)
        let first = try Summarised(source, memory: FlowMemory(store: store))
        #expect(first.everything == plain.everything && first.analysis.remembered == 0)
        let second = try Summarised(source, memory: FlowMemory(store: store), threads: 1)
        #expect(second.everything == plain.everything)
        #expect(second.analysis.remembered >= GeneratedProgram.count)
        #expect(store.all.count == 1)
    }

    /// A function that has another line moves all behind it.
    @Test(arguments: [1, 2, 3] as [UInt64]) func functionsMove(seed: UInt64) throws {
        let source = GeneratedProgram.source(seed: seed)
        let first = FlowMemory()
        #expect(try Summarised(source, memory: first).analysis.violations.count > 10)
        for place in [2, GeneratedProgram.count / 2, GeneratedProgram.count - 2] {
            let head = "int f\(place)(struct table *t, struct obj *o)\n{\n"
            for moved in [source.replacing(head, with: "\n\n" + head), source.replacing(head, with: head + "\n    if (t->size == 77) return 5;\n")] {
                try #require(moved != source)
                let again = try Summarised(moved, memory: FlowMemory(after: first))
                #expect(try again.everything == Summarised(moved).everything, "f\(place)")
                #expect(again.analysis.remembered > 0)
                if !moved.contains("77") { #expect(again.analysis.remembered >= GeneratedProgram.count, "where it stands does not count") }
            }
        }
    }

    @Test(arguments: [1, 2] as [UInt64]) func anyChangeIsSeen(seed: UInt64) throws {
        let store = Store()
        _ = try Summarised(GeneratedProgram.source(seed: seed), memory: FlowMemory(store: store))
        for changed in stride(from: 0, to: GeneratedProgram.count, by: 6) {
            let source = GeneratedProgram.source(seed: seed, changing: changed)
            #expect(try Summarised(source, memory: FlowMemory(store: store)).everything == Summarised(source).everything, "f\(changed)")
        }
    }

    @Test func whatIsDamagedIsNotRead() throws {
        let store = Store()
        let source = GeneratedProgram.source(seed: 7)
        let first = try Summarised(source, memory: FlowMemory(store: store)).everything
        let (name, whole) = try #require(store.all.first)
        for count in [0, 1, 100, whole.count / 2, whole.count - 1] {
            store.keep(Array(whole.prefix(count)), as: name)
            let again = try Summarised(source, memory: FlowMemory(store: store))
            #expect(again.everything == first && again.analysis.remembered == 0)
            #expect(store.all[name]?.count == whole.count, "made anew")
        }
    }

    /// Fields with values of their own need not be named where one is made, so the compiler does not miss them in the coding.
    @Test func noFieldIsForgotten() throws {
        let body = try #require(try callGraph(["main.c": "void f(void) { }\n"]).program.functions.values.first)
        let span = Span(file: 0, line: 1, column: 1, endLine: 1, endColumn: 2)
        let resource = Resource(id: "a", family: .lock, noun: "a lock", nests: false)
        let event = FlowEvent(kind: .acquired, message: "", span: span, function: body, actor: "")
        #expect(Mirror(reflecting: resource).children.count == 10)
        #expect(Mirror(reflecting: event).children.count == 7)
        #expect(Mirror(reflecting: SleepPoint(conditions: [], dropped: [], asksServer: false, event: event)).children.count == 4)
        #expect(Mirror(reflecting: SleepPoint.Lock(resource: resource, name: .other)).children.count == 3)
        #expect(Mirror(reflecting: Range64.all).children.count == 3)
        let violation = Violation(.leak, object: "", function: body, span: span, path: [])
        #expect(Mirror(reflecting: violation).children.count == 8)
        #expect(Mirror(reflecting: Outcome(notes: FlowNotes(WholeProgram()))).children.count == 4)
    }
}
