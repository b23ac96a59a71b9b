import SourceTree

/// Headers of filesystems that a build makes beside the sources: from ASN.1 grammars, or by copying a `_shipped` file.
struct ShippedSources {
    let snapshot: Snapshot

    /// The directories of a kernel's filesystems, old and new, that have such headers.
    static let directories = ["fs/smb/client", "fs/smb/server", "fs/cifs", "fs/ksmbd", "fs/unicode"].map(TreePath.init(known:))

    func all() throws -> [StandIn] {
        var standIns: [StandIn] = []
        for directory in Self.directories {
            for file in try snapshot.files(in: directory) {
                if file.fileExtension == "asn1", let text = try snapshot.text(of: file) {
                    standIns.append(StandIn(file.description + ".h", Self.decoderHeader(of: file, grammar: text)))
                } else if file.name.hasSuffix(".h_shipped"), let text = try snapshot.text(of: file) {
                    standIns.append(StandIn(String(file.description.dropLast("_shipped".count)), text))
                }
            }
        }
        return standIns
    }

    /// What scripts/asn1_compiler writes: the decoder, and the functions that the grammar names in `({ ... })`.
    private static func decoderHeader(of file: TreePath, grammar: String) -> String {
        let name = file.name.dropLast(".asn1".count).map { $0 == "-" || $0 == "." ? "_" : String($0) }.joined()
        var text = "#include <linux/asn1_decoder.h>\n"
        if name.utf8.allSatisfy(ConfigOverride.isNameByte) { text += "extern const struct asn1_decoder \(name)_decoder;\n" }
        var actions: Set<String> = []
        var rest = grammar[...]
        while let start = rest.firstRange(of: "({") {
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "})") else { break }
            let action = rest[..<end.lowerBound].trimmed(while: \.isWhitespace)
            if !action.isEmpty, action.utf8.allSatisfy(ConfigOverride.isNameByte) { actions.insert(action) }
            rest = rest[end.upperBound...]
        }
        for action in actions.sorted() {
            text += "extern int \(action)(void *, size_t, unsigned char, const void *, size_t);\n"
        }
        return text
    }
}
