import Access
import Base
import Companies
import Crypto
import Demo
import Dispatch
import Glibc
import Composition
import HTTP
import Mail
import Routing
import Server
import Store
import Terms

let serveCommand = Command(
    name: "serve",
    summary: "migrates, checks the database, and serves",
    usage: """
          --port N     listen on 127.0.0.1:N (default 8080, or VAKKA_LISTEN); 0 lets the system choose
          --workers N  serve from N processes, each started anew when it ends (default: from this one)
          --bounces D  read reports of mail that came back from the Maildir D (or VAKKA_BOUNCES)
          --company-register U
                       look for employers in the public register at U (or VAKKA_COMPANY_REGISTER)
          --no-demo    do not load the demo spaces, and serve those that are there without their sign-ins
        """,
    valued: ["port", "workers", "bounces", "company-register"],
    // `worker` and `demo` are how the processes of `--workers` are started.
    flags: ["no-demo", "worker", "demo"]
) { options throws(Failure) in
    let configuration = try Configuration(options)
    if options.has("worker") {
        try answerRequests(configuration, isDemo: options.has("demo"), isWorker: true)
        return
    }
    let cluster = try configuration.cluster()
    if let cluster {
        say("starting PostgreSQL in \(cluster.folder)")
        if try cluster.start() { say("made a new database") }
    }
    do throws(Failure) {
        if let cluster, try Demo.isUnfinished(owner: configuration.ownerSettings()) {
            say("the demo spaces were not loaded whole: the database is made anew")
            try cluster.clear()
        }
        let isDemo = try prepare(
            configuration,
            wantsDemo: cluster != nil,
            refusesDemo: options.has("no-demo")
        )
        if configuration.workers == 1 {
            try answerRequests(configuration, isDemo: isDemo, isWorker: false)
        } else {
            try supervise(configuration, isDemo: isDemo)
        }
    } catch {
        try? cluster?.stop()
        throw error
    }
    try cluster?.stop()
    say("stopped")
}

/// Brings the database to where it must be.
///
/// Whether it is served as the demo.
private func prepare(
    _ configuration: Configuration,
    wantsDemo: Bool,
    refusesDemo: Bool
) throws(Failure) -> Bool {
    try migrate(configuration)
    let app = try configuration.settings(role: "vakka_app")
    let findings = try SelfTest.run(app)
    guard findings.isEmpty else {
        for finding in findings { complain("vakka: not so: \(finding.rule): \(finding.object)") }
        throw .broken(
            Fault("the database does not pass the start-up self-test", "vakka doctor tells more")
        )
    }
    return try prepareDemo(
        configuration,
        app,
        wantsDemo: wantsDemo,
        refusesDemo: refusesDemo
    )
}

/// Serves from several processes; this one holds the port, the database and nothing else.
private func supervise(_ configuration: Configuration, isDemo: Bool) throws(Failure) {
    let port = try Server.reserve(configuration.listen)
    let host = configuration.listen.split(separator: ":").dropLast().joined(separator: ":")
    unsafe setenv("VAKKA_LISTEN", "\(host):\(port)", 1)
    unsafe setenv("VAKKA_DATA", configuration.data, 1)
    var arguments = ["serve", "--worker", "--workers", "\(configuration.workers)"]
    if isDemo { arguments.append("--demo") }
    if let bounces = configuration.bounces { arguments += ["--bounces", bounces] }
    if let register = configuration.companyRegister {
        arguments += ["--company-register", register]
    }
    var supervisor = Supervisor(try ownProgram(), arguments, count: configuration.workers) {
        sayListening(configuration, port: port, isDemo: isDemo)
    }
    let (end, farEnd) = try SupervisorChannel.pair()
    Signals.onEnd { close(farEnd) }
    let cluster = try configuration.cluster()
    try supervisor.run(until: end) { revive(cluster) }
    say("stopping")
}

/// Starts the own database anew when it has ended; without success, the next look tries again.
private func revive(_ cluster: Cluster?) {
    guard let cluster else { return }
    do throws(Failure) {
        if try cluster.revive() { logLine("error", "PostgreSQL had ended and was started", []) }
    } catch {
        logLine("error", "PostgreSQL has ended and does not start", [])
    }
}

