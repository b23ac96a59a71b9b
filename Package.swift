// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// The newest /usr/lib/llvm-N that has libclang's headers and library, N >= 19.
///
/// 19 is the floor because macro spelling locations are right only since then. Debian ships no
/// pkg-config file for libclang, so the manifest looks for itself; LLVM_PREFIX names another place.
func libclangPrefix() -> String? {
    let files = FileManager.default
    func isUsable(_ prefix: String) -> Bool {
        files.fileExists(atPath: prefix + "/include/clang-c/Index.h")
            && files.fileExists(atPath: prefix + "/lib/libclang.so")
    }
    if let given = ProcessInfo.processInfo.environment["LLVM_PREFIX"] {
        return isUsable(given) ? given : nil
    }
    let versions = ((try? files.contentsOfDirectory(atPath: "/usr/lib")) ?? [])
        .compactMap { $0.hasPrefix("llvm-") ? Int($0.dropFirst("llvm-".count)) : nil }
    return versions.filter { $0 >= 19 }.sorted(by: >).map { "/usr/lib/llvm-\($0)" }.first(where: isUsable)
}

guard let llvm = libclangPrefix() else {
    let advice = "libclang 19 or later not found under /usr/lib/llvm-N: apt-get install libclang-dev"
        + " (Debian 12: libclang-19-dev), or set LLVM_PREFIX\n"
    FileHandle.standardError.write(Data(advice.utf8))
    exit(1)
}

let importsLibclang: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-I\(llvm)/include"])]
let linksLibclang: [LinkerSetting] = [
    .unsafeFlags(["-L\(llvm)/lib", "-lclang", "-Xlinker", "-rpath", "-Xlinker", "\(llvm)/lib"])
]

