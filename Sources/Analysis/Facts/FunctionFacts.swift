/// What is known of a function whose body is not looked at.
///
/// An argument that nothing is said of is only borrowed: the function neither keeps nor releases it.
public struct FunctionFacts: Hashable, Sendable {
    /// Which object an effect is about.
    public enum Subject: Hashable, Sendable {
        case result
        /// The argument's value, counted from 0.
        case argument(Int)
        /// The one who runs: RCU read sections, preemption.
        case context
        /// What the argument points to, once the function has returned: `*foliop`.
        case pointee(Int)
    }

    /// For which results of the function an effect takes place.
    public enum Condition: String, Hashable, Sendable {
        case always
        /// The result is a pointer that is neither null nor an error pointer.
        case valid
        case zero
        case notZero
        case negative
        case notNegative
        /// The result is an error pointer.
        case errorPointer
    }

    public enum Verb: String, Hashable, Sendable {
        case acquire
        case release
        /// The function takes over the caller's share.
        case consume
        /// The function puts it where others find it: claims on it end.
        case keep
    }

    public struct Effect: Hashable, Sendable {
        public var verb: Verb
        /// Nil for what is kept, whatever it is.
        public var resource: Resource?
        public var subject: Subject
        public var condition: Condition
        /// Releasing null does nothing, rather than crash.
        public var allowsNull: Bool
        /// Releasing an error pointer does nothing, rather than crash.
        public var allowsErrorPointer: Bool
        /// There is always another share: the object stays.
        public var isNeverLast = false
        /// The share was the last one: the object is the caller's alone now.
        public var isLast = false
        /// The effect takes place only if an argument, counted from 0, is a constant that has these bits.
        public var flag: Flag?
        /// The effect takes place only if this argument, counted from 0, is not null.
        public var given: Int?
        /// The effect takes place only on what was read from this member: `fuse_entry_out.nodeid`.
        public var origin: String?
        /// What is kept is what is on a list: what its head lies in stays where it is.
        public var isOfList = false
        /// A small number given here is where a member lies, and the object is what has the one that this argument, counted from 0, points to.
        public var memberIfOffset: Int?

        public struct Flag: Hashable, Sendable {
            public var argument: Int
            public var mask: Int64

            public init(argument: Int, mask: Int64) {
                self.argument = argument
                self.mask = mask
            }
        }

        public init(
            _ verb: Verb, _ resource: Resource?, _ subject: Subject, if condition: Condition = .always,
            allowsNull: Bool = false, allowsErrorPointer: Bool = false
        ) {
            self.verb = verb
            self.resource = resource
            self.subject = subject
            self.condition = condition
            self.allowsNull = allowsNull
            self.allowsErrorPointer = allowsErrorPointer
        }
    }

    /// What the function returns.
    public enum Returns: String, Hashable, Sendable {
        /// A pointer, null on failure.
        case pointerOrNull
        /// A pointer, an error pointer on failure; never null.
        case pointerOrError
        /// A pointer, null, or an error pointer.
        case pointerOrNullOrError
        /// A pointer, always.
        case pointer
        /// 0, or a negative error number.
        case zeroOrError
        /// A count, or a negative error number.
        case countOrError
        /// The function's own argument, by its index from 0, as get_file() does.
        case firstArgument
        /// The function's first argument, null on failure, as igrab() does.
        case firstArgumentOrNull
    }

    /// Whose holding a result tells of.
    public struct Telling: Hashable, Sendable {
        /// Counted from 0.
        public var argument: Int
        public var resource: Resource

        public init(argument: Int, resource: Resource) {
            self.argument = argument
            self.resource = resource
        }
    }

    /// When a function may sleep.
    public struct Sleep: Hashable, Sendable {
        /// Only if this argument has one of these bits, as allocators do with ___GFP_DIRECT_RECLAIM.
        public var flag: Effect.Flag?

        /// Only if the share that it drops is the last one, as iput() does.
        public var isForLast: Bool

