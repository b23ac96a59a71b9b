import Foundation
import Testing

/// A patch with terminal escapes, bidirectional controls and markup wherever a patch has text, reviewed in every format.
@Suite struct HostileOutputTests {
    static let formats = FormatsTests.names + ["mail", "b4-review"]

    /// A new handler that breaks a rule, in a file, a mail and with words that would act on whoever shows them.
    private static func mail() throws -> String {
        let evil = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{9B}31m\u{202E}\u{2066}\u{200F}<script>alert(1)</script><img src=x onerror=alert(1)>\u{85}\u{E0041}"
        let name = #"fs/fuse/\033[31m\342\200\256<img src=x>%0A::error::x.c"#
        let code = [
            "", "static int evil_mmap(struct file *file, struct vm_area_struct *vma)", "{",
            "\tinode_set_mtime_to_ts(file_inode(file), /* \(evil) */ inode_get_mtime(file_inode(file)));", "\treturn 0;", "}", "",
            "const struct file_operations evil_operations = { .mmap = evil_mmap };",
        ]
        return """
            From: "\(evil)" <a\u{1B}[1m@example.org>
            To: \(evil) <b@example.org>
            Message-ID: <\(evil)@example.org>
            Date: Tue, 3 Mar 2026 09:30:00 +0000
            Subject: [PATCH] \(evil) =?UTF-8?Q?=1B[8m=E2=80=AE=0D=0AX-Injected:_1?=
            MIME-Version: 1.0
            Content-Type: text/plain; charset=UTF-8

            \(evil)
            ---
            diff --git "a/\(name)" "b/\(name)"
            new file mode 100644
            --- /dev/null
            +++ "b/\(name)"
            @@ -0,0 +1 @@
            +/* \(evil) */
            \(try Mail.insertion(of: code, into: "fs/fuse/file.c"))
            """
    }

    private static func actsOnReaders(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A, 0x09: false
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x061C, 0xFEFF, 0xE0000...0xE007F: true
        default: false
        }
    }

    /// What the file says or, where the format is a folder, what its files say.
    private func output(_ format: String) throws -> String {
        try withTemporaryDirectory { directory in
            let place = directory.appendingPathComponent("out")
            let result = try Fuselint.run(["review", "-", "--format", "\(format)=\(place.path)"], in: directory, input: Self.mail())
            #expect(result.status == 1 && result.output == "", "\(format): \(result.errors)")
            #expect(!result.errors.unicodeScalars.contains(where: Self.actsOnReaders))
            guard format == "b4-review" else { return try String(contentsOf: place, encoding: .utf8) }
            return try FileManager.default.contentsOfDirectory(atPath: place.path).sorted().map {
                try String(contentsOf: place.appendingPathComponent($0), encoding: .utf8)
            }.joined(separator: "\n")
        }
    }

    @Test(arguments: formats) func nothingActsOnTheReader(format: String) throws {
        let text = try output(format)
        #expect(text.contains("mtime"), "there is a finding to show")
        let found = text.unicodeScalars.filter(Self.actsOnReaders).map { String($0.value, radix: 16) }
        #expect(found == [], "\(format)")
        if format == "html" {
            for tag in ["<script>alert", "<img src=x"] { #expect(!text.contains(tag)) }
        }
        // A line that begins so is a command to GitHub's runner, or a header.
        for line in text.split(whereSeparator: \.isNewline) {
            #expect(!line.hasPrefix("::error::x") && !line.hasPrefix("X-Injected"), "\(format): \(line)")
        }
    }

    @Test func refusalsAreCleanToo() throws {
        let name = "\u{1B}[31m\u{202E}x.patch"
        let result = try Fuselint.run(["review", name])
        #expect(result.status == 2 && !result.errors.unicodeScalars.contains(where: Self.actsOnReaders))
    }
}
