import Findings

/// The diagnosis for a person: what is in use, then each file, then the totals.
struct DoctorTerminalReport {
    private let diagnosis: Diagnosis
    private let style: TerminalStyle

    init(_ diagnosis: Diagnosis, color: Bool) {
        self.diagnosis = diagnosis
        style = TerminalStyle(isOn: color)
    }

    var text: String {
        let blocks = [installation, diagnosis.files.flatMap(lines), included, totals]
        return blocks.filter { !$0.isEmpty }.map { $0.map { $0 + "\n" }.joined() }.joined(separator: "\n")
    }

    // MARK: What is in use

    private var installation: [String] {
        let tree = diagnosis.tree, libclang = diagnosis.libclang
        var lines = ["fuselint:  \(diagnosis.toolVersion)"]
        lines.append("tree:      \(tree.directory.printable)")
        lines.append("version:   \(tree.version.printable)")
        lines.append("flags:     \(flags.printable)")
        if let database = tree.unusedDatabase {
            lines.append(
                "           not from \(database.printable): none of its entries names a file of this tree"
                    + " and a directory with generated headers")
        }
        lines.append("symbols:   \(tree.symbols) CONFIG_ symbols are set")
        if let standIns = tree.standIns { lines.append("stand-ins: \(standIns.printable)") }
        lines.append("libclang:  \(libclang.version.printable)")
        lines.append("library:   \((libclang.path ?? "not told by the system").printable)")
        lines.append("headers:   \((libclang.headers ?? "none beside the library; trees before 5.16 need them").printable)")
        return lines
    }

    private var flags: String {
        let source = diagnosis.tree.flagsSource ?? ""
        return switch diagnosis.tree.flags {
        case .compileCommands: "from \(source)"
        case .configured: "from the configured tree in \(source)"
        case .unconfigured: "the tree is not configured: from its Kconfig files and makefiles"
        }
    }

    // MARK: Files

    private func lines(of file: Diagnosis.File) -> [String] {
        let name = style.paint(file.path.printable + ":", .place)
        if let failure = file.failure { return ["\(name) \(style.paint("not parsed:", .error)) \(failure.printable)"] }
        var counts = [
            Self.count(file.lines, "line", "lines"), Self.count(file.functions, "function", "functions"),
            Self.count(file.headerBodies, "header body", "header bodies"),
        ]
        if !file.errors.isEmpty { counts.append(style.paint(Self.count(file.errors.count, "error", "errors"), .error)) }
        if !file.opaqueNodes.isEmpty {
            counts.append(style.paint(Self.count(file.opaqueNodes.count, "opaque node", "opaque nodes"), .warning))
        }
        if !file.skipped.isEmpty { counts.append("\(Self.count(file.skippedLines, "line", "lines")) left out") }
        return ["\(name) " + counts.joined(separator: ", ")] + errors(of: file) + opaqueNodes(of: file) + skipped(of: file)
    }

    private func errors(of file: Diagnosis.File) -> [String] {
        file.errors.flatMap { TextWrapping().lines("  error: ", "\(Self.name(of: $0)): \($0.message)") }
    }

    private func opaqueNodes(of file: Diagnosis.File) -> [String] {
        file.opaqueNodesByReason.flatMap { reason, places in
            TextWrapping().lines("  opaque, \(reason.printable): ", places.map(Self.name).joined(separator: ", "))
        }
    }

    /// Ranges that the same settings would bring in stand together, in the order of the first of each.
    private func skipped(of file: Diagnosis.File) -> [String] {
        var order: [[String]] = []
        var ranges: [[String]: [ClosedRange<Int>]] = [:]
        for skipped in file.skipped {
            if ranges[skipped.settings] == nil { order.append(skipped.settings) }
            ranges[skipped.settings, default: []].append(skipped.lines)
        }
        return order.flatMap { settings -> [String] in
            let places = ranges[settings]!.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ", ")
            let cure = settings.isEmpty ? "no CONFIG symbol brings them in" : settings.joined(separator: " ")
            return TextWrapping().lines("  left out: ", "\(places): \(cure)")
        }
    }

    private static func name(of place: Diagnosis.Place) -> String {
        place.file + (place.line > 0 ? ":\(place.line)" : "") + (place.function.map { " in \($0)()" } ?? "")
    }

    private var included: [String] {
        guard !diagnosis.includedSources.isEmpty else { return [] }
        return TextWrapping().lines("not compiled by themselves: ", diagnosis.includedSources.joined(separator: ", "))
    }

    // MARK: Totals

    private var totals: [String] {
        let files = diagnosis.files.count, headers = diagnosis.headers, time = diagnosis.milliseconds
        return [
            "\(Self.count(files, "file", "files")), \(diagnosis.lines) lines; \(Self.count(headers.count, "header", "headers")), \(headers.lines) lines",
            "\(Self.count(diagnosis.functions, "function", "functions")), \(Self.count(diagnosis.headerBodies, "header body", "header bodies")),"
                + " \(Self.count(diagnosis.opaqueNodes, "opaque node", "opaque nodes")),"
                + " \(Self.count(diagnosis.skippedLines, "line", "lines")) left out",
            "\(Self.count(diagnosis.errors, "error", "errors")), \(Self.count(diagnosis.failures, "file", "files")) not parsed",
            "\(Self.seconds(time.configuring)) configuring, \(Self.seconds(time.parsing)) parsing",
        ]
    }

    /// `1.07 s`
    private static func seconds(_ milliseconds: Int) -> String {
        let hundredths = (milliseconds + 5) / 10
        return "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10) s"
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
}
