/// The keys, as `?` shows them.
enum HelpText {
    static func rows() -> [Row] {
        let width = Command.bindings.map { keys(of: $0).count }.max() ?? 0
        return Command.Group.allCases.flatMap { group -> [Row] in
            let bindings = Command.bindings.filter { $0.group == group }
            return [Row(StyledLine(group.rawValue, .strong))] + bindings.map { binding in
                let names = keys(of: binding)
                var line = StyledLine("  " + names + String(repeating: " ", count: width - names.count), .literal)
                line.append("  " + binding.help)
                return Row(line)
            } + [Row(StyledLine())]
        }
    }

    static func keys(of binding: Command.Binding) -> String { binding.keys.map(\.name).joined(separator: " ") }
}
