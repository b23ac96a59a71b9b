import Foundation
import HeapModule
import Program
import Threads

/// What is known of functions at the place of one of them in their order.
protocol KnownSummaries: Sendable {
    /// Nil where nothing is known of the function, or not yet.
    subscript(ref: FunctionRef) -> KnownSummary? { get }
}

/// The summaries of all functions, made on several threads as if they were made one after the other.
///
/// A function sees the summaries of those before it in the order, and no others, whoever is ready first. Who asks for one
/// that is not made yet makes it, or waits for the thread that does: waiting goes to earlier functions only, so it ends.
final class SummaryWork: @unchecked Sendable {
    private let functions: [FunctionRef]
    private let numbers: [FunctionRef: Int]
    /// The later functions that call each.
    private var callers: [[Int]]
    private let make: @Sendable (Int, any KnownSummaries) -> KnownSummary?

    private enum Stage { case waiting, running, done }

    private let condition = NSCondition()
    private var stages: [Stage]
    private var summaries: [KnownSummary?]
    /// How many of a function's callees, those before it, are not done.
    private var awaited: [Int]
    /// Functions that wait for nothing.
    private var ready = Heap<Int>()
    /// The first function that may still be waiting.
    private var first = 0

    /// - Parameter make: follows the function of that number; on any thread, each once.
    init(_ order: CalleesFirst, make: @escaping @Sendable (Int, any KnownSummaries) -> KnownSummary?) {
        functions = order.order.functions
        let numbers = Dictionary(uniqueKeysWithValues: functions.enumerated().map { ($0.element, $0.offset) })
        self.numbers = numbers
        self.make = make
        stages = functions.map { _ in .waiting }
        summaries = functions.map { _ in nil }
        callers = functions.map { _ in [] }
        awaited = functions.map { _ in 0 }
        for (number, ref) in functions.enumerated() {
            for callee in Set((order.callees[ref] ?? []).compactMap { numbers[$0] }) where callee < number {
                callers[callee].append(number)
                awaited[number] += 1
            }
        }
        for number in functions.indices where awaited[number] == 0 { ready.insert(number) }
    }

    /// Makes all of them.
    func run(threads: Int) {
        onThreads(min(threads, functions.count)) { [self] in while let number = take() { work(on: number) } }
    }

    /// What all functions came to.
    var all: [FunctionRef: KnownSummary] {
        functions.indices.reduce(into: [:]) { found, number in found[functions[number]] = summaries[number] }
    }

    /// The next function that nobody works on; nil where there is none left.
    private func take() -> Int? {
        condition.lock()
        defer { condition.unlock() }
        while let number = ready.popMin() {
            guard stages[number] == .waiting else { continue }
            stages[number] = .running
            return number
        }
        while first < stages.count, stages[first] != .waiting { first += 1 }
        guard first < stages.count else { return nil }
        stages[first] = .running
        return first
    }

    /// On a function that was taken.
    private func work(on number: Int) {
        let summary = make(number, Before(work: self, number: number))
        condition.lock()
        summaries[number] = summary
        stages[number] = .done
        for caller in callers[number] {
            awaited[caller] -= 1
            if awaited[caller] == 0 { ready.insert(caller) }
        }
        condition.broadcast()
        condition.unlock()
    }

    private func summary(_ number: Int) -> KnownSummary? {
        condition.lock()
        while stages[number] == .running { condition.wait() }
        if stages[number] == .waiting {
            stages[number] = .running
            condition.unlock()
            work(on: number)
            condition.lock()
        }
        defer { condition.unlock() }
        return summaries[number]
    }

    private struct Before: KnownSummaries {
        let work: SummaryWork
        let number: Int

        subscript(ref: FunctionRef) -> KnownSummary? {
            guard let asked = work.numbers[ref], asked < number else { return nil }
            return work.summary(asked)
        }
    }
}

/// Summaries that are there.
struct MadeSummaries: KnownSummaries, @unchecked Sendable {
    var known: [FunctionRef: KnownSummary]

    subscript(ref: FunctionRef) -> KnownSummary? { known[ref] }
}