let package = Package(
    name: "fuselint",
    products: [
        .executable(name: "fuselint", targets: ["fuselint"]),
        // For packages that add rules: docs/own-rules.md.
        .library(name: "FuselintKit", targets: ["FuselintKit"]),
        .library(name: "RuleFixtures", targets: ["RuleFixtures"]),
        .plugin(name: "DocumentRules", targets: ["DocumentRules"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.2.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    ],
    targets: [
        // What is read, and where from.
        .target(name: "Threads"),
        .target(name: "SourceTree"),
        .target(name: "Patches", dependencies: ["SourceTree"]),
        .target(name: "Caching", dependencies: ["SourceTree"]),
        .target(name: "KernelTree", dependencies: ["SourceTree", "Caching"]),
        // C becomes plain values.
        .systemLibrary(name: "CLibclang"),
        .target(name: "Clang", dependencies: ["CLibclang"], swiftSettings: importsLibclang, linkerSettings: linksLibclang),
        .target(name: "Program", dependencies: ["SourceTree"]),
        .target(name: "Lowering", dependencies: ["Clang", "Program"], swiftSettings: importsLibclang),
        .target(
            name: "Parsing", dependencies: ["Threads", "SourceTree", "Caching", "KernelTree", "Clang", "Lowering", "Program"],
            swiftSettings: importsLibclang),
        // Questions, rules, answers.
        .target(name: "Findings"),
        .target(
            name: "Analysis",
            dependencies: [
                "Threads", "Program", "Findings", .product(name: "HashTreeCollections", package: "swift-collections"),
                .product(name: "HeapModule", package: "swift-collections"),
            ],
            // Its tables are read and written at every step: the checks take an eighth of the time. Tests run with them.
            swiftSettings: [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]),
        .target(name: "Rules", dependencies: ["Threads", "Analysis", "Program", "Findings"], path: "Rules"),
        // What the user wants of them.
        .target(name: "Settings", dependencies: ["SourceTree", "KernelTree", "Findings", "Rules", "Yams"]),
        .target(
            name: "Review",
            dependencies: [
                "SourceTree", "Caching", "Patches", "KernelTree", "Clang", "Parsing", "Program", "Analysis", "Rules", "Settings", "Findings",
            ],
            swiftSettings: importsLibclang),
        .target(name: "Reports", dependencies: ["Findings"]),
        // Interactive review: what is on the screen as values, and the terminal apart from it.
        .target(name: "Browsing", dependencies: ["SourceTree", "Findings", "Reports", "Patches"]),
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .target(name: "TerminalScreen", dependencies: ["Browsing", "Reports", "CNcurses"]),
        // The rules' documentation, generated from their doc comments.
        .target(name: "RuleDocs"),
        .executableTarget(name: "generate-rule-docs", dependencies: ["RuleDocs"], path: "Sources/GenerateRuleDocs"),
        .plugin(
            name: "DocumentRules", capability: .buildTool(), dependencies: ["generate-rule-docs"], path: "Sources/DocumentRulesPlugin"),
        // The tree under examples/, carried inside the program.
        .executableTarget(name: "embed-example-tree", path: "Sources/EmbedExampleTree"),
        .plugin(
            name: "EmbedExampleTreePlugin", capability: .buildTool(), dependencies: ["embed-example-tree"],
            path: "Sources/EmbedExampleTreePlugin"),
        .target(name: "ExampleTree", plugins: ["EmbedExampleTreePlugin"]),
        // The command line, with room for more rules.
        .target(
            name: "FuselintKit",
            dependencies: [
                "Analysis", "Program", "Review", "Reports", "Settings", "Rules", "Findings", "Patches", "KernelTree", "Parsing", "Caching",
                "SourceTree", "ExampleTree", "Browsing", "TerminalScreen",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: importsLibclang),
        .executableTarget(name: "fuselint", dependencies: ["FuselintKit"], path: "Sources/RunFuselint", swiftSettings: importsLibclang),
        // Rules tried on marked C files.
        .target(
            name: "RuleFixtures", dependencies: ["Rules", "Analysis", "Findings", "Lowering", "Clang", "Program"],
            swiftSettings: importsLibclang),
        // Breaks real functions one edit at a time, and counts what is found.
        .target(name: "MutationMeter", dependencies: ["Program", "Findings"], exclude: ["equivalent-mutants.tsv"]),
        .executableTarget(
            name: "mutation-meter",
            dependencies: [
                "MutationMeter", "Review", "Rules", "Findings", "Parsing", "KernelTree", "SourceTree", "Program", "Threads",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/RunMutationMeter", swiftSettings: importsLibclang),
        // Inputs that nobody would think of, for everything that reads what strangers write.
        .target(
            name: "Fuzzing",
            dependencies: ["TestSupport", "Patches", "KernelTree", "SourceTree", "Settings", "Clang", "Lowering", "Program", "Analysis", "Rules"],
            swiftSettings: importsLibclang),
        .executableTarget(
            name: "fuzz", dependencies: ["Fuzzing", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Sources/RunFuzz", swiftSettings: importsLibclang),
        .target(name: "TestSupport", dependencies: ["KernelTree", "SourceTree"], path: "Tests/TestSupport"),
        .testTarget(name: "SourceTreeTests", dependencies: ["SourceTree"]),
        .testTarget(
            name: "LoweringTests", dependencies: ["Lowering", "Clang", "Program"], swiftSettings: importsLibclang),
        .testTarget(
            name: "SettingsTests", dependencies: ["Settings", "KernelTree", "SourceTree", "Findings", "Rules", "TestSupport"]),
        .testTarget(name: "ReviewTests", dependencies: ["Review", "Caching", "KernelTree", "SourceTree", "TestSupport"], swiftSettings: importsLibclang),
        .testTarget(name: "ReportsTests", dependencies: ["Reports", "Findings"], exclude: ["Goldens"]),
        .testTarget(name: "BrowsingTests", dependencies: ["Browsing", "Reports", "Findings", "TestSupport"], exclude: ["Goldens"]),
        .testTarget(name: "RuleDocsTests", dependencies: ["RuleDocs"]),
        .testTarget(
            name: "AnalysisTests", dependencies: ["Analysis", "Lowering", "Clang", "Program", "TestSupport"], swiftSettings: importsLibclang),
        .testTarget(
            name: "RulesTests", dependencies: ["RuleFixtures", "Rules", "Analysis", "Findings", "Lowering", "Clang", "Program"],
            exclude: ["Fixtures"], swiftSettings: importsLibclang),
        .testTarget(
            name: "MutationMeterTests", dependencies: ["MutationMeter", "Lowering", "Clang", "Program", "Findings"],
            swiftSettings: importsLibclang),
        .testTarget(name: "RepositoryTests", dependencies: ["ExampleTree"]),
        .testTarget(
            name: "CorpusTests", dependencies: ["Review", "KernelTree", "Parsing", "SourceTree", "Findings", "Rules", "Settings"],
            exclude: ["corpus.tsv", "elsewhere.tsv", "elsewhere.yml", "contracts-elsewhere.tsv", "contracts-elsewhere.yml"], swiftSettings: importsLibclang),
        .testTarget(name: "KernelTreeTests", dependencies: ["KernelTree", "SourceTree", "TestSupport"]),
        .testTarget(name: "CachingTests", dependencies: ["Caching"]),
        .testTarget(
            name: "ParsingTests", dependencies: ["Parsing", "Caching", "KernelTree", "SourceTree", "Program", "TestSupport"],
            swiftSettings: importsLibclang),
        .testTarget(name: "PatchesTests", dependencies: ["Patches", "SourceTree", "TestSupport"]),
        .testTarget(
            name: "OracleTests", dependencies: ["Parsing", "KernelTree", "SourceTree", "Lowering", "Clang", "Program"],
            exclude: ["Fixtures"], swiftSettings: importsLibclang),
        // Runs the built program.
        .testTarget(name: "CommandTests", dependencies: ["fuselint", "fuzz", "ExampleTree", "Yams"], exclude: ["Goldens"]),
    ],
    swiftLanguageModes: [.v6]
)
