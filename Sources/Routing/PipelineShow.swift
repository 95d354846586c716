import Audit
import Base
import HTTP
import Store
import Wording

// What the pipeline makes of an answer before it leaves.

extension Pipeline {
    /// The response of what a handler answered, with the records of the look that it is.
    func show(_ looked: Looked, _ asked: Asked, _ database: Database) throws(Failure) -> Answer {
        try checkTold(looked, asked, database)
        let visitor = asked.visitor
        var records: [Record] = []
        if let entry = looked.entry, let space = visitor.space {
            for part in entry.parts {
                records.append(try database.record(part, in: space.id, by: visitor.actor))
            }
        }
        if case .kept(let inner) = looked.reply {
            // A form that was kept is asked for as it was sent, and only shown.
            database.abandon()
            return answer(
                Asked(inner, at: router.find(inner), now: asked.now, isRestoring: true),
                database
            )
        }
        var response = looked.reply.response
        // A form that is shown again was asked for as a page: nobody has judged it.
        if asked.isRestoring, response.status == 422 { response.status = 200 }
        let answer = Answer(
            response: finish(response, asked.request, visitor),
            records: records,
            seen: worthNoting(asked),
            route: asked.name
        )
        if asked.isRestoring { database.abandon() } else { try database.end() }
        return answer
    }

    /// The answer to OPTIONS: what may be done there, by anybody at all; nil for the other methods and for no place.
    func allowed(_ asked: Asked) -> Answer? {
        let request = asked.request
        guard request.method == .options else { return nil }
        var methods = ["GET", "HEAD", "OPTIONS", "POST"]
        if request.path != "*" {
            guard case .wrongMethod(let found) = asked.finding else {
                return nil
            }
            methods = found
        }
        var response = Response.allowing(methods, to: request)
        site.secure(&response)
        return Answer(response: response, records: [], seen: nil, route: "options")
    }

    func words(_ asked: Asked) -> Words {
        let (request, visitor) = (asked.request, asked.visitor)
        let spoken = request.query.first("language") ?? request.cookie("language")
        let preferred =
            spoken.flatMap(Language.init(rawValue:)) ?? visitor.account?.language
        let words = site.catalogue.words(
            .chosen(header: request.fields.first("accept-language"), preferred: preferred),
            at: asked.now
        )
        return visitor.space.map { words.inSpace($0.kind.rawValue) } ?? words
    }

    /// Whoever is named in a reply stands in an entry: of the look, or of what was written before the reply was made.
    ///
    /// A builder's fault, seen where the house is built; users never pay for it.
    private func checkTold(_ looked: Looked, _ asked: Asked, _ database: Database) throws(Failure) {
        #if DEBUG
        guard looked.entry == nil, !database.told.isSuperset(of: looked.reply.subjects) else {
            return
        }
        throw .broken(Fault("a reply names somebody without a look", asked.name))
        #endif
    }

    func finish(_ response: Response, _ request: Request, _ visitor: Visitor) -> Response {
        var response = response
        if let chosen = request.query.first("language"), Language(rawValue: chosen) != nil {
            response.setCookie(
                Cookie("language", chosen, maxAge: 365 * 86_400, secure: site.isSecure)
            )
        }
        site.secure(&response)
        // What a form sent back may stand beside secrets; only plain pages are compressed (BREACH).
        response = response.selected(for: request) {
            request.method.isSafe && response.body.count > 1024
                ? gzipped(response.body, level: 1) : nil
        }
        response.fields.append("vary", "accept-encoding, accept-language, cookie")
        return response
    }
}
