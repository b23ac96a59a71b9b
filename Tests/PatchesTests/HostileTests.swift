import Foundation
import Patches
import SourceTree
import Testing

@Suite struct HostileTests {
    @Test(arguments: [
        "../etc/passwd", "fs/../../etc/passwd", "fs/../fs/a.c", "/etc/passwd", "fs/.git/config", ".GIT/hooks/post-checkout", "",
    ])
    func refusesPathsOutOfTheTree(_ name: String) throws {
        let hunk = "@@ -1 +1 @@\n-a\n+b\n"
        for text in [
            "diff --git a/\(name) b/\(name)\n--- a/\(name)\n+++ b/\(name)\n\(hunk)", "--- a/\(name)\n+++ b/\(name)\n\(hunk)",
            "--- a/fs/a.c\n+++ b/fs/a.c\n\(hunk)diff --git a/fs/a.c b/\(name)\nrename from fs/a.c\nrename to \(name)\n",
            "> --- a/\(name)\n> +++ b/\(name)\n> @@ -1 +1 @@\n> -a\n> +b\n", "--- /dev/null\n+++ b/\(name)\n@@ -0,0 +1 @@\n+b\n",
        ] {
            let error = #expect(throws: PatchError.self, "\(text)") { try series(text) }
            guard case .refusedPath(let path, _, _, let input, let line) = error else {
                Issue.record("\(text): \(String(describing: error))")
                continue
            }
            #expect(input == "test.mbox")
            #expect(line >= 1)
            #expect(name.isEmpty || error?.description.contains(path) == true)
        }
    }

    @Test func refusesLinksAndSubmodules() throws {
        for mode in ["120000", "160000"] {
            for header in [
                "new file mode \(mode)\nindex 0000000..1111111\n--- /dev/null\n+++ b/fs/link.c\n@@ -0,0 +1 @@\n+/etc/passwd\n\\ No newline at end of file\n",
                "index 0000000..1111111 \(mode)\n--- a/fs/link.c\n+++ b/fs/link.c\n@@ -1 +1 @@\n-x\n+/etc/passwd\n",
                "old mode 100644\nnew mode \(mode)\n", "deleted file mode \(mode)\n--- a/fs/link.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n",
            ] {
                let error = #expect(throws: PatchError.self) { try series("diff --git a/fs/link.c b/fs/link.c\n" + header) }
                guard case .refusedMode(let path, _, _, _, _) = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
                #expect(path == "fs/link.c")
            }
        }
    }

    @Test func readsQuotedNames() throws {
        let patch = try onePatch("diff --git \"a/fs/\\303\\244 b.c\" \"b/fs/\\303\\244 b.c\"\nold mode 100644\nnew mode 100755\n")
        #expect(patch.files.map(\.path.description) == ["fs/ä b.c"])
        #expect(patch.files.map(\.kind) == [.modeChange])
    }

    @Test func absurdCountsAreCutShort() throws {
        for counts in ["-1,999999999 +1,999999999", "-0,0 +1,999999999"] {
            let patch = try onePatch("--- a/fs/a.c\n+++ b/fs/a.c\n@@ \(counts) @@\n+a\n")
            #expect(patch.files[0].hunks[0].isCutShort)
            #expect(!patch.isComplete)
        }
        // Beyond any file's size it is no header at all.
        #expect(throws: PatchError.self) { try series("--- a/fs/a.c\n+++ b/fs/a.c\n@@ -1,99999999999999999999 +1 @@\n-a\n+b\n") }
        #expect(throws: PatchError.self) { try series("--- a/fs/a.c\n+++ b/fs/a.c\n@@ -1 +1,-5 @@\n-a\n+b\n") }
    }

    /// Each input is large and of the kind that makes careless readers slow; the bound is generous for a
    /// debug build, and far below what quadratic time would take.
    @Test(arguments: [
        "longLine", "manyQuotes", "manyHunks", "manyBoundaries", "nestedParts", "openBase64", "encodedWords", "braces", "initializers",
        "wrapped", "mbox", "thread", "nul", "folded", "parens", "conditions", "types", "sameLines",
    ])
    func largeInputsTakeLinearTime(_ kind: String) throws {
        let n = 20_000
        let file = "--- a/fs/a.c\n+++ b/fs/a.c\n"
        func added(_ lines: [String]) -> String { file + "@@ -0,0 +1,\(lines.count) @@\n" + lines.map { "+\($0)\n" }.joined() }
        let text: String
        switch kind {
        case "longLine": text = added([String(repeating: "a(b, c) { ", count: n * 4)])
        case "manyQuotes": text = String(repeating: String(repeating: "> ", count: 500) + "text\n", count: n / 50)
        case "manyHunks": text = file + String(repeating: "@@ -1 +1 @@\n-a\n+b\n", count: n)
        case "manyBoundaries": text = Samples.header("Content-Type: multipart/mixed; boundary=x") + String(repeating: "\n--x\n\n", count: n)
        case "nestedParts":
            text = Samples.header("Content-Type: multipart/mixed; boundary=x0") + (1...n / 10).map { "\n--x\($0 - 1)\nContent-Type: multipart/mixed; boundary=x\($0)\n" }.joined()
        case "openBase64": text = Samples.header("Content-Transfer-Encoding: base64") + "\n" + String(repeating: "LS0tIGEvZnMvYS5j=", count: n * 3)
        case "encodedWords": text = "Subject: " + String(repeating: "=?utf-8?q?=?= =?x?b?", count: n) + "\nFrom: a\n\nx\n"
        case "braces": text = added(Array(repeating: "static int f(int a) { if (a) {", count: n))
        case "initializers": text = added(["static struct a b = {"] + Array(repeating: ".c = { .d = e,", count: n))
        case "wrapped": text = file + "@@ -1,\(n) +1,\(n) @@\n a\n" + String(repeating: "tail\n", count: n)
        case "mbox": text = String(repeating: "From a@b Mon Mar  4 10:00:00 2024\nSubject: [PATCH 1/2] x\n\n", count: n)
        case "thread": text = String(repeating: "From: a @ 2024-03-04 15:30 UTC (permalink / raw)\n* x\n", count: n)
        case "nul": text = added(Array(repeating: "\0\0\0/*\0", count: n))
        case "folded": text = "Subject: x\nFrom: a\n" + String(repeating: " folded\n", count: n) + "\n"
        case "parens": text = added([String(repeating: "(", count: n * 5) + ";"] + Array(repeating: "a(", count: n))
        case "conditions": text = added(Array(repeating: "#if 1\n+{\n+#else", count: n / 3))
        case "types": text = added(Array(repeating: "struct a { int b;", count: n))
        default: text = added(Array(repeating: "}", count: n))
        }
        let start = ContinuousClock.now
        do {
            for patch in try series(text).patches {
                for file in patch.files { _ = DetachedMaterial(of: file) }
                check(patch, lines: text.utf8.count)
            }
        } catch is PatchError {
            // Most of these hold no patch; that they are read to the end is the point.
        }
        #expect(ContinuousClock.now - start < .seconds(20), "\(kind)")
    }

