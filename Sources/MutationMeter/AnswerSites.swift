import Program

/// Edits of what is done with a server that does not know a request.
extension MutationSites {
    /// What takes the place of -ENOSYS goes, where an `if` asks for that alone: a value for the variable, or else a jump.
    func answers(_ line: Int, _ function: Function) -> [Mutant] {
        let text = lines[line - 1].stripped
        let isBraced = text.hasSuffix("{")
        guard text.hasPrefix("if ("), let condition = text.dropFirst(3).dropLast(isBraced ? 1 : 0).stripped.parenthesised,
            condition.hasSuffix(" == -ENOSYS")
        else { return [] }
        let name = String(condition.dropLast(" == -ENOSYS".count))
        guard name.isPath else { return [] }
        let body = isBraced ? lines[line...].prefix { !$0.stripped.hasPrefix("}") } : lines[line...].prefix(1)
        let assignment = body.firstIndex { $0.stripped.hasPrefix(name + " = ") && SourceText.isSimple($0.stripped) }
        guard let index = assignment ?? body.firstIndex(where: { $0.stripped.firstWord == "goto" && SourceText.isExit($0.stripped) })
        else { return [] }
        let old = lines[index]
        return [mutant(.returnENOSYS, at: index + 1, [old], [old.indentation + ";"], in: function)]
    }
}
