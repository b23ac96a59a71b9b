import Program

/// Edits of the order in which an object is made and shown, and of what is asked again when a lock was dropped.
extension MutationSites {
    /// Lines between a store to an object and where the object is shown to others.
    private static let distance = 8

    /// `object->member = value;` comes behind the statement, or the section under a lock, that shows the object.
    func publications(_ line: Int, _ function: Function) -> [Mutant] {
        let head = lines[line - 1]
        let text = head.stripped
        guard SourceText.isSimple(text), let equals = text.firstRange(of: " = ") else { return [] }
        let target = String(text[..<equals.lowerBound])
        guard target.isPath, let arrow = target.firstRange(of: "->") else { return [] }
        let object = String(target[..<arrow.lowerBound])
        guard let shown = (line..<min(lines.count, line + Self.distance)).first(where: { isShowing(lines[$0].stripped, object) }),
            lines[line..<shown].allSatisfy({ isHarmless($0.stripped) && $0.stripped != "return;" }), lines[shown].indentation == head.indentation
        else { return [] }
        // Under a lock it is the end of the section that shows it.
        let isLocked = lines[line..<shown].contains { Self.isCall(of: ["lock"], $0.stripped) && !$0.contains("unlock") }
        var end = shown
        if isLocked {
            guard let unlock = (shown..<min(lines.count, shown + Self.distance)).first(where: { lines[$0].contains("unlock(") }),
                lines[shown..<unlock].allSatisfy({ isHarmless($0.stripped) })
            else { return [] }
            end = unlock
        }
        let old = Array(lines[(line - 1)...end])
        return [mutant(.publishEarly, at: line, old, Array(old.dropFirst()) + [head], in: function)]
    }

    private func isHarmless(_ text: String) -> Bool { text.isEmpty || SourceText.isSimple(text) || SourceText.isComment(text) }

    private static func isCall(of words: [String], _ text: String) -> Bool {
        guard SourceText.isSimple(text), let open = text.firstIndex(of: "(") else { return false }
        return words.contains { text[..<open].contains($0) }
    }

    /// `list_add(&object->entry, head);`, `id = idr_alloc(map, object, ...);` and the like.
    private func isShowing(_ text: String, _ object: String) -> Bool {
        guard Self.isCall(of: ["list_add", "hash_add", "idr_alloc", "id_alloc", "xa_store", "xa_insert", "rcu_assign_pointer", "_install", "_insert"], text),
            let open = text.firstIndex(of: "("), let close = SourceText.closingParenthesis(text[open...])
        else { return false }
        // What is put somewhere comes first; where it is put may be in an object as well.
        let arguments = SourceText.arguments(String(text[text.index(after: open)..<close]))
        return arguments.contains(object) || arguments.first?.hasPrefix("&" + object + "->") == true
    }

    /// `if (object->member != before) goto out;`, where `before` was set from that member before a lock was dropped.
    func rechecks(_ line: Int, _ function: Function) -> [Mutant] {
        guard lines[line - 1].stripped.hasPrefix("if ("), let (condition, end) = condition(line), end < lines.count,
            SourceText.isExit(lines[end].stripped)
        else { return [] }
        let isRecheck = condition.replacing(" || ", with: "\n").split(separator: "\n").contains { part in
            let sides = part.stripped.replacing(" != ", with: "\n").split(separator: "\n").map(String.init)
            return sides.count == 2 && sides[0].contains("->") && isRead(sides[0], into: sides[1], before: line, function)
        }
        guard isRecheck else { return [] }
        let head = lines[line - 1]
        return [mutant(.dropRecheck, at: line, Array(lines[(line - 1)...end]), [head.indentation + ";"], in: function)]
    }

    /// The condition of an `if` without a brace, over some lines, and the number of its last line.
    private func condition(_ line: Int) -> (String, Int)? {
        var text = ""
        for number in line...min(lines.count, line + 3) {
            text += (text.isEmpty ? "" : " ") + lines[number - 1].stripped
            if let inner = text.dropFirst(3).stripped.parenthesised { return (inner, number) }
        }
        return nil
    }

    private func isRead(_ member: String, into variable: String, before line: Int, _ function: Function) -> Bool {
        let earlier = lines[(function.lines.lowerBound - 1)..<(line - 1)].map(\.stripped)
        guard let read = earlier.lastIndex(of: "\(variable) = \(member);") else { return false }
        return earlier[read...].contains { $0.contains("unlock(") }
    }
}
