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
    ("HTML", ["Base"]),
    ("HTTP", ["Base", "CZlib"]),
    ("Wording", ["Base"]),
    ("Crypto", ["Base", "CCrypto", "CArgon2"]),
    ("Access", ["Base"]),
    ("Audit", ["Base", "Crypto"]),
    ("Terms", ["Base"]),
    ("Letters", ["Base", "Terms"]),
    ("Store", ["Base", "Crypto", "Access", "Audit", "Terms", "Letters", "CPostgres"]),
    ("Mail", ["Base", "HTML", "Store", "CCurl"]),
    ("Companies", ["Base", "Terms", "CCurl"]),
    ("Scenes", ["Base", "HTTP"]),
    (
        "Demo",
        [
            "Base", "HTTP", "Crypto", "Access", "Audit", "Scenes", "Store", "Routing",
            "Composition",
        ]
    ),
    ("Interface", ["Base", "HTML", "HTTP", "Wording", "Terms"]),
    ("Server", ["Base", "HTTP", "Audit", "Store", "CLinux"]),
]

/// What every feature may import: all but the sockets and the mail.
let common = [
    "Base", "HTML", "HTTP", "Wording", "Crypto", "Access", "Audit", "Terms", "Letters",
    "Store", "Interface",
]

/// One word per feature: a folder in `Sources/Features` and one in `Tests/Features`.
let features = [
    "Accepting", "Account", "Activities", "Answers", "Applications", "Applying", "Attendance",
    "Consents",
    "CourseForms", "Courses", "Delegation", "DemoMail", "Duplicates", "Effects",
    "EngagementChanges", "EngagementFeedback", "EngagementFigures", "EngagementMessages",
    "Engagements", "Enquiries", "ExpertLimits", "Experts", "Feedback", "Figures", "Findings",
    "Guide", "Invitations", "Log", "Mails", "Members", "Notes", "Notices", "Offers", "OwnOffers",
    "OpenCourses",
    "Orders",
    "OwnLog", "Participation", "Partnerships", "People", "Places", "Preparing", "Profiles",
    "PublishedStories",
    "Receipts", "Releases", "Search", "Settings", "SignIn", "Spaces", "Stories", "StoryCopies",
    "TaxCards", "Today", "Views",
]

/// What some features say and write in the same way, and no other feature.
let shared = ["Answering": ["Answers", "Consents", "Delegation"]]

/// Tables that are plain text in the source and part of the binary.
let tables = [
    "Access": "permissions.table", "Letters": "letters.table",
]

/// Tests of the rooms, and what each imports beside the testing library.
let proofs: [(room: String, imports: [String])] = [
    ("Audit", ["Base", "Crypto", "Audit"]),
    ("Base", ["Base"]),
    ("Companies", ["Base", "Terms", "Companies", "Support"]),
    ("Demo", ["Base", "Crypto", "Demo", "HTTP", "Store", "Support"]),
    (
        "Doors",
        [
            "Base", "Access", "Crypto", "HTTP", "Mail", "Scenes", "Routing", "Store", "Composition",
            "Support",
        ]
    ),
    ("HTML", ["HTML"]),
    ("HTTP", ["Base", "HTTP"]),
    ("Interface", ["Base", "HTML", "Wording", "Interface"]),
    ("Letters", ["Base", "Terms", "Letters"]),
    ("Mail", ["Base", "Mail", "Store", "Support"]),
    ("Refusals", ["Base", "Store", "Support"]),
    ("Server", ["Base", "HTTP", "Wording", "Store", "Routing", "Server", "Support"]),
    (
        "Store",
        [
            "Base", "Access", "Audit", "Interface", "Letters", "Terms", "Store", "Routing",
            "Composition", "Support",
        ]
    ),
    ("Terms", ["Base", "Terms"]),
    ("Wording", ["Base", "Wording"]),
]

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// In the house, members of a room not imported by the file are out of sight: that is what keeps views from the store.
let house = strict + [.enableUpcomingFeature("MemberImportVisibility")]

/// The rooms below the slices are optimised in every build: the proofs spend most of their time in them.
let fast: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func room(
    _ name: String,
    imports: [String],
    path: String? = nil,
    settings: [SwiftSetting] = house
) -> Target {
    .target(
        name: name,
        dependencies: imports.map { .byName(name: $0) },
        path: path,
        resources: tables[name].map { [.embedInCode($0)] } ?? [],
        swiftSettings: settings
    )
}

/// What stands beside tests and is read by them, not built.
let lists = [
    "RefusalsTests": ["Sources"],
    "StoreTests": ["foreign-tables.list", "unreached.list"],
]

func proof(_ name: String, of rooms: [String], path: String? = nil) -> Target {
    .testTarget(
        name: name,
        dependencies: rooms.map { .byName(name: $0) },
        path: path ?? "Tests/\(name)",
        exclude: lists[name] ?? [],
        swiftSettings: strict
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
        + rooms.map { room($0.name, imports: $0.imports, settings: house + fast) }
        + [room("Routing", imports: common)]
        + shared.keys.sorted().map { room($0, imports: common + ["Routing"]) }
        + features.map { feature in
            room(
                feature,
                imports: common + ["Routing"]
                    + shared.filter { $0.value.contains(feature) }.keys.sorted(),
                path: "Sources/Features/\(feature)"
            )
        }
        + [
            room("Composition", imports: common + ["Routing"] + features),
            .executableTarget(
                name: "App",
                dependencies: (common + [
                    "Routing", "Server", "Mail", "Companies", "Demo", "Composition",
                ])
                .map { .byName(name: $0) },
                swiftSettings: house
            ),
            room(
                "Support",
                imports: common + ["Scenes", "Routing", "Composition"],
                path: "Tests/Support",
                settings: house + fast
            ),
        ]
        + proofs.map { proof("\($0.room)Tests", of: $0.imports, path: "Tests/\($0.room)") }
        + features.map {
            proof(
                "\($0)Tests",
                of: common + ["Mail", "Routing", "Composition", "Support", $0],
                path: "Tests/Features/\($0)"
            )
        }
)
