import Foundation
import Testing

/// A patch as it stands in a reply on an archive's page: quoted, tabs collapsed, cut off where the reviewer stopped.
enum QuotedReply {
    static let lines = """
        Re: [RFC PATCH 3/5] fuse: map the shadow file

        From: R. Viewer
        Date: Tue Mar 03 2026 - 10:12:01 EST


        On Mon, Mar 2, 2026 at 9:30 AM A. Developer <dev@xxxxxxxxxxx> wrote:
        >
        > What is written to a file with a shadow goes to the shadow, so a
        > mapping has to show the shadow too.
        >
        > Signed-off-by: A. Developer <dev@xxxxxxxxxxx>
        > ---
        > fs/fuse/file.c | 3 +++
        > fs/fuse/passthrough.c | 39 +++++++++++++++++++++++++++++++++++++++
        > 2 files changed, 42 insertions(+)
        >
        > diff --git a/fs/fuse/file.c b/fs/fuse/file.c
        > index 5c2e31d0a4b7..b81f0c9e6d22 100644
        > --- a/fs/fuse/file.c
        > +++ b/fs/fuse/file.c
        > @@ -1802,6 +1802,9 @@ static int fuse_file_mmap(struct file *file, struct vm_area_struct *vma)
        > if (fuse_is_special(file_inode(file)))
        > return fuse_special_mmap(file, vma);
        >
        > + if (ff->shadow.file)
        > + return fuse_shadow_mmap(file, vma);
        > +
        > if (ff->open_flags & FOPEN_DIRECT_IO) {
        > /* No shared mappings here */
        > if (vma->vm_flags & VM_MAYSHARE)
        > diff --git a/fs/fuse/passthrough.c b/fs/fuse/passthrough.c
        > index 9a01f3c2d5e8..77c4be20a9d1 100644
        > --- a/fs/fuse/passthrough.c
        > +++ b/fs/fuse/passthrough.c
        > @@ -211,6 +211,45 @@ ssize_t fuse_shadow_write(struct kiocb *iocb,
        > return written;
        > }
        >
        > +int fuse_shadow_mmap(struct file *file, struct vm_area_struct *vma)
        > +{
        > + struct fuse_file *ff = file->private_data;
        > + struct file *shadow = ff->shadow.file;
        > + struct inode *inode = file_inode(file);
        > + struct inode *below = file_inode(shadow);
        > + int err;
        > +
        > + if (!shadow->f_op->mmap)
        > + return -ENODEV;
        > +
        > + vma->vm_file = get_file(shadow);
        > + err = call_mmap(vma->vm_file, vma);
        > + if (err)
        > + fput(shadow);
        > + else
        > + fput(file);
        > +
        > + if (!timespec64_equal(&inode->i_mtime, &below->i_mtime)) {
        > + inode->i_mtime = below->i_mtime;
        > + inode->i_ctime = below->i_ctime;

        These are the server's to set, and nobody wrote anything.

        Thanks,
        R.

        """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

    static var text: String { lines.joined(separator: "\n") }

    /// The lines at fault, counted from 1 in the mail.
    static var faults: [String] {
        let wanted = [
            ("vm-file-ref-balance", "> + fput(shadow);"), ("mmap-timestamps", "> + inode->i_mtime = below->i_mtime;"),
            ("mmap-timestamps", "> + inode->i_ctime = below->i_ctime;"),
        ]
        return wanted.map { rule, line in "\(rule) <stdin>:\(lines.firstIndex(of: line)! + 1)" }
    }
}

/// Patches that cannot be applied but add whole functions.
@Suite struct DetachedTests {
    @Test func theReplyIsReviewedAtItsOwnLines() throws {
        let result = try Fuselint.run(["review", "-", "--format", "json"], input: QuotedReply.text)
        #expect(result.status == 1 && result.errors == "")
        let report = try result.report()
        #expect(report.places == QuotedReply.faults)
        for finding in report.findings {
            #expect(finding.function == "fuse_shadow_mmap" && finding.state == "introduced")
            #expect(finding.commit == "Re: [RFC PATCH 3/5] fuse: map the shadow file")
            // The column counts the quote marks: it stands where the statement does.
            let line = QuotedReply.lines[finding.line - 1]
            #expect(line.dropFirst(finding.column - 1).first?.isLetter == true, "\(finding.column) of \(line)")
        }
        #expect(report.incomplete.contains { $0.reason.contains("reviewed detached") })
        #expect(report.incomplete.contains { $0.function == "fuse_shadow_mmap" && $0.reason.contains("cut off") })
    }

