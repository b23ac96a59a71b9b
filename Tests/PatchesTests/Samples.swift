import Foundation

/// Mails and diffs of our own making.
enum Samples {
    /// A change of two hunks in one file and a new header, as git writes it.
    static let diff = """
        diff --git a/fs/toy/file.c b/fs/toy/file.c
        index 1111111..2222222 100644
        --- a/fs/toy/file.c
        +++ b/fs/toy/file.c
        @@ -1,6 +1,7 @@
         #include <linux/fs.h>
        +#include "toy.h"
         
         static int toy_open(struct inode *inode, struct file *file)
         {
         \tint err = toy_check(inode);
         
        @@ -20,4 +21,5 @@ static int toy_release(struct inode *inode, struct file *file)
         \tint left = 1;
         
        -\ttoy_put(file);
        +\tif (left == 1) /* façade: 100% of it = “all” */
        +\t\ttoy_put_all_of_the_references_that_are_left_over(file, inode, left);
         \treturn 0;
        diff --git a/fs/toy/toy.h b/fs/toy/toy.h
        new file mode 100644
        index 0000000..3333333
        --- /dev/null
        +++ b/fs/toy/toy.h
        @@ -0,0 +1,2 @@
        +#define TOY 1
        +int toy_check(struct inode *inode);
        -- 
        2.39.5


        """

    static let message = """
        The references that are left over at release were kept for good.
        Drop them all, as Zoë said.

        Signed-off-by: Jürgen Müller <jm@example.org>
        ---
         fs/toy/file.c | 4 +++-
         fs/toy/toy.h  | 2 ++
         2 files changed, 5 insertions(+), 1 deletion(-)


        """

    static func header(_ extra: String = "") -> String {
        """
        From: =?utf-8?q?J=C3=BCrgen?= =?utf-8?B?IE3DvGxsZXI=?= <jm@example.org>
        To: linux-fsdevel@example.org,
         Ada Tester <ada@example.org>
        Cc: toy-devel@example.org
        Subject: [PATCH v3 2/8] toy: drop all references
         at release
        Date: Mon, 4 Mar 2024 10:00:00 +0100
        Message-ID: <20240304-toy-2@example.org>
        In-Reply-To: <20240304-toy-0@example.org>
        References: <20240304-toy-0@example.org>
         <20240304-toy-1@example.org>
        MIME-Version: 1.0
        \(extra)

        """
    }

    static let eightBit = header("Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit") + "\n" + message + diff

    static let quotedPrintable = header("Content-Type: text/plain; charset=\"utf-8\"\nContent-Transfer-Encoding: quoted-printable") + "\n"
        + quotedPrintable(message + diff)

    static let base64 = header("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64") + "\n"
        + wrapped(Data((message + diff).utf8).base64EncodedString()) + "\n"

    static let multipart = header("Content-Type: multipart/mixed; boundary=\"=-=next=\"") + """

        A preamble that nobody sees.
        --=-=next=
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        \(message)
        --=-=next=
        Content-Type: text/x-patch; charset=utf-8; name="toy.patch"
        Content-Disposition: attachment; filename="toy.patch"
        Content-Transfer-Encoding: quoted-printable

        \(quotedPrintable(diff))
        --=-=next=--
        And an end.

        """

    static let latin1: [UInt8] = Array(header("Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit").utf8) + [10]
        + latin1(message) + Array(diff.replacingOccurrences(of: "ç", with: "c").replacingOccurrences(of: "“", with: "'").replacingOccurrences(of: "”", with: "'").utf8)

    static let flowed = header("Content-Type: text/plain; charset=utf-8; format=flowed\nContent-Transfer-Encoding: 8bit") + "\n"
        + stuffed(message + diff)

    static func latin1(_ text: String) -> [UInt8] { text.unicodeScalars.map { UInt8($0.value) } }

