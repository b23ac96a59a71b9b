import Foundation
import Rules
import Settings
import SourceTree

extension FuzzTarget {
    /// What users write for fuselint; a patch may bring such files too.
    static func settingsTargets() throws -> [FuzzTarget] {
        let ids = RuleRegistry.all.map { $0.id }
        let folder = NSTemporaryDirectory()
        let configuration = """
            rules:
              mmap-timestamps: off   # for now
              heap-balance: "note"
            paths: [fs/fuse, 'fs/overlayfs']
            exclude:
              - "fs/*/test?.c"
            config: {CONFIG_FUSE_DAX: n, CONFIG_HZ: 250}
            tables: |
              my_get    result: +count, NULL on failure
              my_put    1: -count if >=0, NULL ok   # as kfree()
            suppressions: >-
              allowed.yml

            """
        let suppressions = """
            # let pass
            - rule: heap-balance
              file: fs/fuse/dev.c
              function: fuse_dev_read
              fingerprint: "0123456789abcdef0123456789abcdef"
              reason: >
                freed by the caller
              author: A <a@example.org>
              date: 2026-03-03

            """
        let baseline = "# fuselint baseline 1\n0123456789abcdef0123456789abcdef\theap-balance\tfs/a.c\tf\tis \\u{9} lost\n"
        let code = "/* fuselint: allow heap-balance: x */\ns = \"a\\\"b\"; // fuselint: allow heap-balance: y\nc = '\\'';\n"
        let words = [
            "rules", "paths", "exclude", "config", "tables", "suppressions", "heap-balance", ": ", ":", "\n", "\n  ", "- ", "? ", "[", "]", "{", "}", ", ", "\"", "'", "|", "|2-", ">", "&a ", "*a", "!!str ", "!<x>", "%YAML 1.2\n",
            "---\n", "...\n", "#", " #", "\t", "\\", "\\x", "\\uD800", "\u{0}", "\u{FEFF}", "\u{85}", "\r\n", "~", "<<: ", "0x1f", "result: +inode", "1: -count", "fuselint: allow ", "/*", "*/", "//", "\\u{10FFFF}", "\\u{", "}",
        ]
        return [
            FuzzTarget("configuration", seeds: [configuration], words: words) { bytes in
                var snapshot = try Snapshot(directory: folder)
                snapshot.replace(try TreePath(".fuselint.yml"), with: bytes)
                snapshot.delete(try TreePath(".fuselint-suppressions.yml"))
                _ = try ReviewSettings(ReviewSettings.CommandLine(), files: SettingsFiles(snapshot), folder: snapshot.root).overview(toolVersion: "0")
            },
            FuzzTarget("suppressions", seeds: [suppressions, suppressions + suppressions], words: words) { bytes in
                let before = try SuppressionFile.read(bytes, name: "f", rules: ids)
                let entry = Suppression(rule: "heap-balance", file: "fs/x.c", fingerprint: String(repeating: "e", count: 32), reason: "r")
                let made = try SuppressionFile.appending(entry, to: bytes, name: "f", rules: ids)
                let after = try SuppressionFile.read(made, name: "f", rules: ids)
                try require(Array(after.dropLast()) == before && after.last?.fingerprint == entry.fingerprint, "an entry that is added changes others")
            },
            FuzzTarget("baseline", seeds: [baseline, baseline + baseline.dropFirst(22)], words: words) { _ = try Baseline($0, name: "f") },
            FuzzTarget("inline-suppressions", seeds: [code], words: words) { _ = InlineSuppressions($0, rules: ids) },
        ]
    }
}