    @Test func theTerminalSaysSoAndQuotesTheMail() throws {
        let result = try Fuselint.run(["review", "-"], input: QuotedReply.text)
        #expect(result.status == 1)
        #expect(result.output.contains("reviewed detached"))
        #expect(result.output.contains("> + inode->i_mtime = below->i_mtime;"))
    }

    @Test func aReplyThatAppliesIsAppliedAllTheSame() throws {
        // Quoted and whole: nothing speaks against applying it.
        let mail = try String(contentsOfFile: ExampleTests.faulty, encoding: .utf8)
        let parts = mail.components(separatedBy: "\n\n")
        let quoted = """
            From: R. Viewer <viewer@example.org>
            Subject: Re: [PATCH] fuse: passthrough mmap
            Date: Tue, 3 Mar 2026 11:00:00 +0000

            A. Developer wrote:
            \(parts.dropFirst().joined(separator: "\n\n").split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0 }.joined(separator: "\n"))

            """
        let result = try Fuselint.run(["review", "-", "--format", "json"], input: quoted)
        #expect(result.status == 1, "\(result.errors)")
        let report = try result.report()
        #expect(report.places == ExampleTests.faults)
        #expect(!report.incomplete.contains { $0.reason.contains("detached") })
    }

    @Test func aQuotedPatchThatOnlyChangesFunctionsCannotBeReviewed() throws {
        let lines = QuotedReply.lines
        let cut = try #require(lines.firstIndex { $0.hasPrefix("> diff --git a/fs/fuse/passthrough.c") })
        let result = try Fuselint.run(["review", "-"], input: lines[..<cut].joined(separator: "\n") + "\n\nNo.\n")
        RefusalTests.expectRefused(result, naming: ["map the shadow file"])
    }

    @Test func aCorrectFunctionIsSilent() throws {
        let mended = QuotedReply.lines.compactMap { line -> String? in
            switch line {
            case "> + vma->vm_file = get_file(shadow);": "> + vma_set_file(vma, shadow);"
            case "> + fput(shadow);": "> + return err;"
            case "> + else", "> + fput(file);": nil
            case _ where line.hasPrefix("> + inode->i_"): "> + file_accessed(file);"
            default: line
            }
        }
        let result = try Fuselint.run(["review", "-", "--format", "json"], input: mended.joined(separator: "\n"))
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(try result.report().incomplete.contains { $0.reason.contains("reviewed detached") })
    }
}

/// Patches that the compiler has something to say about.
@Suite struct FlawedCodeTests {
    @Test func aPatchWithAnErrorIsReviewedAndTheErrorTold() throws {
        try withTree(git: true) { tree in
            try tree.git("apply", ExampleTests.faulty)
            try tree.edit("fs/fuse/passthrough.c", "\nint fuse_passthrough_mmap(", "\nint wrong(void) { return no_such_name; }\nint fuse_passthrough_mmap(")
            let report = try tree.review().report()
            #expect(report.places.map { $0.replacing(/:\d+/, with: "") } == ExampleTests.faults.map { $0.replacing(/:\d+/, with: "") })
            #expect(report.findings.map(\.line) == [84, 91, 92])
            #expect(report.incomplete.contains { $0.file == "fs/fuse/passthrough.c" && $0.line == 61 && $0.reason.contains("no_such_name") })
        }
    }

