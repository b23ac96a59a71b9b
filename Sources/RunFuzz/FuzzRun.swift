import Foundation
import Fuzzing

/// Feeds one target through workers; one that dies is followed by the next.
struct FuzzRun {
    let target: FuzzTarget
    let seed: UInt64
    let seconds: Double
    let root: String
    let output: String
    let limit: Int

    /// How a worker ended, as far as two ends are the same finding.
    private enum End: Equatable {
        case fine, hang
        case signal(Int32)
        case promise(String)

        var text: String {
            switch self {
            case .fine: "nothing"
            case .hang: "hangs"
            case .signal(let number): "crashes with signal \(number)"
            case .promise(let words): words
            }
        }
    }

    /// - Returns: how many inputs were found.
    func run(from first: Int) throws -> Int {
        let begin = ContinuousClock.now
        let end = begin + .seconds(seconds)
        let progress = NSTemporaryDirectory() + "/fuselint-fuzz-\(getpid())-\(target.name)"
        defer { unlink(progress) }
        var next = first
        var found = 0
        while ContinuousClock.now < end {
            let left = (end - ContinuousClock.now) / .seconds(1)
            let result = try launch(["--worker", "--seed", "\(seed)", "--first", "\(next)", "--seconds", "\(left)", "--progress", progress])
            let number = Self.number(in: progress) ?? next
            if result == .fine {
                next = number
                break
            }
            try report(number, result)
            found += 1
            next = number + 1
        }
        let taken = Int((ContinuousClock.now - begin) / .seconds(1))
        print("\(target.name): \(next - first) inputs, \(found) found, \(taken) s, seed \(seed)")
        return found
    }

    private static func number(in file: String) -> Int? {
        guard let data = FileManager.default.contents(atPath: file), data.count == 8 else { return nil }
        return Int(data.withUnsafeBytes { $0.loadUnaligned(as: Int64.self) })
    }

    private func report(_ number: Int, _ end: End) throws {
        let input = try smaller(target.input(number, seed: seed), that: end)
        let path = output + "/fuzz-\(target.name)-\(seed)-\(number).input"
        try Data(input).write(to: URL(fileURLWithPath: path))
        print("\(target.name): input \(number) of seed \(seed): \(end.text); \(input.count) bytes in \(path)")
    }

    /// Takes parts out of the input as long as the end stays the same: halves first, then ever smaller ones.
    private func smaller(_ input: [UInt8], that end: End) throws -> [UInt8] {
        let file = NSTemporaryDirectory() + "/fuselint-fuzz-\(getpid())-\(target.name).input"
        defer { unlink(file) }
        func ends(_ candidate: [UInt8]) throws -> Bool {
            try Data(candidate).write(to: URL(fileURLWithPath: file))
            return try launch(["--run", file]) == end
        }
        var best = input
        // A hang is slow to see again.
        var tries = end == .hang ? 5 : 300
        var size = max(1, input.count / 2)
        while tries > 0 {
            var at = 0
            while at < best.count, tries > 0 {
                tries -= 1
                var candidate = best
                candidate.removeSubrange(at..<min(best.count, at + size))
                if try ends(candidate) { best = candidate } else { at += size }
            }
            guard size > 1 else { break }
            size /= 2
        }
        return best
    }

    private func launch(_ arguments: [String]) throws -> End {
        let process = Process()
        process.executableURL = Bundle.main.executableURL
        process.arguments = [target.name, "--root", root, "--limit", "\(limit)"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let words = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        if process.terminationReason == .uncaughtSignal {
            return process.terminationStatus == Worker.hang ? .hang : .signal(process.terminationStatus)
        }
        switch process.terminationStatus {
        case 0: return .fine
        case Worker.brokenPromise: return .promise(String(words.prefix(300)).trimmingCharacters(in: .whitespacesAndNewlines))
        default: throw FuzzError(description: "the worker ended with \(process.terminationStatus): \(words.prefix(300))")
        }
    }
}

/// Why there is no answer.
struct FuzzError: Error, CustomStringConvertible {
    let description: String
}
