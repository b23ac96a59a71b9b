import Findings

/// The forms in which settings can be written; the raw value is what `config --format` takes.
public enum SettingsFormat: String, CaseIterable, Sendable {
    case terminal, json

    /// All settings in this format, newline at the end.
    public func text(of overview: SettingsOverview) -> String {
        switch self {
        case .terminal: SettingsTerminalReport(overview).text
        case .json: SettingsJSONReport(overview).text
        }
    }
}

/// Settings for a person: one line each, where it comes from at the end.
private struct SettingsTerminalReport {
    private let overview: SettingsOverview

    init(_ overview: SettingsOverview) { self.overview = overview }

    var text: String {
        var lines = ["configuration: \((overview.configuration ?? "none; all is as it comes").printable)"]
        let settings = overview.groups.flatMap(\.settings)
        let names = settings.map { PrintableText($0.name).width }.max() ?? 0
        let values = settings.map { PrintableText($0.value).width }.max() ?? 0
        for group in overview.groups where !group.settings.isEmpty {
            lines += ["", "\(group.name):"]
            lines += group.settings.map { setting in
                "  \(Self.padded(setting.name, names))  \(Self.padded(setting.value, values))  \(setting.from.printable)"
            }
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        let printable = PrintableText(text)
        return printable.text + String(repeating: " ", count: max(0, width - printable.width))
    }
}

/// Settings as one JSON object, version 1 of its form: `{version, tool: {name, version}, configuration?, settings:
/// {rules | paths | exclude | config | tables | suppressions: [{name, value?, from}]}}`.
private struct SettingsJSONReport {
    private let overview: SettingsOverview

    init(_ overview: SettingsOverview) { self.overview = overview }

    var text: String {
        var members: [(key: String, value: JSONValue)] = [
            ("version", .number(1)),
            ("tool", .object([("name", .string("fuselint")), ("version", .string(overview.toolVersion))])),
        ]
        if let configuration = overview.configuration { members.append(("configuration", .string(configuration))) }
        members.append(("settings", .object(overview.groups.map { ($0.name, .array($0.settings.map(Self.value))) })))
        return JSONValue.object(members).text + "\n"
    }

    private static func value(_ setting: SettingsOverview.Setting) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [("name", .string(setting.name))]
        if !setting.value.isEmpty { members.append(("value", .string(setting.value))) }
        members.append(("from", .string(setting.from)))
        return .object(members)
    }
}
