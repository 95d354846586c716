import Access
import Base
import Composition
import HTTP
import Routing
import Store

let routesCommand = Command(
    name: "routes",
    summary: "lists every route with what it needs and discloses",
    usage: "  --json       one JSON object a line: method, path, permission, discloses",
    valued: [],
    flags: ["json"]
) { options throws(Failure) in
    let routes = try Router(features.flatMap(\.routes)).routes
    for route in routes {
        let groups = route.discloses.map(\.rawValue)
        if options.has("json") {
            let line: JSON = [
                "method": .string(route.method.rawValue), "path": .string("\(route.path)"),
                "permission": .string(route.needs.rawValue),
                "discloses": .array(groups.map(JSON.string)),
            ]
            print(line.text)
        } else {
            print(
                "\(padded(route.method.rawValue, 5)) \(padded("\(route.path)", 52))"
                    + " \(padded(route.needs.rawValue, 20)) \(groups.joined(separator: " "))"
            )
        }
    }
}

let accessCommand = Command(
    name: "access",
    summary: "prints who may do what",
    usage: "  (no options of its own)",
    valued: [],
    flags: []
) { _ throws(Failure) in
    let table = try PermissionTable.embedded()
    let heads = ["permission"] + Role.allCases.map(\.rawValue) + ["anyone", "operator"]
    print(heads.map { padded($0, 19) }.joined())
    for line in table.lines {
        let cells =
            [line.permission.rawValue] + Role.allCases.map { (line.scopes[$0] ?? .none).rawValue }
            + [line.anyone.rawValue, line.byOperator.rawValue]
        print(cells.map { padded($0, 19) }.joined() + line.allows)
    }
}

let migrateCommand = Command(
    name: "migrate",
    summary: "brings the database to the state of Migrations/",
    usage: "  (no options of its own)",
    valued: [],
    flags: []
) { options throws(Failure) in
    let configuration = try Configuration(options)
    try withDatabase(configuration) { () throws(Failure) in try migrate(configuration) }
    say("the database is up to date")
}

let doctorCommand = Command(
    name: "doctor",
    summary: "runs the start-up self-test and says what it found",
    usage: "  (no options of its own)",
    valued: [],
    flags: []
) { options throws(Failure) in
    let configuration = try Configuration(options)
    let findings = try withDatabase(configuration) { () throws(Failure) in
        try SelfTest.run(try configuration.settings(role: "vakka_app"))
    }
    for rule in SelfTest.ruleNames {
        let broken = findings.filter { $0.rule == rule }
        print(broken.isEmpty ? "ok      \(rule)" : "BROKEN  \(rule)")
        for finding in broken { print("        \(finding.object)") }
    }
    guard findings.isEmpty else { throw .broken(Fault("the self-test found what must not be")) }
}

/// Runs with the embedded cluster up; stops it again when this is what started it.
func withDatabase<T>(
    _ configuration: Configuration,
    _ body: () throws(Failure) -> T
) throws(Failure) -> T {
    guard let cluster = try configuration.cluster() else { return try body() }
    let wasRunning = try cluster.isRunning()
    _ = try cluster.start()
    defer { if !wasRunning { try? cluster.stop() } }
    return try body()
}

func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
}
