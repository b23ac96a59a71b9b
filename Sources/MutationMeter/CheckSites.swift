import Program

/// Edits of checks: an `if` whose body is one exit, or a block of simple statements that ends in one.
extension MutationSites {
    func checks(_ line: Int, _ function: Function) -> [Mutant] {
        let head = lines[line - 1]
        let text = head.stripped
        guard text.hasPrefix("if ("), let end = lastLine(ofCheck: line) else { return [] }
        let isBraced = text.hasSuffix("{")
        guard let condition = text.dropFirst(3).dropLast(isBraced ? 1 : 0).stripped.parenthesised, let kind = kind(condition, function)
        else { return [] }
        let old = Array(lines[(line - 1)..<end])
        let inverted = head.indentation + "if (!(\(condition)))" + (isBraced ? " {" : "")
        return [
            mutant(kind, at: line, old, [head.indentation + ";"], in: function),
            mutant(.invertCondition, at: line, old, [inverted] + old.dropFirst(), in: function),
        ]
    }

    /// The longest body that is looked at, in lines.
    private static let bodyLimit = 12

    /// Where an `if` ends that leaves the block when its condition holds, and has no `else`.
    func lastLine(ofCheck line: Int) -> Int? {
        let head = lines[line - 1]
        var end = line + 1
        if head.hasSuffix("{") {
            var last = ""
            while end <= min(lines.count, line + Self.bodyLimit), lines[end - 1].stripped != "}" {
                let text = lines[end - 1].stripped
                // Nothing comes behind the exit.
                guard !SourceText.isExit(last) else { return nil }
                if !text.isEmpty, !SourceText.isComment(text) {
                    guard SourceText.isSimple(text) || SourceText.isExit(text) else { return nil }
                    last = text
                }
                end += 1
            }
            guard SourceText.isExit(last), end <= lines.count, lines[end - 1].stripped == "}", lines[end - 1].indentation == head.indentation
            else { return nil }
        } else {
            guard head.hasSuffix(")"), end <= lines.count, SourceText.isExit(lines[end - 1].stripped) else { return nil }
        }
        // An else would be left without its if.
        let next = lines[end...].first { !$0.stripped.isEmpty }
        return next?.stripped.firstWord == "else" ? nil : end
    }

    /// What a condition asks, where it asks whether something failed.
    private func kind(_ condition: String, _ function: Function) -> MutationKind? {
        for hint in ["unlikely", "likely"] where condition.firstWord == hint {
            if let inner = condition.dropFirst(hint.count).parenthesised { return kind(inner, function) }
        }
        if condition.hasPrefix("IS_ERR") { return .dropPointerCheck }
        if let pointer = Self.comparedWithNull(condition) {
            if let type = type(of: pointer, in: function), !type.isPointer { return nil }
            return .dropPointerCheck
        }
        let name = condition.firstWord
        guard Self.errorNames.contains(name), ["", " < 0", " != 0"].contains(condition.dropFirst(name.count)) else { return nil }
        switch type(of: name, in: function) {
        case .integer?, nil: return .dropErrorGoto
        default: return nil
        }
    }

    private static let errorNames: Set<String> = ["err", "error", "ret", "retval", "res", "rc"]

    /// The pointer in `!pointer` and `pointer == NULL`.
    private static func comparedWithNull(_ condition: String) -> String? {
        var pointer = condition
        if condition.hasPrefix("!") {
            pointer = String(condition.dropFirst())
        } else if condition.hasSuffix(" == NULL") {
            pointer = String(condition.dropLast(" == NULL".count))
        } else {
            return nil
        }
        return pointer.isPath ? pointer : nil
    }

    // MARK: Types

    /// The type of `variable` or `variable->member.member`; nil where it is not known.
    private func type(of path: String, in function: Function) -> CType? {
        let names = path.replacing("->", with: ".").split(separator: ".").map(String.init)
        let types = Set(function.variables.filter { $0.name == names[0] }.map(\.type))
        guard types.count == 1 else { return nil }
        return names.dropFirst().reduce(types.first) { type, name in
            type?.recordName.flatMap { records[$0] }?.fields.first { $0.name == name }?.type
        }
    }
}
