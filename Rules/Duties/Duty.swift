import Analysis
import Program

/// What a function may do that the duties of methods are about.
enum Deed: String, CaseIterable {
    case prepares
    case dropsPrivileges = "drops-privileges"
    case writesBack = "writes-back"
    case stopsWrites = "stops-writes"
    case dropsPages = "drops-pages"
    case truncates
    /// What a page has behind the end of the file is zeroed.
    case zeroesTail = "zeroes-tail"
    case invalidates
    case asksForCaller = "asks-for-caller"
    case changesAttributes = "changes-attributes"
    case changesData = "changes-data"
    case setsSize = "sets-size"
    case maps
    /// Errors of writes until then are told.
    case reportsErrors = "reports-errors"
    /// More writes have come to an end since they were.
    case outdatesErrors = "outdates-errors"
    case asksServer = "asks-server"
    /// A file is stored that I/O goes to from there on.
    case takesBacking = "takes-backing"
    case boundsDepth = "bounds-depth"
    case findsRegular = "finds-regular"
    case asksForPower = "asks-for-power"
}

/// Something that a method has to have done before it changes something, or has to do when that has been done.
struct Duty: Hashable {
    enum Moment: Hashable { case before, after }

    /// What brings the duty about.
    enum Trigger: Hashable {
        case deed(Deed)
        /// A request to the server, by its opcode.
        case request(Int64)
    }

    /// Something that has to be so on the way for the duty to be one.
    struct Condition: Hashable {
        var asked: Question
        var answer: Bool
        /// It is so, too, where nobody has asked.
        var isPresumed = false

        /// The member that is asked.
        var member: FieldRef? {
            if case .member(let member) = asked.place { member } else { nil }
        }
    }

    var slot: Slot
    var trigger: Trigger
    var moment: Moment
    var deed: Deed
    var conditions: [Condition] = []
    /// The method's argument whose file or inode it is about; nil where there is one only.
    var object: Int?
    /// What need not be done where the size is found to be what it was, or not to be more.
    enum Excuse: Hashable { case sameSize, noGrowth }
    var excuse: Excuse?
    /// The method returns how much was done: nothing, where that is 0.
    var returnsCount = false

    /// What makes it necessary to do it again.
    var undoneBy: Deed? { moment == .before && deed == .reportsErrors ? .outdatesErrors : nil }
}

/// What a branch may ask of a place whose answer stays the same on the way.
struct Question: Hashable {
    enum Place: Hashable {
        /// The method's argument, counted from 0.
        case argument(Int)
        case member(FieldRef)
    }

    var place: Place
    var mask: Int64
    /// What is left by the mask; nil where any bit will do.
    var value: Int64?

    /// Whether it is a regular file's inode.
    static let isRegular = Question(place: .member(FieldRef(record: "inode", name: "i_mode")), mask: 0xf000, value: 0x8000)

    /// What `place & mask == value`, or the opposite, says of it; nil where that says nothing.
    func answer(mask other: Int64, value other2: Int64, isEqual: Bool) -> Bool? {
        if let value {
            guard other & mask == mask else { return nil }
            return isEqual ? other2 & mask == value : other == mask && other2 == value ? false : nil
        }
        if isEqual {
            if other2 & mask != 0 { return true }
            return mask & ~other == 0 ? false : nil
        }
        if other2 == 0 { return other & ~mask == 0 ? true : nil }
        // A single bit is the other one then.
        return other == mask && other2 == mask && mask.nonzeroBitCount == 1 ? false : nil
    }

    /// What a number that is stored there says of it.
    func answer(number: Int64) -> Bool { value.map { number & mask == $0 } ?? (number & mask != 0) }
}

/// A duty that was not met on some way.
struct Breach: Hashable {
    var duty: Duty
    var entry: FunctionRef
    /// The call that changes something and those that led there, the innermost first.
    var trail: [CodeSite]
    /// Where the method returns without having done what is to be done afterwards.
    var returned: CodeSite?
}
