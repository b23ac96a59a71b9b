import ArgumentParser
import Foundation
import Reports
import Review
import Settings
import SourceTree

extension SettingsFormat: ExpressibleByArgument {}

struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Shows what is set, and where each setting comes from.",
        discussion: "Settings come from .fuselint.yml and the command line; without either, all rules are on.")

    @Option(name: .long, help: "The form of the answer.")
    var format: SettingsFormat = .terminal

    @OptionGroup var treeOptions: TreeOptions

    func run() throws {
        let snapshot = try Snapshot(directory: treeOptions.directory(fallsBackToExample: true))
        let settings = try treeOptions.settings(SettingsFiles(snapshot))
        let text = format.text(of: settings.overview(toolVersion: Version.current))
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    }
}
