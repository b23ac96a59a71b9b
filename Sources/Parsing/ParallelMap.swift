import Foundation
import Synchronization

/// Applies `transform` to all elements on several threads; the results come in the order of the elements.
///
/// Own threads rather than the concurrency runtime's, since deeply nested C needs a deep stack.
package func parallelMap<Element: Sendable, Result: Sendable>(
    _ elements: [Element], threads: Int, _ transform: @Sendable @escaping (Element) -> Result
) -> [Result] {
    let results = Mutex<[Int: Result]>([:])
    let next = Atomic<Int>(0)
    let group = DispatchGroup()
    for _ in 0..<max(1, min(threads, elements.count)) {
        group.enter()
        let thread = Thread {
            while true {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < elements.count else { break }
                let result = transform(elements[number])
                results.withLock { $0[number] = result }
            }
            group.leave()
        }
        thread.stackSize = 64 << 20
        thread.start()
    }
    group.wait()
    return results.withLock { collected in elements.indices.map { collected[$0]! } }
}