/// Serves from this process until it is to end.
private func answerRequests(
    _ configuration: Configuration,
    isDemo: Bool,
    isWorker: Bool
) throws(Failure) {
    let app = try configuration.settings(role: "vakka_app")
    guard let sealing = SealingKey(try Database(app).sealingKey()) else {
        throw .broken(Fault("the key for forms has a wrong length"))
    }
    let companies = try configuration.companyRegister.map {
        (url) throws(Failure) -> CompanySearch in
        let register = try CompanyRegister(url)
        return { register.search($0) }
    }
    let pipeline = try compose(
        try WebFolder(of: configuration.root),
        origin: configuration.origin,
        isDemo: isDemo,
        mailFolder: configuration.smtp == nil ? configuration.mailFolder : nil,
        companies: companies,
        sealing: sealing
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
    let auditWriter = try AuditWriter { AuditConnection(app) }
    let mailWorker = try startMailWorker(configuration, isDemo: isDemo)
    let health = Health()
    let server = try makeServer(configuration, pipeline, auditWriter, health, sharesPort: isWorker)
    let end = DispatchSemaphore(value: 0)
    if isWorker { SupervisorChannel.onEnd { end.signal() } }
    Signals.onEnd { end.signal() }
    try server.start()
    health.watch(server)
    let bounces = try configuration.bounces.map { (path) throws(Failure) in try BounceFolder(path) }
    let timers = startHousekeeping(
        pipeline,
        app,
        bounces,
        try configuration.settings(role: "vakka_worker")
    )
    defer { for timer in timers { timer.cancel() } }
    if isWorker {
        SupervisorChannel.tellServing()
        end.wait()
    } else {
        sayListening(configuration, port: server.port, isDemo: isDemo)
        let cluster = try configuration.cluster()
        let pause = DispatchTimeInterval.milliseconds(Limits.clusterLookMilliseconds)
        while end.wait(timeout: .now() + pause) == .timedOut { revive(cluster) }
        say("stopping")
    }
    server.stop()
    auditWriter.stop()
    mailWorker?.stop()
    // What cannot be told now is lost with this process; the database may be what makes it end.
    try? pipeline.flushRefusals(database: Database(app))
}

/// Does from time to time what no request has to wait for, the first time soon after the start.
private func startHousekeeping(
    _ pipeline: Pipeline,
    _ app: String,
    _ bounces: BounceFolder?,
    _ worker: String
) -> [any DispatchSourceTimer] {
    let queue = DispatchQueue(label: "housekeeping")
    func every(_ seconds: Int, do work: @escaping @Sendable () -> Void) -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + .seconds(3), repeating: .seconds(seconds))
        timer.setEventHandler(handler: work)
        timer.resume()
        return timer
    }
    // What cannot be told now stays in the ledger for the next time.
    var timers = [
        every(Limits.housekeepingSeconds) { try? pipeline.housekeeping(database: Database(app)) }
    ]
    if let bounces {
        timers.append(
            every(Limits.bounceLookSeconds) {
                do throws(Failure) {
                    let count = try bounces.read(into: Outbox(worker))
                    guard count > 0 else { return }
                    logLine("warning", "mail came back", [.init("count", .number(count))])
                } catch {
                    logLine("warning", "the folder of what comes back cannot be read")
                }
            }
        )
    }
    return timers
}

private func sayListening(_ configuration: Configuration, port: Int, isDemo: Bool) {
    let host = configuration.listen.split(separator: ":").dropLast().joined(separator: ":")
    say("listening on http://\(host):\(port)")
    if isDemo {
        say(
            "demo sign-ins: coordinator@takk.demo and others on the front page, password vakka-demo"
        )
    }
}

