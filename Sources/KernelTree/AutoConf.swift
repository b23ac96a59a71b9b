extension Configuration {
    /// Reads include/config/auto.conf of a configured tree: lines `CONFIG_X=y`, `=m`, a number or a quoted text.
    init(autoConf text: String) {
        self.init()
        for line in text.split(separator: "\n") where line.hasPrefix("CONFIG_") {
            guard let equals = line.firstIndex(of: "=") else { continue }
            let symbol = String(line[..<equals].dropFirst("CONFIG_".count))
            guard !symbol.isEmpty, symbol.utf8.allSatisfy(ConfigOverride.isNameByte) else { continue }
            let value = line[line.index(after: equals)...].trimmed(while: \.isWhitespace)
            switch value {
            case "y": set(symbol, .yes)
            case "m": set(symbol, .module)
            case "n": set(symbol, nil)
            default:
                if ConfigOverride.isInteger(value) {
                    set(symbol, .number(value))
                } else if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                    set(symbol, .text(String(value.dropFirst().dropLast())))
                }
            }
        }
    }
}
