/// Something that can be stored to: a variable and the way from it.
public struct Place: Hashable, Sendable {
    public enum Root: Hashable, Sendable {
        /// A parameter, local or temporary: an index into the function's `variables`.
        case variable(Int)
        /// A file-level or static variable, by name.
        case global(String)
    }

    public enum Projection: Hashable, Sendable {
        case field(FieldRef)
        case dereference
        case index(Operand)
    }

    public var root: Root
    /// From the root outwards: `p->next->a[i]` is `dereference, next, dereference, a, i`.
    public var projections: [Projection]

    public init(_ root: Root, _ projections: [Projection] = []) {
        self.root = root
        self.projections = projections
    }

    public static func variable(_ number: Int) -> Place { Place(.variable(number)) }

    /// The place one step further.
    public func appending(_ projection: Projection) -> Place { Place(root, projections + [projection]) }

    /// The variable that the place is, nil for parts of one and for what one leads to.
    public var wholeVariable: Int? {
        if case .variable(let number) = root, projections.isEmpty { number } else { nil }
    }

    /// The field that the place ends in, looking through array subscripts.
    public var lastField: FieldRef? {
        for projection in projections.reversed() {
            switch projection {
            case .field(let field): return field
            case .index: continue
            case .dereference: return nil
            }
        }
        return nil
    }
}

/// A value that takes no further computation.
public indirect enum Operand: Hashable, Sendable {
    /// The bits of an integer of up to 64 bits; null pointers are 0.
    case integer(Int64)
    case string(String)
    /// What the place holds.
    case load(Place)
    case address(Place)
    case function(FunctionRef)
    /// A value that is not tracked: a floating-point number, or the result of an opaque node.
    case unknown

    /// The place read, for a load.
    public var place: Place? {
        if case .load(let place) = self { place } else { nil }
    }
}

/// A function by name; static functions are told apart by the file that defines them.
public struct FunctionRef: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var name: String
    /// The defining file of a static function, tree-relative; nil for functions with external linkage.
    public var file: String?

    public init(name: String, file: String? = nil) {
        self.name = name
        self.file = file
    }

    public var description: String { name }

    /// Few names are those of several functions.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }

    public static func < (left: FunctionRef, right: FunctionRef) -> Bool {
        (left.name, left.file ?? "") < (right.name, right.file ?? "")
    }
}

/// A computation without side effects.
public enum Rvalue: Hashable, Sendable {
    case use(Operand)
    case unary(UnaryOperation, Operand)
    case binary(BinaryOperation, Operand, Operand)
    case cast(Operand, to: CType)
    /// All bytes zero: what an initialiser list leaves unsaid.
    case zero
}

public enum UnaryOperation: String, Hashable, Sendable {
    case negate = "-"
    case complement = "~"
    case not = "!"
}

public enum BinaryOperation: String, Hashable, Sendable {
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case add = "+"
    case subtract = "-"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case and = "&"
    case or = "|"
    case exclusiveOr = "^"
    case less = "<"
    case greater = ">"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
}
