/// When output is coloured; the raw value is what `--color` takes.
public enum ColorMode: String, CaseIterable, Sendable {
    case auto, always, never

    /// Whether to colour what goes to one output.
    ///
    /// `auto` colours a terminal, unless the environment has a `NO_COLOR` that is not empty (no-color.org) or
    /// says `TERM=dumb`. `always` and `never` were asked for on the command line, so they outrank both.
    /// - Parameters:
    ///   - isTerminal: whether the output is a terminal, as `isatty` tells.
    ///   - environment: the process's environment variables.
    public func isOn(isTerminal: Bool, environment: [String: String]) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto: isTerminal && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
        }
    }
}
