import Findings
import Program

/// Something that one path through a function does wrong with what it holds.
public struct Violation: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// Acquired here, and on some path neither released nor handed on.
        case leak
        /// Handed to the function by the kernel's contract, and on some path neither released nor handed on.
        case kept
        /// Released and, against what the function promises, not taken again.
        case notRetaken
        /// Released on other ways out, but not on this one, and callers rely on it and cannot tell the two apart.
        case passedOver
        /// Released, freed or handed over a second time.
        case doubleRelease
        /// Touched after it was released, freed or handed over.
        case useAfterRelease
        /// Acquired again by the one who holds it and must not.
        case acquiredTwice
        /// A pointer that is null where the function that made it failed is dereferenced.
        case nullDereference
        /// An error pointer is dereferenced.
        case errorDereference
        /// An error pointer is given to a function that releases.
        case badRelease
        /// Null is given to a function that releases and does not allow that.
        case nullRelease
        /// The error of a call is overwritten before anybody looks at it, or success is returned although it failed.
        case errorLost
        /// The last share of an object was dropped, and nobody frees it.
        case notFreed
        /// What an object owns is released, and the object, which other ways out free, is left.
        case halfReleased
        /// A function that is there to free an object releases what it owns, and leaves the object to callers who forget it.
        case wholeForgotten
        /// Released on other ways out, and whether it is on this one depends on nothing that has to do with it.
        case unrelated
        /// Something that may sleep is called where nothing may.
        case sleeps
        /// A struct is freed, and what one of its members owns is never released.
        case memberLost
        /// A struct is allocated and put where others find it, and no code frees one.
        case neverFreed
    }

    public var kind: Kind
    /// What it is about; nil for kinds that are about values.
    public var resource: Resource?
    /// The object as the source spells it, `ff->args`; empty where there is no good spelling.
    public var object: String
    /// The function that acquired, made or last released the object: `kmalloc`, `fuse_file_put`.
    public var actor: String
    /// The released object had been handed over, not released.
    public var wasHandedOver: Bool
    /// Where the finding lands: the acquisition for leaks, the offending statement for all else.
    public var function: Function
    public var span: Span
    public var path: [PathStep]

    public init(
        _ kind: Kind, resource: Resource? = nil, object: String, actor: String = "", wasHandedOver: Bool = false,
        function: Function, span: Span, path: [PathStep]
    ) {
        self.kind = kind
        self.resource = resource
        self.object = object
        self.actor = actor
        self.wasHandedOver = wasHandedOver
        self.function = function
        self.span = span
        self.path = path
    }
}

extension Violation {
    /// What makes two violations one finding.
    struct Identity: Hashable {
        let kind: Kind
        let resource: Resource?
        let function: FunctionRef
        let span: Span
        let object: String
    }

    var identity: Identity {
        // One statement that is wrong is one finding, however much an object takes with it.
        let isAboutStatement = kind == .doubleRelease || kind == .useAfterRelease
        // So is one way out that leaves objects behind, by whatever it is told.
        let isAboutWay = kind == .halfReleased || kind == .passedOver || kind == .unrelated
        return Identity(
            kind: isAboutWay ? .unrelated : kind, resource: isAboutStatement ? nil : resource, function: function.ref, span: span,
            object: isAboutStatement || isAboutWay || kind == .leak ? "" : object)
    }
}
