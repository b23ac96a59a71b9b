/// Where a setting comes from.
public enum SettingOrigin: Hashable, Sendable, CustomStringConvertible {
    case byDefault
    case commandLine
    /// A line of a file, counted from 1; nil for the file as a whole.
    case file(String, line: Int?)

    public var description: String {
        switch self {
        case .byDefault: "default"
        case .commandLine: "command line"
        case .file(let name, let line): name + (line.map { ":\($0)" } ?? "")
        }
    }
}

/// A value and where it comes from.
public struct Sourced<Value: Sendable>: Sendable {
    public var value: Value
    public var origin: SettingOrigin

    public init(_ value: Value, _ origin: SettingOrigin) {
        self.value = value
        self.origin = origin
    }
}
