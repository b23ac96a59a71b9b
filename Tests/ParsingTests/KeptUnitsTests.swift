import Caching
import Foundation
import Parsing
import Program
import SourceTree
import TestSupport
import Testing

/// What is kept of a parsed file is what parsing it again gives, as long as nothing that it was made of has changed.
@Suite struct KeptUnitsTests {
    private static let files = [
        "Makefile": "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\n",
        "include/linux/kernel.h": "static inline int twice(int n) { return n + n; }\n",
        "fs/fuse/own.h": "#include <linux/kernel.h>\nstruct own { int size:3; char *name[4]; };\n#define SIZE(own) ((own)->size + 1)\n",
        "fs/fuse/part.c": "static int part(void) { return 1; }\n",
        "fs/fuse/a.c": """
            #include "own.h"
            #include "part.c"
            struct ops { int (*run)(struct own *own, int n); };
            static int a(struct own *own, int n)
            {
                switch (n) {
                case 1 ... 3: return twice(own->size);
                case -7: asm volatile("nop" : "=r"(n) : "r"(own)); break;
                }
                while (n-- && own->name[n][2] != 'x')
                    own->size |= !n ? ~part() : -SIZE(own);
                return own->name[0] == (char *)"text" ? n << 2 : (long long)own;
            }
            const struct ops ops[2] = { [1] = { .run = a } };
            """,
    ]

    private struct Kept {
        let tree: TemporaryTree
        let units: CacheFolder
        private let place: TemporaryTree

        init() throws {
            tree = try TemporaryTree(KeptUnitsTests.files)
            place = try TemporaryTree([:])
            units = CacheFolder(path: place.path, limit: 1 << 20)
            // Files that are changed while they are read are not kept: their times are those of the last tick.
            usleep(50_000)
        }

        func parse(_ snapshot: Snapshot? = nil) throws -> ProgramUnit {
            var parser = try TreeParser(tree.open(), cache: nil, units: units)
            if let snapshot { parser = parser.with(snapshot) }
            return try parser.parse(TreePath("fs/fuse/a.c"))
        }

        /// Changes a file so that size and time do not tell, which shows whether anybody looks into it.
        func changeUnseen(_ name: String, _ old: String, _ new: String) throws {
            let path = tree.path + "/" + name
            var status = stat()
            try #require(stat(path, &status) == 0 && old.utf8.count == new.utf8.count)
            try tree.write(name, String(contentsOfFile: path, encoding: .utf8).replacingOccurrences(of: old, with: new))
            var exact = [status.st_mtim, status.st_mtim]
            try #require(utimensat(AT_FDCWD, path, &exact, 0) == 0)
        }
    }

    @Test func itIsTheSameAndNothingIsParsed() throws {
        let kept = try Kept()
        let unit = try kept.parse()
        #expect(unit.functions.map(\.name).sorted() == ["a", "part", "twice"] && unit.errors.isEmpty)
        #expect(kept.units.size.entries == 1)
        try kept.changeUnseen("include/linux/kernel.h", "n + n", "n - n")
        #expect(try kept.parse() == unit)
        kept.units.remove(try #require(FileManager.default.contentsOfDirectory(atPath: kept.units.path).first))
        #expect(try kept.parse() != unit)
    }

    @Test(arguments: [("fs/fuse/a.c", "<< 2", "<< 3"), ("fs/fuse/own.h", "size + 1", "size + 2"), ("fs/fuse/own.h", "[4]", "[5]")])
    func filesOfTheDirectoryGoByTheirContents(file: String, old: String, new: String) throws {
        let kept = try Kept()
        let unit = try kept.parse()
        try kept.changeUnseen(file, old, new)
        usleep(50_000)
        #expect(try kept.parse() != unit)
        try kept.changeUnseen(file, new, old)
        #expect(try kept.parse() == unit)
    }

    @Test(arguments: ["fs/fuse/part.c", "include/linux/kernel.h"]) func aChangeOfWhatItIncludesShows(file: String) throws {
        let kept = try Kept()
        let unit = try kept.parse()
        try kept.tree.write(file, "static int part(void);\nstatic int twice(int n) { return n; }\n")
        #expect(try kept.parse() != unit)
    }

    @Test func changesInMemoryShow() throws {
        let kept = try Kept()
        let unit = try kept.parse()
        let snapshot = try kept.tree.snapshot
        for (name, text) in [
            ("include/linux/kernel.h", "static inline int twice(int n) { return 2; }\n"),
            ("fs/fuse/part.c", "static int part(void) { return 2; }\n"),
            ("include/own.h", "#define SIZE(own) 1\n"),
        ] {
            var changed = snapshot
            changed.replace(try TreePath(name), with: Array(text.utf8))
            let first = try kept.parse(changed)
            #expect((first == unit) == (name == "include/own.h"), "found beside the file first")
            #expect(try kept.parse(changed) == first)
            #expect(try kept.parse() == unit)
        }
    }

    @Test func whatIsDamagedOrMissesAHeaderIsParsedAgain() throws {
        let kept = try Kept()
        let unit = try kept.parse()
        let entry = try #require(FileManager.default.contentsOfDirectory(atPath: kept.units.path).first)
        let file = URL(fileURLWithPath: kept.units.path + "/" + entry + "/sealed")
        let whole = try Data(contentsOf: file)
        for damage in [whole.prefix(whole.count / 2), Data(whole.map { $0 ^ 0x10 }), Data(), whole + [0]] {
            try damage.write(to: file)
            #expect(try kept.parse() == unit)
            #expect(try Data(contentsOf: file) == whole, "made anew")
        }
        try kept.tree.write("fs/fuse/own.h", "#include <linux/missing.h>\n" + Self.files["fs/fuse/own.h"]!)
        usleep(50_000)
        #expect(try !kept.parse().errors.isEmpty)
        #expect(kept.units.size.entries == 1)
    }

    /// Damage that no hash shows: read or refused, and nothing worse.
    @Test func damagedBytesAreRefusedOrRead() throws {
        let unit = try Kept().parse()
        let bytes = unit.bytes
        #expect(try ProgramUnit(bytes: bytes) == unit)
        var refused = 0
        for place in bytes.indices {
            var changed = bytes
            for mask: UInt8 in [0x01, 0x7F, 0x80] {
                changed[place] = bytes[place] ^ mask
                if (try? ProgramUnit(bytes: changed)) == nil { refused += 1 }
            }
            #expect(throws: ByteCodingError.self) { try ProgramUnit(bytes: Array(bytes[..<place])) }
        }
        #expect(refused > bytes.count)
    }

    @Test(.enabled(if: PrecompiledHeadersTests.kernels != nil, "FUSELINT_KERNELS names no directory with linux-source-6.12"))
    func filesOfAKernelAreReadAsTheyWereWritten() throws {
        let root = try #require(PrecompiledHeadersTests.kernels) + "/linux-source-6.12"
        let parser = try TreeParser(.open(Snapshot(directory: root)), units: nil)
        for name in ["file.c", "dev.c"] {
            let unit = try parser.parse(TreePath("fs/fuse/" + name))
            #expect(try ProgramUnit(bytes: unit.bytes) == unit, "\(name)")
        }
    }
}
