/// What `fuselint doctor` tells: with what the sources are read, and how well that went.
public struct Diagnosis: Hashable, Sendable {
    /// The version of fuselint.
    public var toolVersion: String
    public var tree: Tree
    public var libclang: Libclang
    /// In order of their paths.
    public var files: [File]
    /// C files that no makefile compiles by themselves: another file includes them. Tree-relative, in order.
    public var includedSources: [String]
    /// Headers directly in the directories of `files`: how many, and their lines.
    public var headers: Headers
    public var milliseconds: Milliseconds

    public init(
        toolVersion: String, tree: Tree, libclang: Libclang, files: [File], includedSources: [String] = [],
        headers: Headers = Headers(count: 0, lines: 0), milliseconds: Milliseconds
    ) {
        self.toolVersion = toolVersion
        self.tree = tree
        self.libclang = libclang
        self.files = files
        self.includedSources = includedSources
        self.headers = headers
        self.milliseconds = milliseconds
    }

    /// The tree, and where the compiler's flags for it came from.
    public struct Tree: Hashable, Sendable {
        public enum Flags: String, Sendable {
            /// A compile_commands.json.
            case compileCommands = "compile-commands"
            /// A configured and prepared tree.
            case configured
            /// The tree's Kconfig files and stand-ins for generated headers.
            case unconfigured
        }

        /// Absolute.
        public var directory: String
        public var version: String
        public var flags: Flags
        /// The file or directory that the flags came from, absolute; nil for an unconfigured tree.
        public var flagsSource: String?
        /// How many CONFIG_ symbols are set.
        public var symbols: Int
        /// A compile_commands.json that is there and of no use, absolute.
        public var unusedDatabase: String?
        /// Where the stand-ins for generated headers are, absolute; nil for a tree that has its own.
        public var standIns: String?

        public init(
            directory: String, version: String, flags: Flags, flagsSource: String?, symbols: Int, standIns: String?,
            unusedDatabase: String? = nil
        ) {
            self.directory = directory
            self.version = version
            self.flags = flags
            self.flagsSource = flagsSource
            self.symbols = symbols
            self.standIns = standIns
            self.unusedDatabase = unusedDatabase
        }
    }

    /// The library in use.
    public struct Libclang: Hashable, Sendable {
        public var version: String
        /// Absolute; nil where the system does not tell.
        public var path: String?
        /// The compiler's own headers, absolute; nil where there are none beside the library.
        public var headers: String?

        public init(version: String, path: String?, headers: String?) {
            self.version = version
            self.path = path
            self.headers = headers
        }
    }

    public struct Headers: Hashable, Sendable {
        public var count: Int
        public var lines: Int

        public init(count: Int, lines: Int) {
            self.count = count
            self.lines = lines
        }
    }

    /// How long it took, by the clock on the wall.
    public struct Milliseconds: Hashable, Sendable {
        /// Reading the tree's configuration.
        public var configuring: Int
        /// Parsing and lowering all files, on all processors.
        public var parsing: Int

        public init(configuring: Int, parsing: Int) {
            self.configuring = configuring
            self.parsing = parsing
        }
    }

    /// One C file.
    public struct File: Hashable, Sendable {
        /// Tree-relative.
        public var path: String
        public var lines: Int
        /// Why there is nothing at all of the file; nil where it was parsed, with errors or without.
        public var failure: String?
        /// The compiler's errors, in its order.
        public var errors: [Place]
        /// Bodies of the file itself that were lowered.
        public var functions: Int
        /// Bodies of headers that the file's own code uses and that were lowered with it.
        public var headerBodies: Int
        /// What could not be lowered, in the file and in the bodies of headers; `message` is the reason.
        public var opaqueNodes: [Place]
        public var skipped: [Skipped]

        public init(
            path: String, lines: Int, failure: String? = nil, errors: [Place] = [], functions: Int = 0, headerBodies: Int = 0,
            opaqueNodes: [Place] = [], skipped: [Skipped] = []
        ) {
            self.path = path
            self.lines = lines
            self.failure = failure
            self.errors = errors
            self.functions = functions
            self.headerBodies = headerBodies
            self.opaqueNodes = opaqueNodes
            self.skipped = skipped
        }

        public var isParsedCleanly: Bool { failure == nil && errors.isEmpty }
    }

    /// Something to tell about one place.
    public struct Place: Hashable, Sendable {
        /// Tree-relative, or the bare name of a file outside the tree.
        public var file: String
        /// Counted from 1; 0 where there is none.
        public var line: Int
        public var function: String?
        public var message: String

        public init(file: String, line: Int, function: String? = nil, message: String) {
            self.file = file
            self.line = line
            self.function = function
            self.message = message
        }
    }

    /// Lines that the preprocessor left out.
    public struct Skipped: Hashable, Sendable {
        public var lines: ClosedRange<Int>
        /// What would bring them in, as it would be typed after `--config`: `CONFIG_X=y`. Empty where no symbol controls them.
        public var settings: [String]

        public init(lines: ClosedRange<Int>, settings: [String]) {
            self.lines = lines
            self.settings = settings
        }
    }

    /// Whether every file was parsed without an error.
    public var isHealthy: Bool { files.allSatisfy(\.isParsedCleanly) }
}
