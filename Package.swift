// swift-tools-version:6.2
import PackageDescription

/// C libraries of the system, one module map each.
let libraries: [(name: String, pkgConfig: String?, package: String?)] = [
    ("CPostgres", "libpq", "libpq-dev"),
    ("CCrypto", "libcrypto", "libssl-dev"),
    ("CArgon2", "libargon2", "libargon2-dev"),
    ("CCurl", "libcurl", "libcurl4-openssl-dev"),
    ("CZlib", "zlib", "zlib1g-dev"),
    ("CLinux", nil, nil),
]

/// Every room of the house, with the only rooms it may import; nothing imports upwards.
let rooms: [(name: String, imports: [String])] = [
    ("Base", []),
    ("HTML", []),
    ("HTTP", ["Base", "CZlib"]),
    ("Wording", ["Base"]),
    ("Crypto", ["Base", "CCrypto", "CArgon2"]),
    ("Access", ["Base"]),
    ("Audit", ["Base", "Crypto"]),
    ("Store", ["Base", "Crypto", "Access", "Audit", "CPostgres"]),
    ("Outbound", ["Base", "Store", "CCurl"]),
    ("Interface", ["Base", "HTML", "Wording"]),
    ("Server", ["Base", "HTTP", "CLinux"]),
]

/// What every feature may import: all but the sockets and the mail.
let common = ["Base", "HTML", "HTTP", "Wording", "Crypto", "Access", "Audit", "Store", "Interface"]

/// One word per feature: a folder in `Sources/Features` and one in `Tests/Features`.
let features: [String] = []

/// Tables that are plain text in the source and part of the binary.
let tables = ["Access": "permissions.table", "Audit": "actions.table"]

let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

func room(_ name: String, imports: [String], path: String? = nil) -> Target {
    .target(
        name: name,
        dependencies: imports.map { .byName(name: $0) },
        path: path,
        resources: tables[name].map { [.embedInCode($0)] } ?? [],
        swiftSettings: house
    )
}

func proof(_ name: String, of rooms: [String], path: String? = nil) -> Target {
    .testTarget(
        name: name,
        dependencies: rooms.map { .byName(name: $0) },
        path: path ?? "Tests/\(name)",
        swiftSettings: house
    )
}

let package = Package(
    name: "vakka",
    products: [.executable(name: "vakka", targets: ["App"])],
    targets: libraries.map { library in
        .systemLibrary(
            name: library.name,
            pkgConfig: library.pkgConfig,
            providers: library.package.map { [.apt([$0])] }
        )
    }
        + rooms.map { room($0.name, imports: $0.imports) }
        + [room("Routing", imports: common)]
        + features.map { room($0, imports: common + ["Routing"], path: "Sources/Features/\($0)") }
        + [
            .executableTarget(
                name: "App",
                dependencies: (common + ["Routing", "Server", "Outbound"] + features)
                    .map { .byName(name: $0) },
                swiftSettings: house
            ),
            proof("HTTPTests", of: ["HTTP", "Base"], path: "Tests/HTTP"),
            proof("ServerTests", of: ["Server", "HTTP", "Base"], path: "Tests/Server"),
        ]
)
