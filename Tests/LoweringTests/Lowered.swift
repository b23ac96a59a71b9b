import Clang
import Lowering
import Program

/// Parses C from memory and lowers it.
func lowerUnit(_ source: String, headers: [String: String] = [:], headerBodies: HeaderBodies = .mentioned) throws
    -> ProgramUnit
{
    let root = "/fuselint-test-tree"
    var unsaved = [UnsavedFile(path: root + "/main.c", contents: Array(source.utf8))]
    for (name, text) in headers.sorted(by: { $0.key < $1.key }) {
        unsaved.append(UnsavedFile(path: root + "/" + name, contents: Array(text.utf8)))
    }
    let unit = try ClangIndex().parse(root + "/main.c", arguments: ["-std=gnu11", "-w"], unsaved: unsaved)
    return ProgramUnit(lowering: unit, file: "main.c", headerBodies: headerBodies) { path in
        path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : nil
    }
}

/// The named function of a source, or the last one.
func lower(_ source: String, _ name: String? = nil) throws -> Function {
    let unit = try lowerUnit(source)
    return unit.functions.last { name == nil ? $0.file == "main.c" : $0.name == name }!
}

/// The listing without its first line, indentation removed.
func listing(_ source: String) throws -> [String] {
    try lower(source).listing.split(separator: "\n").dropFirst().map { $0.drop { $0 == " " } }.map(String.init)
}