    /// The search for the nearest place is linear too, where all lines are equal.
    @Test func nearestPlaceIsFoundInLinearTime() throws {
        let tree = try TemporaryDirectory()
        try tree.write("fs/a.c", String(repeating: "}\n", count: 50_000))
        let count = 5_000
        let patch = try onePatch("--- a/fs/a.c\n+++ b/fs/a.c\n@@ -1,\(count + 1) +1,\(count) @@\n-x\n" + String(repeating: " }\n", count: count))
        let start = ContinuousClock.now
        let error = #expect(throws: ApplyError.self) { try PatchApplier().apply(patch, to: tree.snapshot()) }
        guard case .hunkFailed(let failure) = error else { Issue.record("\(String(describing: error))"); return }
        #expect(failure.nearest?.equal == count)
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    /// What holds of any patch, however it came about.
    private func check(_ patch: Patch, lines: Int) {
        for file in patch.files {
            for path in [file.oldPath, file.newPath].compactMap(\.self) {
                #expect(!path.description.isEmpty && !path.description.hasPrefix("/") && !path.description.split(separator: "/").contains(".."))
            }
            #expect(file.oldPath != nil || file.newPath != nil)
            for hunk in file.hunks {
                let old = hunk.lines.count { $0.kind != .added }
                let new = hunk.lines.count { $0.kind != .removed }
                #expect(old <= hunk.oldCount && new <= hunk.newCount)
                #expect(hunk.isCutShort == (old < hunk.oldCount || new < hunk.newCount))
                for line in hunk.lines where line.inputLine < 1 || line.inputLine > lines + 1 || line.bytes.contains(10) {
                    Issue.record("line \(line.inputLine)")
                }
            }
            let material = DetachedMaterial(of: file)
            for text in material.functions.map(\.source) + material.declarations.map(\.source) {
                // Carriage returns within lines are no line ends of ours.
                #expect(text.text.utf8.count { $0 == 10 } == text.inputLines.count)
            }
        }
    }

    /// Seeded mutations of all samples: nothing crashes, hangs, or breaks what holds of every patch.
    @Test func mutatedSamplesKeepTheInvariants() throws {
        var random = SplitMix(state: 0x5eed)
        let samples: [[UInt8]] = [
            Samples.eightBit, Samples.quotedPrintable, Samples.base64, Samples.multipart, Samples.flowed, Samples.reply, Samples.diff, CodeSamples.operations,
        ].map { Array($0.utf8) } + [Samples.latin1]
        let pieces = ["> ", "@@ -1,5 +1,9 @@", "diff --git a/x b/x\n", "\n--- ", "\n+++ ", "--=-=next=", "=?utf-8?b?", "{", "}", "(", "/*", "\"", "\\", "#if", "\0", "\r", "=", "From a@b Mon Mar  4 10:00:00 2024\n", "GIT binary patch\n", "120000"].map { Array($0.utf8) }
        var read = 0
        let start = ContinuousClock.now
        for round in 0..<1_500 {
            var bytes = samples[round % samples.count]
            for _ in 0...random.next(6) {
                let at = random.next(bytes.count)
                switch random.next(6) {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: random.next(256))
                case 1: bytes.removeSubrange(at..<min(bytes.count, at + random.next(40)))
                case 2: bytes.insert(contentsOf: pieces[random.next(pieces.count)], at: at)
                case 3: bytes = Array(bytes[..<max(at, 1)])
                case 4: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + random.next(200))], at: random.next(bytes.count))
                default: bytes[at] = UInt8(ascii: "0") + UInt8(random.next(10))
                }
                if bytes.isEmpty { bytes = [10] }
            }
            do {
                for patch in try series(bytes).patches {
                    read += 1
                    check(patch, lines: bytes.count)
                }
            } catch is PatchError {
                continue
            }
        }
        #expect(read > 500)
        #expect(ContinuousClock.now - start < .seconds(120))
    }
}

/// A small random generator, the same on every machine (Steele, Lea and Flood's SplitMix64).
private struct SplitMix {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(bound, 1)))
    }
}
