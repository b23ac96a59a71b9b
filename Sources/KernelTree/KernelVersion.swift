/// A kernel's version, as the first lines of its Makefile give it.
public struct KernelVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let major: Int
    public let minor: Int
    public let patch: Int
    /// What follows the numbers, such as `-rc3`; often empty.
    public let extra: String

    public init(major: Int, minor: Int, patch: Int = 0, extra: String = "") {
        self.major = major
        self.minor = minor
        self.patch = patch
        self.extra = extra
    }

    /// Reads VERSION, PATCHLEVEL, SUBLEVEL and EXTRAVERSION from a Makefile's text; nil where the first two are not there.
    public init?(makefile: String) {
        var values: [String: String] = [:]
        for line in makefile.split(separator: "\n", omittingEmptySubsequences: false).prefix(200) {
            guard let equals = line.firstIndex(of: "=") else { continue }
            let name = line[..<equals].trimmed(while: { $0 == " " || $0 == "\t" || $0 == ":" })
            guard ["VERSION", "PATCHLEVEL", "SUBLEVEL", "EXTRAVERSION"].contains(name), values[name] == nil else { continue }
            values[name] = line[line.index(after: equals)...].trimmed(while: \.isWhitespace)
        }
        guard let major = values["VERSION"].flatMap({ Int($0) }), let minor = values["PATCHLEVEL"].flatMap({ Int($0) }),
            (0...255).contains(major), (0...255).contains(minor)
        else { return nil }
        let extra = values["EXTRAVERSION"] ?? ""
        let isPlain = extra.utf8.allSatisfy { byte in
            switch UInt8(byte) {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "+"), UInt8(ascii: "~"):
                true
            default: false
            }
        }
        let patch = values["SUBLEVEL"].flatMap { Int($0) } ?? 0
        // The text ends up in a generated header, so only what a version consists of is taken over.
        self.init(major: major, minor: minor, patch: max(0, patch), extra: isPlain ? extra : "")
    }

    public var description: String { "\(major).\(minor).\(patch)\(extra)" }

    /// LINUX_VERSION_CODE: the last number is capped at 255, as the kernel's own Makefile does.
    var code: Int { major << 16 | minor << 8 | min(patch, 255) }

    public static func < (left: KernelVersion, right: KernelVersion) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}

extension Substring {
    /// The text without the characters at both ends for which `isDropped` holds.
    func trimmed(while isDropped: (Character) -> Bool) -> String {
        var text = self
        while let first = text.first, isDropped(first) { text.removeFirst() }
        while let last = text.last, isDropped(last) { text.removeLast() }
        return String(text)
    }
}
