import Analysis

extension RulePass {
    /// What the program's functions do wrong with what they hold, as far as `matches` says that it is this rule's.
    public func violations(_ matches: (Violation) -> Bool) -> [Violation] {
        analysis.ownership(facts).violations.filter(matches)
    }

    /// Reports a violation where it stands.
    public func report(_ violation: Violation, _ message: String) {
        report(message, at: violation.span, in: violation.function, path: violation.path)
    }
}

extension Violation {
    /// Whether it is wrong how something of a family is held; to sleep while it is held is another matter.
    func isHolding(of family: Resource.Family) -> Bool { resource?.family == family && kind != .sleeps }

    /// The object in quotation marks with a blank before it, or nothing where it has no name.
    var named: String { object.isEmpty ? "" : " '\(object)'" }

    /// What it is about, with the object's name.
    var thing: String { (resource?.noun ?? "an object") + named }
}
