/// Lines that the preprocessor left out, and the settings that would bring them in.
public struct SkippedCode: Sendable, Equatable {
    /// One setting of a symbol.
    public struct Setting: Sendable, Hashable, CustomStringConvertible {
        public enum Need: Sendable, Hashable {
            case on
            case off
            /// An int, hex or string symbol would need another value.
            case otherValue
        }
        /// The symbol, with its `CONFIG_`.
        public let symbol: String
        public let need: Need

        public init(symbol: String, need: Need) {
            self.symbol = symbol
            self.need = need
        }

        /// As it would be typed: `CONFIG_X=y`.
        public var description: String {
            switch need {
            case .on: symbol + "=y"
            case .off: symbol + "=n"
            case .otherValue: symbol + "=..."
            }
        }
    }

    /// The skipped lines, as they were given: first and last, counted from 1.
    public let lines: ClosedRange<Int>
    /// What would bring them in; empty when no CONFIG symbol controls them (`#if 0`, `#ifdef DEBUG`, ...).
    public let settings: [Setting]

    /// Explains line ranges that clang_getSkippedRanges gave for a file.
    ///
    /// Such a range begins on the line of the `#if`, `#elif` or `#else` whose branch is skipped.
    /// - Parameters:
    ///   - configuration: what the file was parsed with; settings that hold already are not repeated. nil: all are given.
    public static func explain(
        _ ranges: [ClosedRange<Int>], in source: [UInt8], configuration: Configuration? = nil
    ) -> [SkippedCode] {
        let branches = ConditionalBranch.branches(of: DirectiveReader(source).directives())
        return ranges.map { range in
            // The branch that begins with the range; else the innermost one around its first line.
            let exact = branches.last { $0.line == range.lowerBound }
            let around = branches.filter { $0.line <= range.lowerBound && $0.endLine >= range.upperBound }.max { $0.line < $1.line }
            guard let branch = exact ?? around else { return SkippedCode(lines: range, settings: []) }
            var settings: [Setting] = []
            for setting in branch.settings where !settings.contains(setting) && !setting.holds(in: configuration) {
                settings.append(setting)
            }
            return SkippedCode(lines: range, settings: settings)
        }
    }
}

extension SkippedCode.Setting {
    fileprivate func holds(in configuration: Configuration?) -> Bool {
        guard let configuration else { return false }
        return switch need {
        case .on: configuration.isEnabled(symbol)
        case .off: configuration[symbol] == nil
        case .otherValue: false
        }
    }
}

/// One branch of a conditional group: the lines between an `#if`, `#elif` or `#else` and the directive that ends it.
private struct ConditionalBranch {
    let line: Int
    var endLine: Int
    /// What makes the branch be taken.
    let settings: [SkippedCode.Setting]

    /// All branches of a file, in the order of their first lines.
    static func branches(of directives: [Directive]) -> [ConditionalBranch] {
        var finished: [ConditionalBranch] = []
        // For each open group: the branch being read, and what its earlier branches needed.
        var groups: [(branch: ConditionalBranch, conditions: [String])] = []
        for directive in directives {
            switch directive.name {
            case "if", "ifdef", "ifndef":
                let condition = text(of: directive)
                groups.append((ConditionalBranch(line: directive.line, endLine: .max, settings: needs(condition, isOn: true)), [condition]))
            case "elif", "elifdef", "elifndef", "else":
                guard var group = groups.popLast() else { continue }
                group.branch.endLine = directive.line
                finished.append(group.branch)
                var settings = group.conditions.flatMap { needs($0, isOn: false) }
                if directive.name != "else" {
                    let condition = text(of: directive)
                    settings += needs(condition, isOn: true)
                    group.conditions.append(condition)
                }
                groups.append((ConditionalBranch(line: directive.line, endLine: .max, settings: settings), group.conditions))
            case "endif":
                guard var group = groups.popLast() else { continue }
                group.branch.endLine = directive.line
                finished.append(group.branch)
            default: continue
            }
        }
        return (finished + groups.map(\.branch)).sorted { $0.line < $1.line }
    }

    /// The condition in the form of `#if`.
    private static func text(of directive: Directive) -> String {
        switch directive.name {
        case "ifdef", "elifdef": "defined(\(directive.text))"
        case "ifndef", "elifndef": "!defined(\(directive.text))"
        default: directive.text
        }
    }

    /// The settings that a condition names, each as it must be for the condition to come out as `isOn`.
    ///
    /// All symbols are given, also where one of several would do: the doctor's reader sees what to try.
    private static func needs(_ condition: String, isOn: Bool) -> [SkippedCode.Setting] {
        var settings: [SkippedCode.Setting] = []
        // Whether each open parenthesis is negated, itself and by those around it.
        var negations: [Bool] = [!isOn]
        var isNegated = !isOn
        let tokens = ConditionTokens(condition).tokens
        for (index, token) in tokens.enumerated() {
            switch token {
            case "!": isNegated.toggle()
            case "(":
                negations.append(isNegated)
            case ")":
                if negations.count > 1 { negations.removeLast() }
                isNegated = negations[negations.count - 1]
            case _ where token.hasPrefix("CONFIG_"):
                let before = index > 0 ? tokens[index - 1] : ""
                let after = index + 1 < tokens.count ? tokens[index + 1] : ""
                let isCompared = comparisons.contains(before) || comparisons.contains(after)
                let symbol = token.hasSuffix("_MODULE") ? String(token.dropLast("_MODULE".count)) : token
                settings.append(.init(symbol: symbol, need: isCompared ? .otherValue : isNegated ? .off : .on))
                isNegated = negations[negations.count - 1]
            case "&&", "||":
                isNegated = negations[negations.count - 1]
            default: continue
            }
        }
        return settings
    }

    private static let comparisons: Set<String> = ["<", ">", "<=", ">=", "==", "!="]
}

/// The names and signs of an `#if` condition.
private struct ConditionTokens {
    let tokens: [String]

    init(_ text: String) {
        var tokens: [String] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.first {
            if ConfigOverride.isNameByte(byte) {
                let word = rest.prefix(while: ConfigOverride.isNameByte)
                tokens.append(String(decoding: word, as: UTF8.self))
                rest = rest[word.endIndex...]
            } else if let pair = Self.pairs.first(where: { rest.starts(with: $0.utf8) }) {
                tokens.append(pair)
                rest = rest.dropFirst(2)
            } else {
                if byte > 0x20 { tokens.append(String(decoding: [byte], as: UTF8.self)) }
                rest = rest.dropFirst()
            }
        }
        self.tokens = tokens
    }

    private static let pairs = ["&&", "||", "<=", ">=", "==", "!="]
}
