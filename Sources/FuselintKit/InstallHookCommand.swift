import ArgumentParser
import Foundation
import Patches
import Reports

extension HookScript: ExpressibleByArgument {}

struct InstallHookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install-hook", abstract: "Makes git review what you send or push.",
        discussion: """
            Installs a hook in the repository that holds the current folder, where core.hooksPath says or in its hooks folder. A \
            hook that is there stays as it is. sendemail-validate reviews each patch before git send-email sends it, pre-push \
            the commits that are new to the remote; findings stop either.
            """)

    @Argument(help: "sendemail-validate or pre-push.")
    var hook: HookScript

    @Flag(name: .long, help: "Remove the hook again, if it is fuselint's.")
    var remove = false

    func run() throws {
        let directory = FileManager.default.currentDirectoryPath
        guard let repository = try GitRepository(containing: directory) else {
            throw HookError("'\(directory)' is in no git work tree; go to the kernel that the hook is for")
        }
        let folder = try repository.hooksDirectory()
        let path = folder + "/" + hook.rawValue
        let found = try Self.contents(of: path)
        let owner = found.map(HookScript.owner)
        if owner == .somebody || owner == .fuselintChanged {
            let whose = owner == .somebody ? "not fuselint's" : "changed since fuselint made it"
            let advice = remove ? "remove it yourself" : "add a call of fuselint review to it, or move it away"
            throw HookError("'\(path)' is there already and \(whose): \(advice)")
        }
        if remove {
            guard found != nil else { throw HookError("there is no '\(path)'") }
            try Self.attempt("remove", path) { unlink(path) }
            print("removed \(path.printable)")
        } else {
            let program = Bundle.main.executableURL?.resolvingSymlinksInPath().path ?? CommandLine.arguments[0]
            try Self.install(hook.text(calling: program), at: path, in: folder)
            print("installed \(path.printable)")
        }
    }

    /// What stands at the path, as text; nil where nothing does, not even a broken link.
    private static func contents(of path: String) throws -> String? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size < 1 << 20, let data = FileManager.default.contents(atPath: path)
        else { return "" }
        return String(decoding: data, as: UTF8.self)
    }

    /// Written aside and put in place whole, so that git never runs a half of it.
    private static func install(_ text: String, at path: String, in folder: String) throws {
        do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
            throw HookError("cannot make '\(folder)': \(error.localizedDescription)")
        }
        let aside = path + ".fuselint-\(getpid())"
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o777)
        try attempt("write", aside) { descriptor < 0 ? -1 : 0 }
        defer { unlink(aside) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do { try file.write(contentsOf: Data(text.utf8)) } catch {
            throw HookError("cannot write '\(aside)': \(error.localizedDescription)")
        }
        // Ours was judged to be ours; anything that came since is not, and linking does not replace it.
        if try contents(of: path).map(HookScript.owner) == .fuselint { try attempt("replace", path) { unlink(path) } }
        try attempt("write", path) { link(aside, path) }
    }

    private static func attempt(_ verb: String, _ path: String, _ call: () -> Int32) throws {
        if call() != 0 { throw HookError("cannot \(verb) '\(path)': \(String(cString: strerror(errno)))") }
    }
}

/// Why a hook was not installed or removed, in one line.
struct HookError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
