import Program

/// Edits of the tests by which a method leaves RCU walk: one is dropped, or something comes before it.
extension MutationSites {
    func walks(_ line: Int, _ function: Function) -> [Mutant] {
        let head = lines[line - 1]
        let text = head.stripped
        guard text.hasPrefix("if ("), let end = lastLine(ofCheck: line) else { return [] }
        let isBraced = text.hasSuffix("{")
        guard let condition = text.dropFirst(3).dropLast(isBraced ? 1 : 0).stripped.parenthesised, isWalkTest(condition, function) else { return [] }
        let old = Array(lines[(line - 1)..<end])
        var found = [mutant(.dropWalkTest, at: line, old, [head.indentation + ";"], in: function)]
        if let edit = edit(function, besides: condition) {
            found.append(mutant(.takeInWalk, at: line, old, [head.indentation + edit.taken] + old, in: function))
            found.append(mutant(.storeInWalk, at: line, old, [head.indentation + edit.stored] + old, in: function))
        }
        return found
    }

    /// `flags & LOOKUP_RCU`, `mask & MAY_NOT_BLOCK`, `rcu`, and `!dentry` of ->get_link().
    private func isWalkTest(_ condition: String, _ function: Function) -> Bool {
        if condition.hasSuffix(" & LOOKUP_RCU") || condition.hasSuffix(" & MAY_NOT_BLOCK") {
            return condition.split(separator: " ").count == 3
        }
        let parameters = Array(function.parameters)
        if condition == "rcu", parameters.last?.name == condition { return true }
        return parameters.count == 3 && "!" + parameters[0].name == condition && parameters[0].type.recordName == "dentry"
            && parameters[1].type.recordName == "inode" && function.returnType.isPointer
    }

    /// What is done to a dentry or an inode that the function is given, and that the test is not about.
    private func edit(_ function: Function, besides condition: String) -> (taken: String, stored: String)? {
        for parameter in function.parameters where !parameter.name.isEmpty && condition != "!" + parameter.name {
            switch parameter.type {
            case .pointer(.record("inode")): return ("ihold(\(parameter.name));", "\(parameter.name)->i_flags |= 1;")
            case .pointer(.record("dentry")): return ("dget(\(parameter.name));", "\(parameter.name)->d_time = 0;")
            default: continue
            }
        }
        return nil
    }
}
