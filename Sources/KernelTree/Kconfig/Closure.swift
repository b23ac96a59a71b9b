import SourceTree

extension Configuration {
    /// The configuration of a tree that nobody configured: the seed symbols, closed over the tree's own Kconfig files.
    ///
    /// In memory only, and nothing of the tree is run. Without a Kconfig file: the seed symbols alone.
    /// - Throws: `SnapshotError` when a Kconfig file leads out of the tree or cannot be read.
    static func closed(over snapshot: Snapshot, version: KernelVersion, overrides: [ConfigOverride]) throws -> Configuration {
        let kept = KeptConfiguration(snapshot, version: version, overrides: overrides)
        if let known = kept?.configuration { return known }
        let reader = try KconfigReader.read(snapshot, version: version)
        var configuration = reader.filesRead == 0 ? seeds : close(reader.model, overrides: overrides)
        for (symbol, value) in SeedSymbols.fallbackValues where configuration[symbol] == nil {
            // BASE_SMALL became a bool in 6.10: a tree that has it so must not get a number.
            if let index = reader.model.indices[symbol], reader.model.symbols[index].isDefined,
                reader.model.symbols[index].isBoolean
            {
                continue
            }
            configuration.set(symbol, value == "y" ? .yes : .number(value))
        }
        for override in overrides { configuration.set(override.symbol, override.value) }
        // What a pattern matches may be more the next time.
        if !reader.hasPatterns { kept?.keep(configuration, reader.filesAsked) }
        return configuration
    }

    private static var seeds: Configuration {
        var configuration = Configuration()
        for symbol in SeedSymbols.wanted { configuration.set(symbol, .yes) }
        return configuration
    }

    private static func close(_ read: KconfigModel, overrides: [ConfigOverride]) -> Configuration {
        var model = read
        var choices = KconfigEvaluator.Choices()
        for symbol in SeedSymbols.wanted { choices.wanted.insert(model.index(of: symbol)) }
        for (symbol, value) in SeedSymbols.values { choices.values[model.index(of: symbol)] = value }
        for symbol in SeedSymbols.off { choices.forced[model.index(of: symbol)] = "n" }
        for override in overrides {
            let index = model.index(of: override.symbol)
            switch override.value {
            case nil: choices.forced[index] = model.symbols[index].isBoolean ? "n" : ""
            case .yes, .module: choices.forced[index] = "y"
            case .number(let text), .text(let text): choices.forced[index] = text
            }
        }
        var evaluator = KconfigEvaluator(model, choices: choices)
        evaluator.satisfyDependenciesOfWanted()

        var configuration = Configuration()
        for (index, symbol) in model.symbols.enumerated() where symbol.isDefined || evaluator.choices.wanted.contains(index) {
            let value = evaluator.value(of: index)
            switch symbol.kind {
            case .bool, .tristate, .unknown:
                if value == "y" { configuration.set(symbol.name, .yes) }
            case .int, .hex:
                if ConfigOverride.isInteger(value) {
                    let isBareHex = symbol.kind == .hex && !value.hasPrefix("0x") && !value.hasPrefix("0X")
                    configuration.set(symbol.name, .number(isBareHex ? "0x" + value : value))
                }
            case .string:
                if symbol.dependencies.isEmpty == false, value != "n" { configuration.set(symbol.name, .text(value)) }
            }
        }
        return configuration
    }
}
