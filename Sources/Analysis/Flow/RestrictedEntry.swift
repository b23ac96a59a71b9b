/// A way in which a function is called that forbids it something: to sleep, to wait for the server.
struct RestrictedEntry: Hashable {
    /// What stands for the restriction among what is held.
    var resource: Resource
    /// The lock, where it is one that the function can name; nil where something else says so.
    var lock: SlotContract.Lock?
    var condition = SlotContract.Condition.always
    /// The slot or function, as paths name it.
    var place: String
    /// What the path of a finding begins with.
    var text: String

    /// RCU walk: Documentation/filesystems/path-lookup.rst.
    static let walk = Resource(id: "rcu-walk", family: .lock, noun: "RCU walk", nests: true, forbidsSleep: true)
    /// Whatever else a slot's contract names: an interrupt, a lock that has no name here.
    static let atomic = Resource(id: "atomic-entry", family: .lock, noun: "a call that must not sleep", nests: true, forbidsSleep: true)
    /// The server may be waiting for this function.
    static let server = Resource(id: "server-entry", family: .lock, noun: "a call that must not wait for the server", nests: true, forbidsServer: true)

    /// The ways that a contract names.
    static func entries(of place: String, _ contract: SlotContract) -> [RestrictedEntry] {
        var found: [RestrictedEntry] = []
        for lock in contract.locks where lock.resource.forbidsSleep {
            found.append(RestrictedEntry(resource: lock.resource, lock: lock, place: place, text: "\(place) is called with \(lock.members.last ?? "a lock") held"))
        }
        if let atomic = contract.atomic { found.append(RestrictedEntry(resource: Self.atomic, place: place, text: "\(place) is called \(atomic)")) }
        if let reason = contract.noServer { found.append(RestrictedEntry(resource: server, place: place, text: "\(place) is called \(reason)")) }
        if let unsettled = contract.asksFirst {
            found.append(RestrictedEntry(resource: unsettled, place: place, text: "\(place) is called with \(unsettled.noun)"))
        }
        if let condition = contract.walk {
            found.append(RestrictedEntry(resource: walk, condition: condition, place: place, text: "\(place) is called in RCU walk"))
        }
        return found
    }
}
