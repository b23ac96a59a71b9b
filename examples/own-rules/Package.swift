// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "own-rules",
    // Outside of fuselint's repository: .package(url: "...", branch: "main"), or the path of a checkout.
    dependencies: [.package(name: "fuselint", path: "../..")],
    targets: [
        .executableTarget(
            name: "OwnRules", dependencies: [.product(name: "FuselintKit", package: "fuselint")],
            plugins: [.plugin(name: "DocumentRules", package: "fuselint")]),
        .testTarget(
            name: "OwnRulesTests", dependencies: ["OwnRules", .product(name: "RuleFixtures", package: "fuselint")], exclude: ["Fixtures"]),
    ]
)
