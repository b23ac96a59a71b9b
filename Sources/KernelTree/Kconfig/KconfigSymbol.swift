/// A condition or value of a Kconfig file, after macros were expanded.
///
/// Tristates are read as booleans: fuselint looks at a kernel with everything built in, so `m` is `y`.
indirect enum KconfigExpression: Equatable {
    case yes
    case no
    /// The symbol with this index in `KconfigModel.symbols`.
    case symbol(Int)
    case not(KconfigExpression)
    case and(KconfigExpression, KconfigExpression)
    case or(KconfigExpression, KconfigExpression)
    case compare(KconfigOperand, Comparison, KconfigOperand)

    enum Comparison: Equatable { case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual }

    /// Both conditions, without building a tree where one of them is constant.
    static func both(_ left: KconfigExpression, _ right: KconfigExpression) -> KconfigExpression {
        switch (left, right) {
        case (.yes, let other), (let other, .yes): other
        case (.no, _), (_, .no): .no
        default: .and(left, right)
        }
    }
}

/// One side of a comparison.
enum KconfigOperand: Equatable {
    case symbol(Int)
    case text(String)
}

/// What a `default` line gives.
enum KconfigValue: Equatable {
    case expression(KconfigExpression)
    case text(String)
}

/// Everything that the tree's Kconfig files say about one symbol, all its definitions together.
struct KconfigSymbol {
    enum Kind { case unknown, bool, tristate, int, hex, string }

    struct Default {
        let value: KconfigValue
        let condition: KconfigExpression
    }

    let name: String
    var kind = Kind.unknown
    /// Whether some Kconfig file defines it, rather than only naming it in a condition.
    var isDefined = false
    /// The conditions under which the user is asked, `visible if` of menus included. Empty: never asked.
    var prompts: [KconfigExpression] = []
    var defaults: [Default] = []
    /// What each definition depends on; the symbol can be set when any of them holds.
    var dependencies: [KconfigExpression] = []
    /// The conditions under which another symbol selects this one, that symbol included.
    var selectedBy: [KconfigExpression] = []
    var impliedBy: [KconfigExpression] = []
    /// The choice that it is a member of, as an index into `KconfigModel.choices`.
    var choice: Int?

    var isBoolean: Bool { kind == .bool || kind == .tristate || kind == .unknown }
}

/// A `choice` block: one of its members is on.
struct KconfigChoice {
    var members: [Int] = []
    var prompt = KconfigExpression.no
    var defaults: [(member: Int, condition: KconfigExpression)] = []
    var isOptional = false
}

/// The symbols of a tree's Kconfig files.
struct KconfigModel {
    private(set) var indices: [String: Int] = [:]
    var symbols: [KconfigSymbol] = []
    var choices: [KconfigChoice] = []

    /// The index of the symbol with that name (no `CONFIG_`), made when it is new.
    mutating func index(of name: String) -> Int {
        if let known = indices[name] { return known }
        symbols.append(KconfigSymbol(name: name))
        indices[name] = symbols.count - 1
        return symbols.count - 1
    }
}
