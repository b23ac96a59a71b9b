import Foundation
import SourceTree

extension CacheFolder {
    private static let fileName = "sealed"

    /// What was sealed under the name; nil where there is nothing, or it is damaged.
    public func sealed(_ name: String) -> [UInt8]? {
        guard let place = entry(name), let data = FileManager.default.contents(atPath: place + "/" + Self.fileName),
            data.count > Self.digitCount
        else { return nil }
        let bytes = [UInt8](data.dropFirst(Self.digitCount))
        return Self.digits(of: bytes).utf8.elementsEqual(data.prefix(Self.digitCount)) ? bytes : nil
    }

    /// Keeps bytes with a hash of theirs before them; where that cannot be done, nothing is kept.
    public func seal(_ bytes: [UInt8], as name: String) {
        let data = Data(Self.digits(of: bytes).utf8) + bytes
        _ = try? put(name) { try data.write(to: URL(fileURLWithPath: $0 + "/" + Self.fileName)) }
    }

    private static let digitCount = StableHash().digits.utf8.count

    private static func digits(of bytes: [UInt8]) -> String {
        var hash = StableHash()
        hash.combine(bytes: bytes)
        return hash.digits
    }
}
