/// The report as JSON has it (output-contracts: keys, and which of them may be left out).
struct ReportDocument: Decodable, Equatable {
    struct Tool: Decodable, Equatable {
        var name: String
        var version: String
    }

    struct Finding: Decodable, Equatable {
        struct Step: Decodable, Equatable {
            var file: String
            var line: Int
            var message: String
        }

        var rule: String
        var severity: String
        var file: String
        var line: Int
        var column: Int
        var function: String
        var message: String
        var state: String
        var commit: String?
        var fingerprint: String
        var path: [Step]

        /// `rule file:line`
        var place: String { "\(rule) \(file):\(line)" }
    }

    /// A finding that was let pass, as far as tests ask for it.
    struct Suppressed: Decodable, Equatable {
        struct Suppression: Decodable, Equatable {
            var kind: String
            var justification: String
            var file: String
            var line: Int
            var author: String?
            var date: String?
        }

        var fingerprint: String
        var suppression: Suppression
    }

    struct Incomplete: Decodable, Equatable {
        var file: String
        var line: Int?
        var function: String?
        var reason: String
    }

    var version: Int
    var tool: Tool
    var findings: [Finding]
    var resolved: [Finding]
    /// Only where there is something.
    var suppressed: [Suppressed]?
    var incomplete: [Incomplete]

    var places: [String] { findings.map(\.place) }
}

/// What `fuselint doctor --format json` gives, as far as tests ask for it.
struct DoctorDocument: Decodable {
    struct Tree: Decodable {
        var directory: String
        var version: String
        var flags: String
        var flagsSource: String?
        var unusedDatabase: String?
        var symbols: Int
        var standIns: String?
    }

    struct Libclang: Decodable {
        var version: String
        var path: String?
        var headers: String?
    }

    struct Place: Decodable {
        var file: String
        var line: Int
        var function: String?
        var message: String?
    }

    struct File: Decodable {
        struct Opaque: Decodable {
            var reason: String
            var count: Int
            var places: [Place]
        }

        struct Skipped: Decodable, Equatable {
            var first: Int
            var last: Int
            var settings: [String]
        }

        var path: String
        var lines: Int
        var failure: String?
        var errors: [Place]
        var functions: Int
        var headerBodies: Int
        var opaque: [Opaque]
        var skipped: [Skipped]
    }

    struct Totals: Decodable {
        var files: Int
        var lines: Int
        var headers: Int
        var headerLines: Int
        var functions: Int
        var headerBodies: Int
        var opaqueNodes: Int
        var skippedLines: Int
        var errors: Int
        var failures: Int
        var configuringMilliseconds: Int
        var parsingMilliseconds: Int
    }

    var version: Int
    var tree: Tree
    var libclang: Libclang
    var files: [File]
    var notCompiledAlone: [String]
    var totals: Totals
}
