import Foundation
import KernelTree
import Parsing
import SourceTree
import Program
let args = CommandLine.arguments
let tree = try KernelTree.open(Snapshot(directory: args[1]))
let parser = try TreeParser(tree)
let files = args.count > 3 ? [try TreePath(args[2])] : try tree.snapshot.files(in: TreePath(args[2])).filter { $0.fileExtension == "c" }
let t0 = Date()
let results = parser.parse(files)
var n = 0, h = 0
for r in results {
    switch r {
    case .failure(let e): print(e)
    case .success(let u):
        let main = u.functions.filter { $0.file == u.file }
        n += main.count; h += u.functions.count - main.count
        print(u.file, "functions", main.count, "header", u.functions.count - main.count, "errors", u.errors.count, u.errors.prefix(3))
        for f in u.functions { for o in f.opaqueNodes { print("  OPAQUE", f.file, f.name, o.span.line, o.reason) } }
        if args.count > 3 { for f in u.functions where f.name == args[3] { print(f.listing) } }
    }
}
print(n, h, Date().timeIntervalSince(t0))
