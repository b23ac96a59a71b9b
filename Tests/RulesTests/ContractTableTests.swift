import Foundation
import Rules
import Testing

/// The table of contracts speaks of every slot that there is: one that nobody thought of would never be noticed otherwise.
struct ContractTableTests {
    private static let kernels = ProcessInfo.processInfo.environment["FUSELINT_KERNELS"].map(URL.init(fileURLWithPath:))

    /// The structs, and the headers of which one declares them; where a struct has come later, or was renamed, the other kernel has none.
    private static let records: [(name: String, headers: [String])] = [
        ("inode_operations", ["fs.h"]), ("file_operations", ["fs.h"]), ("address_space_operations", ["fs.h"]), ("super_operations", ["fs.h"]),
        ("file_system_type", ["fs.h"]), ("dentry_operations", ["dcache.h"]), ("vm_operations_struct", ["mm.h"]), ("xattr_handler", ["xattr.h"]),
        ("export_operations", ["exportfs.h"]), ("fs_context_operations", ["fs_context.h"]), ("file_lock_operations", ["fs.h", "filelock.h"]),
        ("lock_manager_operations", ["fs.h", "filelock.h"]), ("lease_manager_operations", ["filelock.h"]), ("fuse_iqueue_ops", ["../../fs/fuse/fuse_i.h"]),
    ]

    @Test(.enabled(if: Self.kernels != nil, "FUSELINT_KERNELS names no directory with the kernels"), arguments: ["6.1", "6.12"])
    func everySlotHasALine(kernel: String) throws {
        let include = try #require(Self.kernels).appendingPathComponent("linux-source-\(kernel)/include/linux")
        let contracts = KernelTables.all.contracts
        var known = 0
        for record in Self.records {
            let slots = record.headers.flatMap { header -> [String] in
                guard let text = try? String(contentsOf: include.appendingPathComponent(header), encoding: .utf8) else { return [] }
                return Self.slots(of: record.name, in: text)
            }
            known += slots.count
            let missing = slots.filter { contracts["\(record.name).\($0)"] == nil }
            #expect(missing.isEmpty, "\(record.name) of \(kernel): no line for \(missing)")
        }
        #expect(known > 150, "\(known) slots were found: the headers are read wrong")
    }

    /// The members of a struct that are pointers to functions.
    private static func slots(of record: String, in text: String) -> [String] {
        guard let start = text.range(of: "\nstruct \(record) {"), let end = text.range(of: "\n}", range: start.upperBound..<text.endIndex) else { return [] }
        let body = text[start.upperBound..<end.lowerBound]
        return body.matches(of: /\(\s*\*\s*(\w+)\s*\)\s*\(/).map { String($0.output.1) }
    }

    @Test func readsHeaders() {
        let text = "\nstruct ops {\n\tint (*open) (struct inode *,\n\t\tint (*)(int));\n\tvoid *(*close)(void);\n\tint flags;\n};\nstruct other {\n\tint (*none)(void);\n};\n"
        #expect(Self.slots(of: "ops", in: text) == ["open", "close"])
    }
}
