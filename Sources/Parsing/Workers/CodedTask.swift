import Clang
import Lowering
import Program

// Tasks and their outcomes as bytes, for the way to another process and back.

extension ParsingTask: ByteCoded {
    func write(to writer: inout ByteWriter) {
        switch self {
        case .parse(let parse):
            writer.write(0)
            writer.write(parse.path)
            writer.write(parse.file)
            writer.write(parse.root)
            writer.write(parse.arguments)
            writer.write(parse.unsaved.count)
            for file in parse.unsaved {
                writer.write(file.path)
                writer.write(bytes: file.contents)
            }
            writer.write(parse.headerBodies == .mentioned)
            writer.write(parse.showsPrecompiled)
        case .precompile(let precompile):
            writer.write(1)
            writer.write(precompile.path)
            writer.write(precompile.arguments)
            writer.write(precompile.names)
            writer.write(precompile.file)
            writer.write(precompile.record)
        }
    }

    init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard try reader.readIndex(below: 2) == 0 else {
            self = .precompile(
                Precompile(
                    path: try reader.readString(), arguments: try reader.read(), names: try reader.read(), file: try reader.readString(),
                    record: try reader.readString()))
            return
        }
        let (path, file, root) = (try reader.readString(), try reader.readString(), try reader.readString())
        let arguments: [String] = try reader.read()
        var unsaved: [UnsavedFile] = []
        for _ in 0..<(try reader.readCount()) { unsaved.append(UnsavedFile(path: try reader.readString(), contents: try reader.readBytes())) }
        self = .parse(
            Parse(
                path: path, file: file, root: root, arguments: arguments, unsaved: unsaved,
                headerBodies: try reader.readBool() ? .mentioned : .none, showsPrecompiled: try reader.readBool()))
    }
}

extension ParsingTask.Outcome: ByteCoded {
    func write(to writer: inout ByteWriter) {
        switch self {
        case .parsed(let parsed):
            writer.write(0)
            writer.write(parsed.unit)
            writer.write(parsed.isWhole)
            writer.write(parsed.includedFiles)
        case .precompiled: writer.write(1)
        case .failed(.parseFailed(let path, let code)):
            writer.write(2)
            writer.write(path)
            writer.write(code)
        case .failed(.notSaved(let path, let code)):
            writer.write(3)
            writer.write(path)
            writer.write(code)
        }
    }

    init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.readIndex(below: 4) {
        case 0:
            self = .parsed(
                ParsingTask.Parsed(unit: try reader.read(), isWhole: try reader.readBool(), includedFiles: try reader.read()))
        case 1: self = .precompiled
        case 2: self = .failed(.parseFailed(try reader.readString(), try reader.readInt()))
        default: self = .failed(.notSaved(try reader.readString(), try reader.readInt()))
        }
    }
}