/// Mail goes to the server that is named; the demo keeps it in its data folder.
///
/// Otherwise it waits, and this is said loudly.
private func startMailWorker(_ configuration: Configuration, isDemo: Bool) throws(Failure)
    -> MailWorker?
{
    let transport: MailTransport
    if let url = configuration.smtp {
        transport = .smtp(url: url)
    } else if isDemo {
        transport = .folder(configuration.mailFolder)
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
    let worker = try MailWorker(
        try configuration.settings(role: "vakka_worker"),
        transport: transport,
        sender: sender,
        origin: configuration.origin,
        tagsSender: configuration.bounces != nil
    ) { event in
        switch event {
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
    try worker.start()
    return worker
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
    _ auditWriter: AuditWriter,
    _ health: Health,
    sharesPort: Bool
) throws(Failure) -> Server {
    let app = try configuration.settings(role: "vakka_app")
    func lanes(
        _ name: String,
        _ width: Int,
        _ queueMax: Int,
        waitSecondsMax: Int = Limits.queueSecondsMax,
        niceness: Int = 0,
        lockPath: String? = nil,
        sharing: Lanes.Sharing,
        databaseSecondsMax: Int = Limits.databaseSecondsMax
    ) throws(Failure) -> Lanes {
        try Lanes(
            name: name,
            width: width,
            // The processes that serve share the machine, so they share what may wait.
            queueMax: max(1, queueMax / configuration.workers),
            waitMillisecondsMax: waitSecondsMax * 1000,
            niceness: niceness,
            lockPath: lockPath,
            sharing: sharing,
            turnsAway: { pipeline.turnedAway($0) },
            whenFull: { pipeline.later(503, $0, seconds: 1) }
        ) {
            let database = Database(app, secondsMax: databaseSecondsMax)
            return PageWorker(
                pipeline: pipeline,
                auditWriter: auditWriter,
                database: database
            )
        }
    }
    let cookie = pipeline.site.sessionCookie
    /// Half of so many lanes for a space, so that the others always find one.
    func bySpace(_ width: Int) -> Lanes.Sharing {
        .bySpace(
            spaceMax: max(1, width / 2),
            sessionMax: Limits.lanesPerSessionMax,
            session: { $0.cookie(cookie) }
        )
    }
    let pageLanes = configuration.pageLanes
    let page = try lanes(
        "page",
        pageLanes,
        Limits.pageQueueMax,
        niceness: Limits.pageNiceness,
        sharing: bySpace(pageLanes)
    )
    let secret = try lanes(
        "secret",
        max(1, Limits.secretLanes / configuration.workers),
        Limits.secretQueueMax,
        niceness: Limits.heavyNiceness,
        lockPath: "\(configuration.data)/passwords.lock",
        sharing: .byNetwork
    )
    let exportLanes = max(1, Limits.exportLanes / configuration.workers)
    let export = try lanes(
        "export",
        exportLanes,
        Limits.exportQueueMax,
        waitSecondsMax: Limits.exportQueueSecondsMax,
        niceness: Limits.heavyNiceness,
        sharing: bySpace(exportLanes),
        databaseSecondsMax: Limits.exportDatabaseSecondsMax
    )
    let outwardLanes = max(1, Limits.outwardLanes / configuration.workers)
    let outward = try lanes(
        "outward",
        outwardLanes,
        Limits.outwardQueueMax,
        sharing: bySpace(outwardLanes)
    )
    let answers = PlainAnswers(
        assets: pipeline.site.assets,
        health: health,
        origin: pipeline.site.origin
    )
    let plain = Lanes(name: "plain") { answers.response(to: $0) }
    let migrations = configuration.root + "/Migrations"
    let folder = try configuration.cluster()?.folder ?? configuration.data
    let ready = try Lanes(name: "ready", width: 1, queueMax: 8) {
        ReadyWorker(readiness: Readiness(app, folder: migrations), folder: folder)
    }
    return Server(
        listen: configuration.listen,
        trustsProxy: configuration.trustsProxy,
        sharesPort: sharesPort,
        lanes: [page, secret, export, outward, plain, ready],
        refusalPage: { pipeline.refusal($0, $1) }
    ) { request in
        switch request.firstSegment {
        case "assets", "metrics", "robots.txt", "favicon.ico": return .init(plain)
        case "health": return .init(request.path == "/health/ready" ? ready : plain)
        default: break
        }
        let finding = pipeline.router.find(request)
        switch finding.lane {
        case .page: return .init(page, finding: finding)
        case .secret: return .init(secret, finding: finding)
        case .export: return .init(export, finding: finding)
        case .outward: return .init(outward, finding: finding)
        }
    }
}
