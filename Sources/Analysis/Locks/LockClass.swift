import Program

/// A lock, told from others by where it stands and not by the object that it is in: all fi->lock are one, as lockdep has it.
///
/// So two spellings of one lock are never taken for two; that the lock of another object is held instead goes unnoticed.
public enum LockClass: Hashable, Sendable, Comparable {
    /// The member of a struct; of a member in a struct that many embed, `blocked_waitq.lock`, with the way to it.
    case member(FieldRef)
    /// A variable with static storage, by its name alone.
    case global(String)
    /// What is no lock of the kernel's and is waited for all the same, by the resource's id: `folio-lock`, `nowrite`.
    case pseudo(String)

    /// `fuse_inode.lock`, `fuse_mutex`, and what a pseudo-lock is called.
    public var spelling: String {
        switch self {
        case .member(let field): "\(field.record).\(field.name)"
        case .global(let name): name
        case .pseudo("folio-lock"): "a folio's lock"
        case .pseudo("nowrite"): "the stop of writepages"
        case .pseudo(let id): id
        }
    }

    public static func < (left: LockClass, right: LockClass) -> Bool { left.spelling < right.spelling }

    /// The lock at a place; nil where the place tells nothing, as a pointer of unknown origin.
    init?(_ place: Place) {
        let fields = place.projections.compactMap { if case .field(let field) = $0 { field } else { nil } }
        if let last = place.lastField {
            // Structs with a lock inside that others embed: include/linux/wait.h, lockref.h, xarray.h.
            let outer = fields.count > 1 ? fields[fields.count - 2] : nil
            if ["wait_queue_head", "lockref", "xarray"].contains(last.record), let outer {
                self = .member(FieldRef(record: outer.record, name: "\(outer.name).\(last.name)"))
            } else {
                self = .member(last)
            }
        } else if case .global(let name) = place.root, place.projections.isEmpty {
            self = .global(name.withoutFile)
        } else {
            return nil
        }
    }
}

/// A set of locks that are held, each for itself or shared with others; by the numbers that `LockNumbers` gives them.
struct LockSet: Hashable, Sendable {
    private(set) var bits: UInt128

    static let none = LockSet(bits: 0)
    static let all = LockSet(bits: .max)
    /// A lock that cannot be told from others.
    static let unknown = LockSet(bits: 1)

    private init(bits: UInt128) { self.bits = bits }

    /// - Parameter number: of the lock, from 1 to 63.
    init(_ number: Int, isShared: Bool) { bits = UInt128(1) << UInt128(number * 2 + (isShared ? 1 : 0)) }

    var isEmpty: Bool { bits == 0 }
    /// Whether it holds all of the other's.
    func contains(_ other: LockSet) -> Bool { bits & other.bits == other.bits }
    func intersects(_ other: LockSet) -> Bool { bits & other.bits != 0 }
    func union(_ other: LockSet) -> LockSet { LockSet(bits: bits | other.bits) }
    func intersection(_ other: LockSet) -> LockSet { LockSet(bits: bits & other.bits) }
    func subtracting(_ other: LockSet) -> LockSet { LockSet(bits: bits & ~other.bits) }

    /// The numbers in it, in rising order, without the unknown one.
    var numbers: [Int] { (1..<64).filter { (bits >> UInt128($0 * 2)) & 3 != 0 } }
}

/// Gives locks their numbers.
struct LockNumbers {
    private var numbers: [LockClass: Int] = [:]
    private(set) var classes: [LockClass?] = [nil]

    /// The lock as a set; the unknown one where there are too many locks.
    mutating func set(_ lock: LockClass?, isShared: Bool = false) -> LockSet {
        guard let lock else { return .unknown }
        if let number = numbers[lock] { return LockSet(number, isShared: isShared) }
        guard classes.count < 64 else { return .unknown }
        numbers[lock] = classes.count
        classes.append(lock)
        return LockSet(classes.count - 1, isShared: isShared)
    }

    /// The set of a lock that has been met; nothing for one that never was.
    func known(_ lock: LockClass, isShared: Bool = false) -> LockSet {
        numbers[lock].map { LockSet($0, isShared: isShared) } ?? .none
    }
}

extension String {
    /// The name of a variable without the file that a static one is told from others by.
    var withoutFile: String { split(separator: ":").last.map(String.init) ?? self }
}
