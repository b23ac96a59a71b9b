import Analysis
import Foundation
import Rules
import Testing

/// What the tables say of functions is understood, and is about functions that exist.
struct TablesTests {
    @Test func saysWhatKernelDevelopersKnow() throws {
        let facts = KernelTables.all
        let kfree = try #require(facts["kfree"])
        #expect(kfree.effects.map(\.verb) == [.release] && kfree.effects[0].allowsNull && kfree.effects[0].subject == .argument(0))
        #expect(try #require(facts["kmem_cache_free"]).effects[0].subject == .argument(1))
        let splice = try #require(facts["d_splice_alias"])
        #expect(splice.returns == .pointerOrNullOrError)
        #expect(splice.effects.map(\.verb) == [.consume, .acquire] && splice.effects[0].allowsErrorPointer)
        #expect(try #require(facts["mutex_lock_killable"]).effects[0].condition == .zero)
        #expect(facts["kzalloc_noprof"] == facts["kzalloc"])
        #expect(facts["no_such_function"] == nil)
        #expect(try #require(facts["memcmp"]).effects.isEmpty)
    }

    @Test func saysWhatTheVFSPromises() throws {
        let contracts = KernelTables.all.contracts
        let revalidate = try #require(contracts["dentry_operations.d_revalidate"])
        #expect(revalidate.walk == .bits(-1, [0x40, 0x100]) && revalidate.atomic == nil && revalidate.locks.isEmpty)
        #expect(try #require(contracts["inode_operations.get_link"]).walk == .null(0))
        #expect(try #require(contracts["super_operations.drop_inode"]).locks.map(\.resource.id) == ["spin"])
        #expect(try #require(contracts["dentry_operations.d_prune"]).atomic == "with d_lock held")
        #expect(try #require(contracts["fuse_args.end"]).noServer != nil && contracts["fuse_dev_do_read"]?.noServer != nil)
        let unlink = try #require(contracts["inode_operations.unlink"])
        #expect(unlink.locks.map(\.argument) == [0, 1] && unlink.locks.map(\.members) == [["i_rwsem"], ["d_inode", "i_rwsem"]])
        #expect(contracts.values.allSatisfy { !$0.source.isEmpty })
        let facts = KernelTables.all
        #expect(facts.sleep(of: "kmalloc_noprof")?.flag?.argument == 1 && facts.sleep(of: "mutex_lock")?.flag == nil)
        #expect(facts.sleep(of: "mutex_trylock") == nil && facts.sleep(of: "spin_lock") == nil)
    }

    /// A misspelt name would never be noticed otherwise: the function would just not be known.
    @Test(.enabled(if: Self.kernels != nil, "FUSELINT_KERNELS names no directory with the kernels"))
    func namesAreOfFunctionsThatExist() throws {
        let kernels = try #require(Self.kernels)
        var known: Set<Substring> = []
        for kernel in ["linux-source-6.1", "linux-source-6.12"] {
            for part in ["include", "fs/fuse", "fs/overlayfs"] {
                let folder = kernels.appendingPathComponent(kernel).appendingPathComponent(part)
                let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
                for case let file as URL in files where ["h", "c"].contains(file.pathExtension) {
                    let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
                    known.formUnion(text.utf8.split { !Self.isNamePart($0) }.compactMap { Substring($0) })
                }
            }
        }
        let tables = KernelTables.all
        let names = Set(tables.functions.keys).union(tables.sleepers.keys).union(tables.contracts.keys.map { String($0.prefix { $0 != "(" }) })
            .union(KernelTables.namesInDuties)
        let missing = names.filter { !$0.split(separator: ".").allSatisfy(known.contains) && !$0.hasPrefix("__builtin_") }.sorted()
        #expect(Set(missing) == Self.neverMet, "not met in 6.1 and 6.12, or met now: \(Set(missing).symmetricDifference(Self.neverMet).sorted())")
    }

    /// Names that neither kernel at hand has, or that its headers do not declare.
    private static let neverMet: Set<String> = [
        // Met as __kmalloc_cache_noprof() and __kvmalloc_node_noprof() only.
        "__kmalloc_cache", "__kvmalloc_node",
        // Since 6.13 and 6.14.
        "override_creds_light", "revert_creds_light", "ovl_revert_creds",
    ]

    private static let kernels = ProcessInfo.processInfo.environment["FUSELINT_KERNELS"].map(URL.init(fileURLWithPath:))

    private static func isNamePart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
