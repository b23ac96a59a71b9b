import Program

/// What the flow of one function keeps records of.
extension FunctionFlow {
    /// One way out.
    struct Exit {
        var state: FlowState
        var result: Term?
        var span: Span
        /// What is returned is what a variable holds, not a number that is written there.
        var isVariable: Bool
        /// What is known of the members of a struct that is returned.
        var parts: [(steps: [CellStep], value: Term)] = []
    }

    /// A statement that gives up the lock that is some member.
    struct Unlock: Hashable {
        var resource: Resource
        var lock: FieldRef
        var block: Int
    }

    /// What a result says when it tells of failure.
    struct Fallible {
        var failure: Range64
        /// The function called.
        var actor: String
        var event: Int
    }

    /// What makes two findings of one function the same.
    struct ViolationKey: Hashable {
        var kind: Violation.Kind
        var resource: Resource?
        var span: Span
        var object: String
    }
}