    /// Past a statement that the compiler rejects nothing is claimed, and the report says so.
    @Test func aPathEndsAtAnErrorAndTheReportSaysWhere() throws {
        try withTree(git: true) { tree in
            try tree.git("apply", ExampleTests.faulty)
            try tree.edit("fs/fuse/passthrough.c", "\t/* Follow the backing", "\tno_such_name = 1;\n\n\t/* Follow the backing")
            let result = try tree.review()
            #expect(result.status == 1)
            let report = try result.report()
            #expect(report.places == ["vm-file-ref-balance fs/fuse/passthrough.c:83"])
            let told = report.incomplete.filter { $0.function == "fuse_passthrough_mmap" && $0.line == 88 }
            #expect(told.contains { $0.reason.hasPrefix("mmap-timestamps: ") }, "\(report.incomplete)")
        }
    }

    @Test func anErrorAloneIsNotSilent() throws {
        let mail = try Mail.patch("[PATCH] fuse: break", Mail.insertion(of: ["", "int broken(void) { return 1 +; }"], into: "fs/fuse/inode.c"))
        let result = try Fuselint.run(["review", "-", "--format", "json"], input: mail)
        let report = try result.report()
        #expect(report.findings == [])
        #expect(report.incomplete.contains { $0.file == "fs/fuse/inode.c" && $0.line == 61 }, "\(report.incomplete)")
        let shown = try Fuselint.run(["review", "-"], input: mail)
        #expect(shown.output.contains("fs/fuse/inode.c:61"))
    }

    @Test func aMissingHeaderIsTold() throws {
        let mail = try Mail.patch(
            "[PATCH] fuse: include", Mail.insertion(of: ["#include <linux/not_there.h>"], into: "fs/fuse/inode.c", after: 3))
        let report = try Fuselint.run(["review", "-", "--format", "json"], input: mail).report()
        #expect(report.incomplete.contains { $0.file == "fs/fuse/inode.c" && $0.reason.contains("linux/not_there.h") })
    }

    @Test func deeplyNestedCodeEndsInAnAnswer() throws {
        let depth = 20_000
        let line = "int deep(int a) { return \(String(repeating: "(", count: depth))a\(String(repeating: ")", count: depth)); }"
        let mail = try Mail.patch("[PATCH] fuse: deep", Mail.insertion(of: ["", line], into: "fs/fuse/inode.c"))
        let result = try Fuselint.run(["review", "-", "--format", "json"], input: mail)
        #expect(result.status == 0 || result.status == 2)
        if result.status == 0 { #expect(try !result.report().incomplete.isEmpty) }
    }

    /// What a patch puts under a symbol that is off was not looked at, and the report says how to.
    @Test func codeThatTheConfigurationLeavesOutIsTold() throws {
        let inserted = ["#ifdef CONFIG_FUSE_SHADOW", "\tfile_update_time(file);", "#endif"]
        let mail = try Mail.patch("[PATCH] fuse: shadow", Mail.insertion(of: inserted, into: "fs/fuse/file.c", after: 118))
        let off = try Fuselint.run(["review", "-", "--format", "json"], input: mail)
        #expect(off.status == 0)
        let told = try off.report().incomplete
        #expect(told.count == 1)
        #expect(told.first?.file == "fs/fuse/file.c" && told.first?.line == 119)
        #expect(told.first?.reason.contains("lines 119-121") == true && told.first?.reason.contains("--config CONFIG_FUSE_SHADOW=y") == true)
        let on = try Fuselint.run(["review", "-", "--format", "json", "--config", "CONFIG_FUSE_SHADOW=y"], input: mail)
        #expect(on.status == 1)
        #expect(try on.report().places == ["mmap-timestamps fs/fuse/file.c:120"] && on.report().incomplete == [])
    }

    /// What was left out before the patch is none of its affair, wherever its lines move to.
    @Test func codeThatWasLeftOutBeforeIsNot() throws {
        try withTree(git: true) { tree in
            try tree.edit("fs/fuse/file.c", "\tfile_accessed(file);\n\tvma", "#ifdef CONFIG_FUSE_SHADOW\n\tfile_update_time(file);\n#endif\n\tvma")
            try tree.commit("left out")
            let patch = try Mail.patch("[PATCH] fuse: say", Mail.insertion(of: ["/* One more line. */"], into: "fs/fuse/file.c", after: 3))
            let report = try tree.review("-", input: patch).report()
            #expect(report.incomplete == [] && report.findings == [])
        }
    }
}
