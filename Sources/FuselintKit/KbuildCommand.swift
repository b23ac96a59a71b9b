import ArgumentParser
import Findings
import Foundation
import KernelTree
import Reports
import Review
import Settings
import SourceTree

struct KbuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kbuild", abstract: "Checks one C file with the flags that kbuild compiles it with.",
        usage: "make C=1 CHECK=\"fuselint kbuild\" fs/fuse/",
        discussion: """
            Kbuild runs this for each file that it compiles (C=1), or for each file (C=2), as it runs sparse. Findings go to \
            standard error as gcc's would. Files outside of fs/ are passed over.

            Exit status: 0 whatever was found, so that the build goes on, as with sparse; with --fail 1 for findings \
            (CHECK="fuselint kbuild --fail"); 2 the job could not be done.
            """)

    @Argument(parsing: .captureForPassthrough, help: "Perhaps --fail, then the compiler's arguments; the C file is the last.")
    var arguments: [String] = []

    func run() throws {
        // Nothing of what the compiler takes may be read as an option of ours, so these are looked for by hand.
        if ["--help", "-h"].contains(arguments.first) { throw CleanExit.helpRequest(self) }
        let fails = arguments.first == "--fail"
        guard let file = arguments.last, file.hasSuffix(".c"), !file.hasPrefix("-") else {
            throw ValidationError(
                "kbuild takes the compiler's arguments, and a C file as the last; run make C=1 CHECK=\"fuselint kbuild\"")
        }
        let directory = FileManager.default.currentDirectoryPath
        let absolute = file.hasPrefix("/") ? file : directory + "/" + file
        let folder = URL(fileURLWithPath: absolute).resolvingSymlinksInPath().deletingLastPathComponent().path
        guard let root = try? KernelTree.search(upwardFrom: folder), let snapshot = try? Snapshot(directory: root),
            let path = snapshot.treePath(ofAbsolute: absolute)
        else { throw ValidationError("'\(file)' is in no kernel tree; modules from outside cannot be checked") }
        guard try path.isInside(TreePath("fs")) else { return }
        let run = CompilerRun(directory: directory, file: file, arguments: arguments)
        let settings = try ReviewSettings(ReviewSettings.CommandLine(), files: SettingsFiles(snapshot), folder: directory)
        let report = try TreeCheck(KernelTree.open(snapshot, run: run), settings: settings).check([path]).about(path.description, named: file)
        StandardStreams.tell(ReportFormat.gcc.text(of: report))
        if fails, !report.findings.isEmpty { throw ExitCode(1) }
    }
}

extension Report {
    /// What there is to tell of one file, with all paths as seen from where make calls that file `name`.
    ///
    /// What was not analysed elsewhere is told when make comes to it.
    fileprivate func about(_ file: String, named name: String) -> Report {
        let prefix = name.hasSuffix(file) ? String(name.dropLast(file.count)) : ""
        var report = self
        report.incomplete = incomplete.filter { $0.file == file }.map { place in
            var place = place
            place.file = prefix + place.file
            return place
        }
        report.findings = findings.map { reported in
            var reported = reported
            reported.finding.position.file = prefix + reported.finding.position.file
            for index in reported.finding.path.indices {
                reported.finding.path[index].position.file = prefix + reported.finding.path[index].position.file
            }
            return reported
        }
        return report
    }
}
