import Base
import HTTP
import Routing
import Server
import Store

/// Answers a lane's requests: the pipeline, the auditWriter, and a line in the server's log.
struct PageWorker: Worker {
    let pipeline: Pipeline
    let auditWriter: AuditWriter
    let database: Database

    mutating func answer(_ request: Request, on exchange: Exchange) {
        let id = ID<Request>().text
        let answer = pipeline.answer(
            request,
            at: exchange.finding as? Router.Finding,
            database: database
        )
        var response = answer.response
        response.fields.set("x-request-id", id)
        let method = request.method.rawValue
        let started = request.receivedAt.milliseconds
        let send: @Sendable (Response) -> Void = { response in
            exchange.send(response)
            logLine(
                "info",
                "answered",
                [
                    .init("request", .string(id)), .init("method", .string(method)),
                    .init("route", .string(answer.route)),
                    .init("status", .number(response.status)),
                    .init("milliseconds", .number(Int(Clock.real.now.milliseconds - started))),
                ]
            )
        }
        guard !answer.records.isEmpty else {
            send(response)
            if let session = answer.seen { auditWriter.keep([], seen: session) { _ in } }
            return
        }
        let kept = response
        let pipeline = pipeline
        auditWriter.keep(answer.records, seen: answer.seen) { isKept in
            send(isKept ? kept : pipeline.later(503, request, seconds: 1))
        }
    }
}
