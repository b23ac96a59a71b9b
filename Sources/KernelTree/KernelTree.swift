import Foundation
import SourceTree

/// A Linux source tree, and how its C files are to be parsed.
///
/// Nothing of the tree is run and nothing is written to it. Any tree from 5.10 on will do, configured or not, whole or
/// only in part: the least is a Makefile that gives the version, and include/linux.
public struct KernelTree: Sendable {
    /// Where the flags come from.
    public enum Origin: Sendable, Equatable {
        /// A compile_commands.json, given by its absolute path. Files it does not list get the flags of its neighbours.
        case compileCommands(String)
        /// The tree was configured and prepared; the absolute path of its object directory.
        case configured(String)
        /// Seed symbols closed over the tree's Kconfig files, and stand-ins for generated headers.
        case unconfigured
    }

    public let snapshot: Snapshot
    public let version: KernelVersion
    public let configuration: Configuration
    public let origin: Origin
    /// The headers that a build would have generated; empty for a tree that has them.
    public let standIns: [StandIn]

    private let dialect: Dialect
    private let architecture: Architecture
    private let database: CompileCommands?
    private let overrides: [ConfigOverride]
    private let makefiles: ReadMakefiles

    /// Opens the kernel tree of a snapshot.
    ///
    /// - Parameters:
    ///   - configOverrides: symbols set by hand; they win over everything. In a tree that is configured or has a
    ///     compile_commands.json they take effect as -D and -U flags.
    ///   - run: a run of the compiler that tells the flags, for its own file and its neighbours; it takes the place of a
    ///     compile_commands.json.
    /// - Throws: `KernelTreeError` when it is no kernel tree, `SnapshotError` when a file that is needed leads out of the tree.
    public static func open(_ snapshot: Snapshot, configOverrides: [ConfigOverride] = [], run: CompilerRun? = nil) throws
        -> KernelTree
    {
        let makefile = try snapshot.text(of: TreePath(known: "Makefile"))
        if let missing = try missingPart(of: snapshot, makefile: makefile) {
            throw KernelTreeError.notAKernelTree(directory: snapshot.root, missing: missing)
        }
        guard let makefile, let version = KernelVersion(makefile: makefile) else {
            throw KernelTreeError.notAKernelTree(directory: snapshot.root, missing: "its Makefile gives no VERSION and PATCHLEVEL")
        }
        let database = try run.map { try CompileCommands($0, snapshot: snapshot) } ?? CompileCommands.load(from: snapshot)
        let generated = TreePath(known: "include/generated/autoconf.h")
        let settings = TreePath(known: "include/config/auto.conf")
        var origin = Origin.unconfigured
        var configuration: Configuration
        if let text = database?.recordedConfiguration {
            configuration = Configuration(autoConf: text)
            for override in configOverrides { configuration.set(override.symbol, override.value) }
        } else if database == nil, let text = try snapshot.text(of: settings), try snapshot.exists(generated) {
            origin = .configured(snapshot.root)
            configuration = Configuration(autoConf: text)
            for override in configOverrides { configuration.set(override.symbol, override.value) }
        } else {
            configuration = try .closed(over: snapshot, version: version, overrides: configOverrides)
        }
        if let database { origin = .compileCommands(database.path) }
        let standIns =
            origin == .unconfigured
            ? try GeneratedHeaders(snapshot: snapshot, version: version, configuration: configuration).all() : []
        return KernelTree(
            snapshot: snapshot, version: version, configuration: configuration, origin: origin, standIns: standIns,
            dialect: try Dialect(snapshot: snapshot, makefile: makefile, version: version),
            architecture: origin == .unconfigured ? .x86 : Architecture(of: configuration),
            database: database, overrides: configOverrides, makefiles: ReadMakefiles())
    }

    private init(
        snapshot: Snapshot, version: KernelVersion, configuration: Configuration, origin: Origin, standIns: [StandIn],
        dialect: Dialect, architecture: Architecture, database: CompileCommands?, overrides: [ConfigOverride],
        makefiles: ReadMakefiles
    ) {
        self.snapshot = snapshot
        self.version = version
        self.configuration = configuration
        self.origin = origin
        self.standIns = standIns
        self.dialect = dialect
        self.architecture = architecture
        self.database = database
        self.overrides = overrides
        self.makefiles = makefiles
    }

    /// The tree after other changes to the same directory, such as the next patch of a series, without asking the
    /// Kconfig files again. Open anew when Kconfig files changed.
    public func with(_ snapshot: Snapshot) -> KernelTree {
        KernelTree(
            snapshot: snapshot, version: version, configuration: configuration, origin: origin, standIns: standIns,
            dialect: dialect, architecture: architecture, database: database, overrides: overrides, makefiles: makefiles)
    }

    /// The absolute directories, other than the compiler's own, below which every included header must lie.
    public func includeRoots(standInDirectory: String) -> [String] {
        [snapshot.root] + (origin == .unconfigured ? [standInDirectory] : []) + (database?.objectDirectories ?? [])
    }

    // MARK: Recognition

    /// Whether the directory is the top of a kernel tree that `open` accepts.
    public static func isKernelTree(_ directory: String) -> Bool {
        // A directory that cannot be read is no tree that could be used.
        guard let snapshot = try? Snapshot(directory: directory),
            let makefile = try? snapshot.text(of: TreePath(known: "Makefile"))
        else { return false }
        return KernelVersion(makefile: makefile) != nil && (try? missingPart(of: snapshot, makefile: makefile)) == .some(nil)
    }