    /// Encodes with soft breaks at 60 bytes, so that lines of the diff are broken.
    static func quotedPrintable(_ text: String) -> String {
        var result = ""
        for line in text.fileLines {
            var width = 0
            let bytes = Array(line.utf8)
            for (index, byte) in bytes.enumerated() {
                let isEdge = index == bytes.count - 1 && (byte == 0x20 || byte == 0x09)
                let code = byte > 126 || byte == 0x3d || isEdge ? "=" + String(format: "%02X", Int(byte)) : String(UnicodeScalar(byte))
                if width + code.count > 60 {
                    result += "=\n"
                    width = 0
                }
                result += code
                width += code.count
            }
            result += "\n"
        }
        return result
    }

    static func wrapped(_ text: String) -> String {
        var rest = text[...]
        var lines: [Substring] = []
        while !rest.isEmpty {
            lines.append(rest.prefix(76))
            rest = rest.dropFirst(76)
        }
        return lines.joined(separator: "\n")
    }

    /// Space-stuffed as RFC 3676 wants it. A diff's blank context line would be flowed; it is left empty.
    static func stuffed(_ text: String) -> String {
        text.fileLines.map { $0 == " " ? "" : $0.hasPrefix(" ") || $0.hasPrefix("From ") ? " " + $0 : $0 }.joined(separator: "\n") + "\n"
    }

    /// A reply on an archive's page: quoted, white space collapsed, comments between, cut short.
    static let reply = """
        Re: [PATCH v2 3/3] toy: map files by hand

        From: Grace Reviewer
        Date: Tue Mar 05 2024 - 11:22:33 EST


        On Mon, Mar 4, 2024 at 5:06 PM Ada Tester <ada@xxxxxxxxxxx> wrote:
        >
        > Files that are mapped go to the file below.
        >
        > ---
        > fs/toy/file.c | 2 ++
        > fs/toy/map.c | 30 ++++++++++
        > fs/toy/toy.h | 1 +
        > 3 files changed, 33 insertions(+)
        >
        > diff --git a/fs/toy/file.c b/fs/toy/file.c
        > index 1111111..2222222 100644
        > --- a/fs/toy/file.c
        > +++ b/fs/toy/file.c
        > @@ -70,6 +70,8 @@ static int toy_mmap(struct file *file, struct vm_area_struct *vma)
        > if (toy_is_small(file))
        > return toy_small_mmap(file, vma);
        >
        > + toy_count(file);
        > + return toy_lower_mmap(file, vma);

        Why is this counted?

        > if (vma->vm_flags & VM_SHARED)
        > return -ENODEV;
        >
        > diff --git a/fs/toy/toy.h b/fs/toy/toy.h
        > index 3333333..4444444 100644
        > --- a/fs/toy/toy.h
        > +++ b/fs/toy/toy.h
        > @@ -9,4 +9,5 @@ int toy_count(struct file *file,
        > struct toy_conn;
        > int toy_small_mmap(struct file *file, struct vm_area_struct *vma);
        > +int toy_lower_mmap(struct file *file, struct vm_area_struct *vma);
        >
        > #endif
        > diff --git a/fs/toy/map.c b/fs/toy/map.c
        > index 5555555..6666666 100644
        > --- a/fs/toy/map.c
        > +++ b/fs/toy/map.c
        > @@ -40,6 +40,36 @@ int toy_small_mmap(struct file *file, struct vm_area_struct *vma)
        > return err;
        > }
        >
        > +/* Maps the file below. */
        > +int toy_lower_mmap(struct file *file, struct vm_area_struct *vma)
        > +{
        > + struct toy_file *tf = file->private_data;
        > + struct inode *inode = file_inode(file);
        > + int err;
        > +
        > + vma->vm_file = get_file(tf->lower);
        > + err = call_mmap(vma->vm_file, vma);
        > + if (err) {
        > + fput(tf->lower);
        > + } else {
        > + inode->i_mtime = file_inode(tf->lower)->i_mtime;

        This one must not be here.

        Thanks,
        Grace

        """
}
