/// The CONFIG_ symbols that a tree is looked at with. Names are kept without the `CONFIG_` prefix.
public struct Configuration: Sendable, Equatable {
    /// What a symbol is set to; one that is off does not appear at all.
    public enum Value: Sendable, Equatable, CustomStringConvertible {
        case yes
        /// `=m`: only a configured tree has it.
        case module
        /// An int or hex value, as written.
        case number(String)
        case text(String)

        public var description: String {
            switch self {
            case .yes: "y"
            case .module: "m"
            case .number(let text): text
            case .text(let text): "\"\(text)\""
            }
        }
    }

    /// The symbols that are set.
    public private(set) var values: [String: Value]

    public init(values: [String: Value] = [:]) { self.values = values }

    /// Whether the symbol (with or without `CONFIG_`) is `y` or `m`.
    public func isEnabled(_ symbol: String) -> Bool {
        switch self[symbol] {
        case .yes, .module: true
        case .number, .text, nil: false
        }
    }

    public subscript(symbol: String) -> Value? {
        values[symbol.hasPrefix("CONFIG_") ? String(symbol.dropFirst("CONFIG_".count)) : symbol]
    }

    /// The value of an int or hex symbol.
    public func integer(_ symbol: String) -> Int? {
        guard case .number(let text) = self[symbol] else { return nil }
        return text.hasPrefix("0x") || text.hasPrefix("0X") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }

    mutating func set(_ symbol: String, _ value: Value?) { values[symbol] = value }

    /// The text of include/generated/autoconf.h, sorted by symbol.
    var autoconfHeader: String {
        var text = "/* Written by fuselint in place of include/generated/autoconf.h. */\n"
        for (symbol, value) in values.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .yes: text += "#define CONFIG_\(symbol) 1\n"
            case .module: text += "#define CONFIG_\(symbol)_MODULE 1\n"
            case .number(let number): text += "#define CONFIG_\(symbol) \(number)\n"
            case .text(let string):
                let escaped = string.filter { $0 != "\n" && $0 != "\r" }
                    .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
                text += "#define CONFIG_\(symbol) \"\(escaped)\"\n"
            }
        }
        return text
    }
}

/// A symbol that the user sets by hand: `--config CONFIG_X=y`.
public struct ConfigOverride: Sendable, Equatable {
    /// The symbol without `CONFIG_`.
    public let symbol: String
    /// nil turns it off.
    public let value: Configuration.Value?

    public init(symbol: String, value: Configuration.Value?) {
        self.symbol = symbol
        self.value = value
    }

    /// Reads `CONFIG_X=y`, `=m`, `=n`, `=123`, `=0x1f` or `="text"`; the `CONFIG_` may be left out.
    /// - Throws: `ConfigOverrideError` for anything else.
    public init(_ text: String) throws(ConfigOverrideError) {
        guard let equals = text.firstIndex(of: "=") else { throw .noValue(text) }
        let written = text[..<equals]
        let name = written.hasPrefix("CONFIG_") ? written.dropFirst("CONFIG_".count) : written
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else { throw .badSymbol(text) }
        symbol = String(name)
        value = try Self.value(String(text[text.index(after: equals)...]), in: text)
    }

    private static func value(_ text: String, in whole: String) throws(ConfigOverrideError) -> Configuration.Value? {
        switch text {
        // Everything is looked at as built in, so m is y.
        case "y", "m": return .yes
        case "n": return nil
        default: break
        }
        if isInteger(text) { return .number(text) }
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { throw .badValue(whole) }
        let inside = text.dropFirst().dropLast()
        guard inside.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0 != "\"" && $0 != "\\" }) else { throw .badValue(whole) }
        return .text(String(inside))
    }

    static func isInteger(_ text: String) -> Bool {
        if text.hasPrefix("0x") || text.hasPrefix("0X") {
            return text.count > 2 && text.dropFirst(2).utf8.allSatisfy { isDigit($0) || isHexLetter($0) } && text.count <= 18
        }
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        return !digits.isEmpty && digits.count <= 20 && digits.utf8.allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func isHexLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "F") ~= byte
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "_") || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
            || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
    }
}

/// Why a text is no setting of a CONFIG_ symbol.
public enum ConfigOverrideError: Error, CustomStringConvertible, Equatable {
    case noValue(String)
    case badSymbol(String)
    case badValue(String)

    public var description: String {
        switch self {
        case .noValue(let text): "--config '\(text)' has no '=': write CONFIG_NAME=y, =n, a number or \"text\""
        case .badSymbol(let text): "--config '\(text)': a symbol has only letters, digits and '_', as CONFIG_FUSE_DAX"
        case .badValue(let text): "--config '\(text)': the value must be y, m, n, a number or \"text\" in double quotes"
        }
    }
}
