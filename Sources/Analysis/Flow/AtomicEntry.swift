/// A way in which the kernel calls a function that must not sleep then.
struct AtomicEntry: Hashable {
    var slot: Slot
    /// What stands for the restriction among what is held.
    var resource: Resource
    var condition: SlotContract.Condition
    /// What the path of a finding begins with.
    var text: String

    /// RCU walk: Documentation/filesystems/path-lookup.rst.
    static let walk = Resource(id: "rcu-walk", family: .lock, noun: "RCU walk", nests: true, forbidsSleep: true)
    /// Whatever else a slot's contract names: a spinlock of the caller's, an interrupt.
    static let atomic = Resource(id: "atomic-entry", family: .lock, noun: "a call that must not sleep", nests: true, forbidsSleep: true)

    /// The ways that a slot's contract names.
    static func entries(of slot: Slot, _ contract: SlotContract) -> [AtomicEntry] {
        var found: [AtomicEntry] = []
        if let atomic = contract.atomic {
            found.append(AtomicEntry(slot: slot, resource: Self.atomic, condition: .always, text: "\(slot) is called \(atomic)"))
        }
        if let walk = contract.walk { found.append(AtomicEntry(slot: slot, resource: Self.walk, condition: walk, text: "\(slot) is called in RCU walk")) }
        return found
    }
}
