// swift-tools-version: 6.2
import PackageDescription

// Read it as the drawing of the architecture: every target lists the only modules it may import.
//
//   inventory.yaml ─► YAMLEvents ─► Inventory ─► Facts (SQLite) ─► RuleEngine ─► Report ─► people, CI
//                                        ▲                          ▲ Rules/*.yaml
//   wire ─► CPcap ─► Probe ─► Evidence: *.evidence.json
//   memory ────────► Trial ─► Evidence: *.evidence.json
//                      ▲
//         far end ── Agent ── LinuxSystem ── kernel

let package = Package(
    name: "vmotion-preflight",
    products: [
        .executable(name: "vmotion-preflight", targets: ["vmotion-preflight"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        // C libraries
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CLinux"),
        .target(name: "CPageHash"),

        // Text and facts
        .target(name: "SourceText"),
        .target(name: "YAMLEvents", dependencies: ["SourceText", "CYAML"]),
        .target(name: "Facts", dependencies: ["SourceText", "CSQLite"]),
        .target(name: "Inventory", dependencies: ["Facts", "YAMLEvents", "SourceText"]),

        // Judging and telling
        .target(
            name: "RuleEngine", dependencies: ["Facts", "YAMLEvents", "SourceText"],
            plugins: ["EmbedRules"]),
        .target(
            name: "Report",
            dependencies: [
                "RuleEngine", "Evidence", "Facts", "YAMLEvents", "SourceText",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),

        // Measuring, which knows no rule
        .target(name: "Evidence"),
        .target(name: "LinuxSystem", dependencies: ["CLinux"]),
        .target(
            name: "Agent",
            dependencies: [
                "Evidence", "LinuxSystem", "SourceText", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "Probe",
            dependencies: [
                "Agent", "Evidence", "LinuxSystem", "SourceText", "CPcap", "CZlib",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ]),

        .target(
            name: "Trial",
            dependencies: [
                "Agent", "Evidence", "LinuxSystem", "SourceText", "CPageHash",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Histogram", package: "hdrhistogram-swift"),
            ]),

        // The command line
        .executableTarget(
            name: "vmotion-preflight",
            dependencies: [
                "Report", "RuleEngine", "Inventory", "Facts", "YAMLEvents", "SourceText", "Probe", "Trial", "Agent",
                "Evidence", "LinuxSystem",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            linkerSettings: [.unsafeFlags(["-Xlinker", "-s"], .when(configuration: .release))]),

        // Rules/ into the binary, at build time
        .executableTarget(name: "embed-rules"),
        .plugin(
            name: "EmbedRules", capability: .buildTool(), dependencies: ["embed-rules"], path: "Sources/EmbedRules"),

        // Tests
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "SourceTextTests", dependencies: ["SourceText", "TestSupport"]),
        .testTarget(name: "YAMLEventsTests", dependencies: ["YAMLEvents", "SourceText", "TestSupport"]),
        .testTarget(name: "FactsTests", dependencies: ["Facts", "SourceText", "TestSupport"]),
        .testTarget(
            name: "EvidenceTests",
            dependencies: ["Evidence", "Inventory", "Facts", "YAMLEvents", "SourceText", "TestSupport"]),
        .testTarget(
            name: "InventoryTests", dependencies: ["Inventory", "Facts", "YAMLEvents", "SourceText", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "RuleEngineTests",
            dependencies: ["RuleEngine", "Inventory", "Facts", "YAMLEvents", "SourceText"]),
        .testTarget(
            name: "PrecisionTests",
            dependencies: ["RuleEngine", "Inventory", "Facts", "YAMLEvents", "SourceText", "TestSupport"],
            exclude: ["Estates", "Defects"]),
        .testTarget(
            name: "ReportTests",
            dependencies: [
                "Report", "RuleEngine", "Evidence", "Inventory", "Facts", "YAMLEvents", "SourceText", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Golden", "Compliance/Golden", "HTML/Golden", "Measured/Golden"]),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "vmotion-preflight", "Agent", "Evidence", "Facts", "LinuxSystem", "RuleEngine", "TestSupport", "Trial",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Golden", "Schemas", "Probe/Golden"]),

        // The benchmark of tracking writes and fetching missing pages, beside the same in C
        .executableTarget(
            name: "trial-memory", dependencies: ["Trial", "LinuxSystem"], path: "Tests/Benchmarks/TrialMemory"),

        // Tests on a network of their own: namespaces, and a link of known delay, rate and loss
        .executableTarget(
            name: "test-link",
            dependencies: [
                "LinuxSystem", "CLinux",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/TestLink"),
        .testTarget(
            name: "ProbeTests", dependencies: ["Probe", "Agent", "Evidence", "LinuxSystem", "TestSupport"],
            exclude: ["Captures", "Golden"]),
        .testTarget(name: "TrialTests", dependencies: ["Trial", "Agent", "Evidence", "LinuxSystem", "TestSupport"]),
        .testTarget(name: "LinuxSystemTests", dependencies: ["LinuxSystem"]),
        .testTarget(
            name: "AgentTests",
            dependencies: ["vmotion-preflight", "Agent", "Evidence", "LinuxSystem", "Probe", "TestSupport"]),
        .testTarget(
            name: "NetworkTests",
            dependencies: ["vmotion-preflight", "test-link", "Evidence", "LinuxSystem", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where [.regular, .executable, .test].contains(target.type) {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),  // SE-0335
        .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
        .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
        .strictMemorySafety(),  // SE-0458
        .treatAllWarnings(as: .error),  // SE-0480
    ]
}

// Moving and looking at memory without optimization takes minutes, for which no test has the time.
package.targets.first { $0.name == "Trial" }?.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
