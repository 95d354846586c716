import Base
import Glibc
import HTTP
import Routing
import Server
import Store
import Synchronization

/// Answers what needs no session: files for browsers, health and metrics.
struct PlainAnswers {
    let assets: Assets
    let health: Health
    private let live = Response(text: "live\n").prepared
    private let robots: Response

    init(assets: Assets, health: Health, origin: String) {
        self.assets = assets
        self.health = health
        // Search engines read the front page and what is open to anybody, and nothing of a space beside it.
        robots =
            Response(
                text: """
                    User-agent: *
                    Allow: /assets/
                    Allow: /*/accessibility$
                    Allow: /*/co-operation$
                    Allow: /*/open-courses
                    Allow: /*/privacy$
                    Disallow: /*/
                    Disallow: /*?
                    Disallow: /account
                    Disallow: /password
                    Disallow: /sign-in
                    Disallow: /spaces
                    Sitemap: \(origin)/sitemap.xml

                    """
            ).prepared
    }

    func response(to request: Request) -> Response {
        guard request.method == .get || request.method == .head else {
            return .allowing(["GET", "HEAD", "OPTIONS"], to: request)
        }
        switch request.path {
        case "/health/live": return live
        case "/metrics" where isLocal(request):
            return Response(
                status: 200,
                contentType: "text/plain; version=0.0.4; charset=utf-8",
                body: Array(health.metrics.utf8)
            )
        case "/robots.txt": return robots
        default:
            return assets.response(for: request) ?? Response(status: 404, text: "Not Found\n")
        }
    }

    /// Numbers are for this machine alone, also when a proxy stands in front.
    private func isLocal(_ request: Request) -> Bool {
        (request.peer == "127.0.0.1" || request.peer == "::1")
            && !request.fields.contains("x-forwarded-for") && !request.fields.contains("forwarded")
    }
}

/// Asks the database and the disk whether the house can serve.
struct ReadyWorker: Worker {
    let readiness: Readiness
    /// Where the data is.
    let folder: String

    mutating func answer(_ request: Request, on exchange: Exchange) {
        let problems = problems()
        let text = problems.isEmpty ? "ready\n" : problems.joined(separator: "\n") + "\n"
        var response = Response(status: problems.isEmpty ? 200 : 503, text: text)
        response.fields.set("cache-control", "no-store")
        if !problems.isEmpty { response.fields.set("retry-after", "2") }
        exchange.send(response)
    }

    private func problems() -> [String] {
        var problems: [String] = []
        do throws(Failure) {
            problems += try readiness.missing().map { "migration missing: \($0)" }
        } catch {
            problems.append("the database does not answer")
        }
        var disk = statvfs()
        if unsafe statvfs(folder, &disk) == 0, disk.f_blocks > 0,
            Double(disk.f_bavail) / Double(disk.f_blocks) < 0.02
        {
            problems.append("less than 2 % of the disk is free")
        }
        return problems
    }
}

/// The numbers of a running server, in Prometheus' text format.
final class Health: Sendable {
    private let server = Mutex<Server?>(nil)
    private let started = Clock.real.now

    func watch(_ server: Server) {
        self.server.withLock { $0 = server }
    }

    var metrics: String {
        guard let numbers = server.withLock({ $0?.metrics }) else { return "" }
        var lines: [String] = []
        func add(_ name: String, _ kind: String, _ help: String, _ values: [(String, Int)]) {
            lines.append("# HELP \(name) \(help)")
            lines.append("# TYPE \(name) \(kind)")
            for (labels, value) in values { lines.append("\(name)\(labels) \(value)") }
        }
        add("vakka_connections_open", "gauge", "Open connections.", [("", numbers.connectionsOpen)])
        add(
            "vakka_connections_total",
            "counter",
            "Connections accepted.",
            [("", numbers.connectionsAccepted)]
        )
        add(
            "vakka_connections_turned_away_total",
            "counter",
            "Connections turned away.",
            [("", numbers.connectionsTurnedAway)]
        )
        add(
            "vakka_connections_overdue_total",
            "counter",
            "Connections closed as too slow.",
            [("", numbers.connectionsOverdue)]
        )
        add(
            "vakka_database_statements_total",
            "counter",
            "Statements sent to the database.",
            [("", DatabaseMetrics.statements)]
        )
        add(
            "vakka_database_round_trips_total",
            "counter",
            "Times that a lane waited for the database.",
            [("", DatabaseMetrics.roundTrips)]
        )
        add(
            "vakka_request_bytes_held",
            "gauge",
            "Bytes of unfinished requests.",
            [("", numbers.bytesHeld)]
        )
        add(
            "vakka_answers_total",
            "counter",
            "Answers by class of status.",
            numbers.answers.sorted { $0.key < $1.key }.map { ("{class=\"\($0.key)xx\"}", $0.value) }
        )
        add(
            "vakka_answers_unavailable_total",
            "counter",
            "Answers with 503.",
            [("", numbers.answersUnavailable)]
        )
        add(
            "vakka_requests_waiting",
            "gauge",
            "Requests that wait for a lane.",
            numbers.waiting.sorted { $0.key < $1.key }.map { ("{lane=\"\($0.key)\"}", $0.value) }
        )
        add(
            "vakka_uptime_seconds",
            "gauge",
            "Seconds since the start.",
            [("", Int((Clock.real.now.milliseconds - started.milliseconds) / 1000))]
        )
        return lines.joined(separator: "\n") + "\n"
    }
}
