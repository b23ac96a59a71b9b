import Foundation

// embed-example-tree TREE OUTPUT PATH...: writes the files at PATH... below TREE as a Swift table of path and text.
// Run by the build (see EmbedExampleTreePlugin).

func stop(_ message: String) -> Never {
    FileHandle.standardError.write(Data("embed-example-tree: error: \(message)\n".utf8))
    exit(1)
}

/// The text as a Swift string literal on one line.
func literal(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        case "\"", "\\": result += "\\\(scalar)"
        case " "..."~": result.unicodeScalars.append(scalar)
        default: result += "\\u{\(String(scalar.value, radix: 16))}"
        }
    }
    return result + "\""
}

guard CommandLine.arguments.count > 3 else { stop("usage: embed-example-tree TREE OUTPUT PATH...") }
let tree = CommandLine.arguments[1]
let output = CommandLine.arguments[2]

var entries = ""
for path in CommandLine.arguments.dropFirst(3) {
    let file = tree + "/" + path
    guard let data = FileManager.default.contents(atPath: file) else { stop("cannot read '\(file)'") }
    guard let text = String(validating: data, as: UTF8.self) else { stop("'\(file)' is not UTF-8 text") }
    entries += "    \(literal(path)): \(literal(text)),\n"
}
do {
    let table = "let exampleTreeTexts: [String: String] = [\n\(entries)]\n"
    try table.write(toFile: output, atomically: true, encoding: .utf8)
} catch {
    stop("cannot write '\(output)': \(error)")
}
