import Access
import Base
import Dispatch
import Glibc
import House
import HTTP
import Outbound
import Post
import Routing
import Server
import Store

let serveCommand = Command(
    name: "serve",
    summary: "migrates, checks the database, and serves",
    usage: """
          --port N     listen on 127.0.0.1:N (default 8080, or VAKKA_LISTEN); 0 lets the system choose
          --no-demo    do not load the demo spaces, and serve those that are there without their sign-ins
        """,
    valued: ["port"],
    flags: ["no-demo"]
) { options throws(Failure) in
    let configuration = try Configuration(options)
    let cluster = try configuration.cluster()
    if let cluster {
        say("starting PostgreSQL in \(cluster.folder)")
        if try cluster.start() { say("made a new database") }
    }
    do throws(Failure) {
        try serve(
            configuration,
            wantsDemo: cluster != nil,
            refusesDemo: options.has("no-demo")
        )
    } catch {
        try? cluster?.stop()
        throw error
    }
    try cluster?.stop()
    say("stopped")
}

private func serve(
    _ configuration: Configuration,
    wantsDemo: Bool,
    refusesDemo: Bool
) throws(Failure) {
    try migrate(configuration)
    let app = try configuration.settings(role: "vakka_app")
    let findings = try SelfTest.run(app)
    guard findings.isEmpty else {
        for finding in findings { complain("vakka: not so: \(finding.rule): \(finding.object)") }
        throw .broken(
            Fault("the database does not pass the start-up self-test", "vakka doctor tells more")
        )
    }
    let isDemo = try prepareDemo(
        configuration,
        app,
        wantsDemo: wantsDemo,
        refusesDemo: refusesDemo
    )
    let pipeline = try assemble(
        root: configuration.root,
        origin: configuration.origin,
        isDemo: isDemo,
        mailFolder: configuration.smtp == nil ? configuration.mailFolder : nil
    ) { fault, reference in
        logLine(
            "error",
            "fault",
            [
                .init("reference", .string(reference)), .init("fault", .string(fault.what)),
                .init("detail", .string(fault.detail)), .init("place", .string(fault.place)),
            ]
        )
    }
    let recorder = try Recorder { Journal(app) }
    let postOffice = try openPostOffice(configuration, isDemo: isDemo)
    let health = Health()
    let server = makeServer(configuration, pipeline, recorder, health, app)
    try server.start()
    health.watch(server)
    say(
        "listening on http://\(configuration.listen.split(separator: ":").dropLast().joined(separator: ":")):\(server.port)"
    )
    if isDemo {
        say(
            "demo sign-ins: coordinator@takk.demo and others on the front page, password vakka-demo"
        )
    }
    let end = DispatchSemaphore(value: 0)
    try Signals.onEnd { end.signal() }
    end.wait()
    say("stopping")
    server.stop()
    recorder.stop()
    postOffice?.stop()
    try pipeline.flushRefusals(database: Database(app))
}

/// Mail goes to the server that is named; the demo keeps it in its data folder.
///
/// Otherwise it waits, and this is said loudly.
private func openPostOffice(_ configuration: Configuration, isDemo: Bool) throws(Failure)
    -> PostOffice?
{
    let carrier: Carrier
    if let url = configuration.smtp {
        carrier = .smtp(url: url)
    } else if isDemo {
        carrier = .folder(configuration.mailFolder)
    } else {
        complain(
            "vakka: WARNING: VAKKA_SMTP is not set. No mail leaves: no codes, no invitations, no requests to employers."
                + " It waits in the outbox until a mail server is named."
        )
        return nil
    }
    guard let sender = Mailbox(configuration.mailFrom) else {
        throw .broken(Fault("VAKKA_MAIL_FROM is no address", configuration.mailFrom))
    }
    let office = try PostOffice(
        try configuration.settings(role: "vakka_worker"),
        carrier: carrier,
        sender: sender
    ) { happening in
        switch happening {
        case .sent(let id, let attempt):
            logLine(
                "info",
                "mail sent",
                [.init("mail", .string(id)), .init("attempt", .number(attempt))]
            )
        case .postponed(let id, let attempt, let why):
            logLine(
                "warning",
                "mail postponed",
                [
                    .init("mail", .string(id)), .init("attempt", .number(attempt)),
                    .init("why", .string(why)),
                ]
            )
        case .failed(let id, let attempt, let why):
            logLine(
                "error",
                "mail given up",
                [
                    .init("mail", .string(id)), .init("attempt", .number(attempt)),
                    .init("why", .string(why)),
                ]
            )
        case .disturbed:
            logLine("warning", "the outbox cannot be read")
        }
    }
    office.start()
    return office
}

func migrate(_ configuration: Configuration) throws(Failure) {
    let owner = try configuration.ownerSettings()
    let folder = configuration.root + "/Migrations"
    // Where nothing is missing, serving needs no role that owns anything.
    if let missing = try? Migrator.missing(settings: owner, folder: folder), missing.isEmpty {
        return
    }
    let migrator = Migrator(settings: owner, folder: folder)
    for name in try migrator.migrate() { say("migrated \(name)") }
}

private func makeServer(
    _ configuration: Configuration,
    _ pipeline: Pipeline,
    _ recorder: Recorder,
    _ health: Health,
    _ app: String
) -> Server {
    let root = configuration.root
    let data = configuration.data
    func lanes(_ name: String, _ width: Int, _ queueMax: Int) -> Lanes {
        Lanes(name: name, width: width, queueMax: queueMax) {
            PageWorker(pipeline: pipeline, recorder: recorder, database: Database(app))
        }
    }
    let page = lanes("page", Limits.pageLanes, Limits.pageQueueMax)
    let secret = lanes("secret", Limits.secretLanes, Limits.secretQueueMax)
    let export = lanes("export", Limits.exportLanes, Limits.exportQueueMax)
    let plain = Lanes(name: "plain", width: 1, queueMax: Limits.pageQueueMax) {
        PlainWorker(pipeline: pipeline, health: health)
    }
    let ready = Lanes(name: "ready", width: 1, queueMax: 8) {
        ReadyWorker(settings: app, root: root, data: data)
    }
    return Server(
        listen: configuration.listen,
        trustsProxy: configuration.trustsProxy,
        lanes: [page, secret, export, plain, ready],
        refusalPage: { pipeline.refusal($0, $1) }
    ) { request in
        switch request.segments.first {
        case "assets", "metrics", "robots.txt", "favicon.ico": return plain
        case "health": return request.path == "/health/ready" ? ready : plain
        default: break
        }
        switch pipeline.router.lane(for: request) {
        case .page: return page
        case .secret: return secret
        case .export: return export
        }
    }
}
