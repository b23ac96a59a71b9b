import Foundation
import Patches
import SourceTree

extension FuzzTarget {
    /// Mails with all that MIME has, and diffs.
    static func patchTargets(root: String) throws -> [FuzzTarget] {
        let folder = root + "/examples/patches"
        let patches = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().filter { $0.hasSuffix(".patch") }
            .map { String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)), as: UTF8.self) }
        let diffs = patches.compactMap { text in text.range(of: "diff --git").map { String(text[$0.lowerBound...]) } }
        let mails = patches + [
            """
            From mboxrd@z Thu Jan  1 00:00:00 1970
            From: =?utf-8?Q?A=2E_D=C3=A9veloper?= <a@example.org>
            To: "List, The" <list@example.org>, b@example.org (a comment)
            Subject: [PATCH v2 1/3] =?UTF-8?B?ZnVzZTogYQ==?=
             =?UTF-8?Q?_b?=
            Message-ID: <1@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="=-x"; charset*0="utf-"; charset*1=8

            --=-x
            Content-Type: text/plain; charset=iso-8859-15; format=flowed
            Content-Transfer-Encoding: quoted-printable

            A message=
            =E9=3D
            >From here
            --=-x
            Content-Type: message/rfc822

            Subject: [PATCH] inner

            ---
            \(diffs[0].prefix(900))
            --=-x
            Content-Type: text/x-patch; name="a.patch"
            Content-Transfer-Encoding: base64

            \(Data(diffs[0].utf8).base64EncodedString(options: .lineLength76Characters))
            --=-x--

            """,
            "On Tue, A wrote:\n" + diffs[0].split(separator: "\n", omittingEmptySubsequences: false).prefix(40).map { "> " + $0 }.joined(separator: "\n"),
            "commit 0123456789012345678901234567890123456789\nAuthor: A <a@example.org>\nDate:   Tue Mar 3 09:30:00 2026 +0000\n\n    fuse: a\n\n" + diffs[0],
        ]
        let words = [
            "\n\n", "From ", "From: ", "Subject: ", "=?utf-8?B?", "?=", "=?x?Q?", "Content-Type: ", "multipart/mixed", "message/rfc822", "text/plain", "boundary=", "charset=",
            "Content-Transfer-Encoding: ", "base64", "quoted-printable", "uuencode", "8bit", "--", "--=-x\n", "--=-x--\n", "\r\n", "\u{0}", "\u{85}", "é", "=3D", "=\n", "> ", ">From ",
            "---\n", "diff --git a/x b/x\n", "--- a/fs/a.c\n", "+++ b/fs/a.c\n", "--- /dev/null\n", "+++ /dev/null\n", "@@ -1,3 +1,4 @@\n", "@@ -0,0 +1 @@", "@@", "\\ No newline at end of file\n", "index 0..1\n",
            "new file mode 100644\n", "deleted file mode 120000\n", "old mode 100644\n", "rename from ", "rename to ", "copy from ", "similarity index 100%\n", "GIT binary patch\n", "literal 3\n", "delta 1\n",
            "Binary files a and b differ\n", "\"a/\\303\\244\"", "\"", "\\", "../", "/etc/passwd", "+", "-", " ", "\t", "-- \n2.39\n", "diff --cc a\n", "@@@ -1 -1 +1 @@@\n", "[PATCH 1/2]", "commit ",
        ]
        return [
            FuzzTarget("mail", seeds: mails, words: words, read: { try readPatches($0) }),
            FuzzTarget("diff", seeds: diffs, words: words.filter { !$0.contains("Content") }, read: { try readPatches($0) }),
        ]
    }

    /// Whatever comes out of a patch stays in the tree, is counted rightly, and can be looked at as a reviewer does.
    private static func readPatches(_ bytes: [UInt8]) throws {
        let series = try PatchReader.read([PatchInput(name: "x", bytes: bytes)])
        for patch in series.patches {
            try require(!patch.files.isEmpty, "a patch without files is no patch")
            for file in patch.files {
                for path in [file.oldPath, file.newPath].compactMap({ $0 }) {
                    try require(path != .root && !path.description.hasPrefix("/") && !path.description.split(separator: "/").contains(".."), "'\(path)' is not inside")
                    try require((try? TreePath(path.description)) == path, "'\(path)' is another path when it is read again")
                }
                _ = DetachedMaterial(of: file)
            }
        }
    }
}
