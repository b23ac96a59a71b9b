import Foundation
import Synchronization

/// Runs the same on several threads at once, and waits for all of them.
///
/// Own threads rather than the concurrency runtime's, since deeply nested C needs a deep stack.
package func onThreads(_ count: Int, _ body: @Sendable @escaping () -> Void) {
    let group = DispatchGroup()
    for _ in 0..<max(1, count) {
        group.enter()
        let thread = Thread {
            body()
            group.leave()
        }
        // Pages that are not touched cost nothing.
        thread.stackSize = 256 << 20
        thread.start()
    }
    group.wait()
}

/// Applies `transform` to all elements on several threads; the results come in the order of the elements.
package func parallelMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], threads: Int, _ transform: @Sendable @escaping (Element) -> Result
) -> [Result] {
    let results = Mutex<[Int: Result]>([:])
    let next = Atomic<Int>(0)
    onThreads(min(threads, elements.count)) {
        while true {
            let number = next.add(1, ordering: .relaxed).oldValue
            guard number < elements.count else { break }
            let result = transform(elements[number])
            results.withLock { $0[number] = result }
        }
    }
    return results.withLock { collected in elements.indices.map { collected[$0]! } }
}