        /// It waits for an answer of the filesystem's server.
        public var asksServer: Bool

        public init(flag: Effect.Flag? = nil, isForLast: Bool = false, asksServer: Bool = false) {
            self.flag = flag
            self.isForLast = isForLast
            self.asksServer = asksServer
        }
    }

    public var effects: [Effect]
    public var returns: Returns?
    /// Arguments whose objects are changed in ways that nothing is said of, counted from 0.
    public var changes: Set<Int> = []
    /// The running task has something else afterwards: its credentials.
    public var changesTask = false
    /// Arguments, counted from 0, whose struct another function is given to fill in.
    public var fills: Set<Int> = []
    /// The arguments, as bits, that the function follows whatever the others are: they must be pointers.
    public var followed: UInt64 = 0
    /// Arguments, counted from 0, that are taken out of a list or tree: a share that it had is the function's now.
    public var unlinks: Set<Int> = []
    /// The argument, counted from 0, points to bits of which one is changed, and nobody is told.
    public var changesBits: Int?
    /// Entries of lists or trees are linked otherwise afterwards, without a new one.
    public var relinks = false
    /// The argument, counted from 0, that points to bits of which one is changed; the result is what it was.
    public var testsBits: Int?
    /// The result is not 0 while the resource is held of the argument, counted from 0: `buffer_locked()`.
    public var tells: Telling?
    /// What calling the function settles, whatever it returns: `fuse_is_bad()` was asked. Its body counts too.
    public var checks: Resource?
    /// The memory returned is all zero.
    public var zeroes: Bool
    /// Control does not come back.
    public var neverReturns: Bool

    public init(
        effects: [Effect] = [], returns: Returns? = nil, zeroes: Bool = false, neverReturns: Bool = false
    ) {
        self.effects = effects
        self.returns = returns
        self.zeroes = zeroes
        self.neverReturns = neverReturns
    }
}

/// All that is known of functions, from tables.
public struct KernelFacts: Sendable {
    public private(set) var functions: [String: FunctionFacts]
    /// Fields that hold the same for as long as their object lives, as `record.field`.
    public private(set) var stableFields: Set<String>
    /// What functions in a slot of an ops table are called with and have to give up, by `record.field`.
    public private(set) var handed: [String: [FunctionFacts.Effect]]
    /// The functions that may sleep.
    public private(set) var sleepers: [String: FunctionFacts.Sleep]
    /// What the kernel promises and asks of the functions in a slot of an ops table, by `record.field`.
    public private(set) var contracts: [String: SlotContract]

    public init(
        functions: [String: FunctionFacts] = [:], stableFields: Set<String> = [], handed: [String: [FunctionFacts.Effect]] = [:],
        sleepers: [String: FunctionFacts.Sleep] = [:], contracts: [String: SlotContract] = [:]
    ) {
        self.functions = functions
        self.stableFields = stableFields
        self.handed = handed
        self.sleepers = sleepers
        self.contracts = contracts
    }

    /// The same facts with other lines in place of, or beside, what is there.
    public func with(functions: [String: FunctionFacts], handed: [String: [FunctionFacts.Effect]]) -> KernelFacts {
        var facts = self
        facts.functions.merge(functions) { _, own in own }
        facts.handed.merge(handed) { _, own in own }
        return facts
    }

    /// What is known of the function; nil where nothing is.
    ///
    /// Since 6.10 allocators are macros over functions of the same name with `_noprof` behind it.
    public subscript(name: String) -> FunctionFacts? { Self.entry(of: name, in: functions) }

    /// When the function may sleep, as far as tables say; nil where they say nothing.
    public func sleep(of name: String) -> FunctionFacts.Sleep? { Self.entry(of: name, in: sleepers) }

    private static func entry<Value>(of name: String, in table: [String: Value]) -> Value? {
        if let known = table[name] { return known }
        return name.hasSuffix("_noprof") ? table[String(name.dropLast("_noprof".count))] : nil
    }
}
