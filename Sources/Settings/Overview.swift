import Findings
import Rules

extension ReviewSettings {
    /// What is in force, and where it comes from.
    public func overview(toolVersion: String) -> SettingsOverview {
        let rules = RuleRegistry.all.map { rule in
            let set = self.rules[rule.id]
            return SettingsOverview.Setting(rule.id, state(of: rule).description, from: "\(set?.origin ?? .byDefault)")
        }
        let symbols = overrides.map { override in
            SettingsOverview.Setting(
                "CONFIG_\(override.value.symbol)", override.value.value?.description ?? "n", from: "\(override.origin)")
        }
        let files = suppressionsPlace.map { place in
            let count = suppressions.count == 1 ? "1 entry" : "\(suppressions.count) entries"
            return SettingsOverview.Setting("\(place.value)", count, from: "\(place.origin)")
        }
        return SettingsOverview(
            toolVersion: toolVersion, configuration: configuration?.description,
            groups: [
                .init("rules", rules),
                .init("paths", paths.map { .init($0.value.description, from: "\($0.origin)") }),
                .init("exclude", exclude.map { .init($0.value.description, from: "\($0.origin)") }),
                .init("config", symbols),
                .init("tables", tableLines.map { .init($0.value, from: "\($0.origin)") }),
                .init("suppressions", files.map { [$0] } ?? []),
            ])
    }
}
