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
/// A group sees the summaries of those before it in the order, and no others, whoever is ready first. Who asks for one
/// that is not made yet makes it, or waits for the thread that does: waiting goes to earlier groups only, so it ends.
final class SummaryWork: @unchecked Sendable {
    typealias Known = [FunctionRef: KnownSummary]

    /// The group of each function.
    private let numbers: [FunctionRef: Int]
    /// The later groups that call each.
    private var callers: [[Int]]
    private let make: @Sendable (Int, any KnownSummaries) -> Known

    private enum Stage { case waiting, running, done }

    private let condition = NSCondition()
    private var stages: [Stage]
    private var summaries: [Known]
    /// How many of the groups that a group calls are not done.
    private var awaited: [Int]
    /// Groups that wait for nothing.
    private var ready = Heap<Int>()
    /// The first group that may still be waiting.
    private var first = 0

    /// - Parameter make: follows the functions of the group of that number; on any thread, each once.
    init(_ order: CalleesFirst, make: @escaping @Sendable (Int, any KnownSummaries) -> Known) {
        let groups = order.groups
        let numbers = Dictionary(uniqueKeysWithValues: groups.enumerated().flatMap { number, group in group.functions.map { ($0, number) } })
        self.numbers = numbers
        self.make = make
        stages = groups.map { _ in .waiting }
        summaries = groups.map { _ in [:] }
        callers = groups.map { _ in [] }
        awaited = groups.map { _ in 0 }
        for (number, group) in groups.enumerated() {
            let callees = group.functions.flatMap { order.callees[$0] ?? [] }.compactMap { numbers[$0] }
            for callee in Set(callees) where callee < number {
                callers[callee].append(number)
                awaited[number] += 1
            }
        }
        for number in groups.indices where awaited[number] == 0 { ready.insert(number) }
    }

    /// Makes all of them.
    func run(threads: Int) {
        onThreads(min(threads, stages.count)) { [self] in while let number = take() { work(on: number) } }
    }

    /// What all functions came to.
    var all: Known { summaries.reduce(into: [:]) { all, known in all.merge(known) { one, _ in one } } }

    /// The next group that nobody works on; nil where there is none left.
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

    /// On a group that was taken.
    private func work(on number: Int) {
        let known = make(number, Before(work: self, number: number))
        condition.lock()
        summaries[number] = known
        stages[number] = .done
        for caller in callers[number] {
            awaited[caller] -= 1
            if awaited[caller] == 0 { ready.insert(caller) }
        }
        condition.broadcast()
        condition.unlock()
    }

    private func known(_ number: Int) -> Known {
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
            return work.known(asked)[ref]
        }
    }
}
