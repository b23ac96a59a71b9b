/// What `fuselint config` tells: which settings are in force, and where each comes from.
public struct SettingsOverview: Hashable, Sendable {
    /// One thing that is set.
    public struct Setting: Hashable, Sendable {
        public var name: String
        /// Empty where the name says it all, as for a path.
        public var value: String
        /// `default`, `command line`, or the file and line.
        public var from: String

        public init(_ name: String, _ value: String = "", from: String) {
            self.name = name
            self.value = value
            self.from = from
        }
    }

    /// Settings of one kind, in the order in which they are shown.
    public struct Group: Hashable, Sendable {
        /// The key that sets them in a configuration.
        public var name: String
        public var settings: [Setting]

        public init(_ name: String, _ settings: [Setting]) {
            self.name = name
            self.settings = settings
        }
    }

    public var toolVersion: String
    /// The configuration in force; nil where there is none.
    public var configuration: String?
    public var groups: [Group]

    public init(toolVersion: String, configuration: String?, groups: [Group]) {
        self.toolVersion = toolVersion
        self.configuration = configuration
        self.groups = groups
    }
}
