/// What `$(...)` in Kconfig files stands for.
///
/// A real build runs the compiler, the linker and scripts of the tree here. fuselint runs nothing from a tree:
/// it answers with constants, those of the clang that parses the sources.
///
/// | asked | answer |
/// |---|---|
/// | architecture | x86_64 (`SRCARCH` x86) |
/// | compiler, assembler | Clang 19.1.0, so that the `CC_IS_CLANG` code is chosen |
/// | linker | GNU ld 2.40 |
/// | does the tool support an option, does a test program compile | yes |
/// | anything about Rust | no |
/// | the output of any other command | 0 |
struct KconfigMacros {
    private var variables: [String: String] = [:]

    /// How deep macros may stand in each other; hostile files nest without end.
    private static let maximumDepth = 16
    /// How long an expansion may grow, for the same reason.
    private static let maximumLength = 4096

    init(version: KernelVersion) {
        variables = [
            "ARCH": "x86_64", "SRCARCH": "x86", "SUBARCH": "x86_64", "HEADER_ARCH": "x86", "UTS_MACHINE": "x86_64",
            "KERNELVERSION": version.description, "KERNELRELEASE": version.description,
            "srctree": ".", "objtree": ".", "CC": "clang", "LD": "ld", "NM": "nm", "AR": "ar", "OBJCOPY": "objcopy",
            "CC_VERSION_TEXT": "clang version 19.1.0", "RUSTC_VERSION_TEXT": "", "PAHOLE_VERSION": "0",
            "comma": ",", "quote": "\"", "squote": "'", "empty": "", "space": " ", "dollar": "$",
            "right_paren": ")", "left_paren": "(", "pound": "#",
            "cc-info": "Clang 190100", "cc-name": "Clang", "cc-version": "190100",
            "as-info": "LLVM 190100", "as-name": "LLVM", "as-version": "190100",
            "ld-info": "BFD 24000", "ld-name": "BFD", "ld-version": "24000",
            "gcc-version": "0", "clang-version": "190100", "lld-version": "0", "gcc-min-version": "0",
            "m32-flag": "-m32", "m64-flag": "-m64",
            "rustc-version": "0", "rustc-llvm-version": "0",
        ]
    }

    /// Notes `name := value`, a line of a Kconfig file. What is answered by a constant stays as it is.
    mutating func assign(_ name: String, _ value: String) {
        guard variables[name] == nil, variables.count < 10_000 else { return }
        variables[name] = expand(value)
    }

    /// The text with every `$(...)` replaced.
    func expand(_ text: String) -> String {
        text.utf8.contains(UInt8(ascii: "$")) ? expand(Substring(text), depth: 0) : text
    }

    private func expand(_ text: Substring, depth: Int) -> String {
        guard depth < Self.maximumDepth else { return "" }
        var result = ""
        var rest = text
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[rest.index(after: dollar)...]
            guard rest.first == "(" else {
                result += "$"
                continue
            }
            guard let end = Self.matchingParenthesis(in: rest) else { return result }
            let inside = rest[rest.index(after: rest.startIndex)..<end]
            result += call(inside, depth: depth + 1)
            rest = rest[rest.index(after: end)...]
            if result.utf8.count > Self.maximumLength { return "" }
        }
        return result + rest
    }

    private static func matchingParenthesis(in text: Substring) -> Substring.Index? {
        var open = 0
        for index in text.indices {
            switch text[index] {
            case "(": open += 1
            case ")":
                open -= 1
                if open == 0 { return index }
            default: break
            }
        }
        return nil
    }

    private func call(_ inside: Substring, depth: Int) -> String {
        let parts = Self.arguments(of: inside)
        guard parts.count > 1 else { return variables[expand(inside, depth: depth)] ?? "" }
        let argument = { (index: Int) in index < parts.count ? expand(parts[index], depth: depth) : "" }
        switch expand(parts[0], depth: depth) {
        case "success": return succeeds(argument(1)) ? "y" : "n"
        case "failure": return succeeds(argument(1)) ? "n" : "y"
        case "if-success": return succeeds(argument(1)) ? argument(2) : argument(3)
        case "cc-option-bit": return argument(1)
        case "cc-option", "ld-option", "as-instr", "as-instr64", "as-option", "cc-option-yn", "as-version-at-least":
            return "y"
        case "rustc-option", "rustc-min-version": return "n"
        case "shell": return "0"
        case "filename", "lineno", "info", "warning-if", "error-if": return ""
        default: return ""
        }
    }

    /// The parts between the commas that stand in no inner parentheses.
    private static func arguments(of text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var open = 0
        for index in text.indices {
            switch text[index] {
            case "(": open += 1
            case ")": open -= 1
            case "," where open == 0:
                parts.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
        }
        parts.append(text[start...])
        return parts
    }

    /// The answer for a shell command: comparisons of constants are worked out, Rust is absent, the rest succeeds.
    private func succeeds(_ command: String) -> Bool {
        if command.lowercased().contains("rust") || command.contains("bindgen") { return false }
        let words = command.split(separator: " ").map { $0.filter { $0 != "\"" } }
        guard words.first == "test" else { return true }
        if words.count == 4 {
            switch words[2] {
            case "=": return words[1] == words[3]
            case "!=": return words[1] != words[3]
            case "-ge", "-gt", "-le", "-lt", "-eq", "-ne": return compare(words[1], words[2], words[3])
            default: break
            }
        }
        if words.count == 3, words[1] == "-z" { return words[2].isEmpty }
        return true
    }

    private func compare(_ left: String, _ operation: String, _ right: String) -> Bool {
        guard let left = Int(left), let right = Int(right) else { return false }
        return switch operation {
        case "-ge": left >= right
        case "-gt": left > right
        case "-le": left <= right
        case "-lt": left < right
        case "-eq": left == right
        default: left != right
        }
    }
}