    /// The top of the kernel tree that holds `directory`, which may be anywhere below it.
    /// - Throws: `KernelTreeError.noneAbove`.
    public static func search(upwardFrom directory: String) throws -> String {
        var candidate = URL(fileURLWithPath: directory).standardizedFileURL.path
        while true {
            if isKernelTree(candidate) { return candidate }
            let parent = URL(fileURLWithPath: candidate).deletingLastPathComponent().path
            if parent == candidate || candidate == "/" { throw KernelTreeError.noneAbove(start: directory) }
            candidate = parent
        }
    }

    private static func missingPart(of snapshot: Snapshot, makefile: String?) throws -> String? {
        guard let makefile else { return "no Makefile" }
        guard KernelVersion(makefile: makefile) != nil else { return "its Makefile gives no VERSION and PATCHLEVEL" }
        return try snapshot.exists(TreePath(known: "include/linux")) ? nil : "no include/linux"
    }

    // MARK: Flags

    /// The arguments with which a compiler parses one C file of the tree: no program name, no file name.
    ///
    /// They hold -nostdinc; the caller adds the compiler's own headers (`-isystem <resource directory>/include`).
    /// - Parameters:
    ///   - file: the source file; it need not exist.
    ///   - standInDirectory: the absolute directory that holds `standIns`, as `StandInDirectory` gives it.
    /// - Throws: `SnapshotError` when a makefile on the way leads out of the tree.
    public func flags(for file: TreePath, standInDirectory: String) throws -> [String] {
        if let database { return database.flags(for: file, in: snapshot) + ["-w"] + overrideFlags }
        let objects = origin == .unconfigured ? standInDirectory : snapshot.root
        let added = try DirectoryFlags(snapshot: snapshot, configuration: configuration, objectRoot: objects, makefiles: makefiles).answer(for: file)
        var flags = ["-nostdinc"]
        flags += try includeFlags(objects: objects)
        flags += ["-D__KERNEL__", "-target", architecture.target] + dialect.flags + architecture.flags + added.flags
        if origin == .unconfigured, ShippedSources.directories.contains(file.parent) {
            flags.append("-I\(objects)/\(file.parent)")
        }
        flags += moduleFlags(of: file, modules: added.modules)
        if origin == .unconfigured {
            // A file that the configuration leaves out is looked at as a build that has it would see it.
            let overridden = Set(overrides.map(\.symbol))
            for symbol in added.gates where !configuration.isEnabled(symbol) && !overridden.contains(symbol) {
                flags.append("-DCONFIG_\(symbol)=1")
            }
        }
        return flags + (origin == .unconfigured ? [] : overrideFlags)
    }

    /// Whether some build compiles the file by itself: a makefile lists its object, or the tree has no makefile for it.
    ///
    /// false for files that another file includes, as fs/nfs/nfs42xdr.c: parsed alone they lack what they stand on.
    /// - Throws: `SnapshotError` when a makefile on the way leads out of the tree.
    public func isCompiledByItself(_ file: TreePath) throws -> Bool {
        let flags = DirectoryFlags(snapshot: snapshot, configuration: configuration, objectRoot: snapshot.root, makefiles: makefiles)
        return try flags.isListedOrUnknown(file)
    }

    private func includeFlags(objects: String) throws -> [String] {
        let root = snapshot.root
        let arch = "arch/\(architecture.name)/include"
        let hasArch = try snapshot.exists(TreePath(known: arch))
        var directories: [String] = []
        if hasArch { directories += ["\(root)/\(arch)", "\(objects)/\(arch)/generated"] }
        directories += ["\(root)/include", "\(objects)/include"]
        if hasArch { directories += ["\(root)/\(arch)/uapi", "\(objects)/\(arch)/generated/uapi"] }
        directories += ["\(root)/include/uapi", "\(objects)/include/generated/uapi"]
        var seen: Set<String> = []
        var flags = directories.filter { seen.insert($0).inserted }.map { "-I" + $0 }
        for header in ["compiler-version.h", "kconfig.h", "compiler_types.h"] {
            let path = TreePath(known: "include/linux/" + header)
            if try snapshot.exists(path) { flags += ["-include", snapshot.absolutePath(of: path)] }
        }
        if try !snapshot.exists(TreePath(known: "include/linux/kconfig.h")), origin == .unconfigured {
            flags += ["-include", "\(objects)/include/generated/autoconf.h"]
        }
        return flags
    }

    private func moduleFlags(of file: TreePath, modules: [String]) -> [String] {
        let token = { (name: String) in name.replacing("-", with: "_").replacing(",", with: "_") }
        let stem = token(String(file.name.split(separator: ".").first ?? "file"))
        let module = token(modules.joined(separator: ":"))
        let place = file.parent == .root ? "" : file.parent.description + "/"
        return [
            "-DKBUILD_MODFILE=\"\(place)\(modules.first ?? stem)\"", "-DKBUILD_BASENAME=\"\(stem)\"", "-DKBUILD_MODNAME=\"\(module)\"",
            // A name of C code, so a file in two modules takes the first.
            "-D__KBUILD_MODNAME=\(dialect.moduleSymbolPrefix)\(token(modules.first ?? stem))",
        ]
    }

    private var overrideFlags: [String] {
        overrides.map { override in
            switch override.value {
            case nil: "-UCONFIG_\(override.symbol)"
            case .yes: "-DCONFIG_\(override.symbol)=1"
            case .module: "-DCONFIG_\(override.symbol)_MODULE=1"
            case .number(let text): "-DCONFIG_\(override.symbol)=\(text)"
            case .text(let text): "-DCONFIG_\(override.symbol)=\"\(text)\""
            }
        }
    }
}
