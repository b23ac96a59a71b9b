import Findings

/// The diagnosis as one JSON object, version 1 of its form.
///
/// `{version, tool, tree, libclang, files, includedSources, totals}`. A file is `{path, lines, failure?, errors: [place],
/// functions, headerBodies, opaque: [{reason, count, places: [place]}], skipped: [{first, last, settings}]}`, a place
/// `{file, line, function?, message?}`. Keys with nothing to say are left out, never null. Times are milliseconds.
struct DoctorJSONReport {
    private let diagnosis: Diagnosis

    init(_ diagnosis: Diagnosis) { self.diagnosis = diagnosis }

    var text: String {
        JSONValue.object([
            ("version", .number(1)),
            ("tool", .object([("name", .string("fuselint")), ("version", .string(diagnosis.toolVersion))])),
            ("tree", tree),
            ("libclang", libclang),
            ("files", .array(diagnosis.files.map(value))),
            ("includedSources", .array(diagnosis.includedSources.map { .string($0) })),
            ("totals", totals),
        ]).text + "\n"
    }

    private var tree: JSONValue {
        let tree = diagnosis.tree
        var members: [(key: String, value: JSONValue)] = [
            ("directory", .string(tree.directory)), ("version", .string(tree.version)), ("flags", .string(tree.flags.rawValue)),
        ]
        if let source = tree.flagsSource { members.append(("flagsSource", .string(source))) }
        if let database = tree.unusedDatabase { members.append(("unusedDatabase", .string(database))) }
        members.append(("symbols", .number(tree.symbols)))
        if let standIns = tree.standIns { members.append(("standIns", .string(standIns))) }
        return .object(members)
    }

    private var libclang: JSONValue {
        let libclang = diagnosis.libclang
        var members: [(key: String, value: JSONValue)] = [("version", .string(libclang.version))]
        if let path = libclang.path { members.append(("path", .string(path))) }
        if let headers = libclang.headers { members.append(("headers", .string(headers))) }
        return .object(members)
    }

    private var totals: JSONValue {
        .object([
            ("files", .number(diagnosis.files.count)),
            ("lines", .number(diagnosis.lines)),
            ("headers", .number(diagnosis.headers.count)),
            ("headerLines", .number(diagnosis.headers.lines)),
            ("functions", .number(diagnosis.functions)),
            ("headerBodies", .number(diagnosis.headerBodies)),
            ("opaqueNodes", .number(diagnosis.opaqueNodes)),
            ("skippedLines", .number(diagnosis.skippedLines)),
            ("errors", .number(diagnosis.errors)),
            ("failures", .number(diagnosis.failures)),
            ("configuringMilliseconds", .number(diagnosis.milliseconds.configuring)),
            ("parsingMilliseconds", .number(diagnosis.milliseconds.parsing)),
        ])
    }

    private func value(_ file: Diagnosis.File) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [("path", .string(file.path)), ("lines", .number(file.lines))]
        if let failure = file.failure { members.append(("failure", .string(failure))) }
        let opaque = file.opaqueNodesByReason.map { reason, places in
            JSONValue.object([
                ("reason", .string(reason)), ("count", .number(places.count)),
                ("places", .array(places.map { value($0, withMessage: false) })),
            ])
        }
        let skipped = file.skipped.map { skipped in
            JSONValue.object([
                ("first", .number(skipped.lines.lowerBound)), ("last", .number(skipped.lines.upperBound)),
                ("settings", .array(skipped.settings.map { .string($0) })),
            ])
        }
        return .object(
            members + [
                ("errors", .array(file.errors.map { value($0, withMessage: true) })),
                ("functions", .number(file.functions)), ("headerBodies", .number(file.headerBodies)),
                ("opaque", .array(opaque)), ("skipped", .array(skipped)),
            ])
    }

    private func value(_ place: Diagnosis.Place, withMessage: Bool) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [("file", .string(place.file)), ("line", .number(place.line))]
        if let function = place.function { members.append(("function", .string(function))) }
        if withMessage { members.append(("message", .string(place.message))) }
        return .object(members)
    }
}
