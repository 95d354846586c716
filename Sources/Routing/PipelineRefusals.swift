import Access
import Audit
public import Base
public import HTTP
public import Store
import Wording

// What the pipeline answers when it does not do what it was asked.

extension Pipeline {
    /// The page of what is refused before it reaches a lane: too large, unreadable, too many.
    ///
    /// `request` is nil when not even its head could be read. A status without words is said plainly.
    public func refusal(_ status: Int, _ request: Request?) -> Response {
        refusal(status, in: language(of: request))
    }

    /// The language of a request that nobody has been signed in for.
    public func language(of request: Request?) -> Language {
        let preferred = request?.cookie("language").flatMap(Language.init(rawValue:))
        return .chosen(header: request?.fields.first("accept-language"), preferred: preferred)
    }

    /// The same page in a language.
    public func refusal(_ status: Int, in language: Language) -> Response {
        made[status]?[language] ?? site.refusal(status, in: language)
    }

    /// The page of who is to come again after some seconds: 429 or 503.
    public func later(_ status: Int, _ request: Request, seconds: Int) -> Response {
        var response = refusal(status, request)
        response.fields.set("retry-after", String(seconds))
        return response
    }

    /// The answer to a network that has been told to wait and goes on trying; nil for who is to be heard.
    public func turnedAway(_ request: Request) -> Response? {
        let now = site.clock.now
        guard let seconds = site.rateLimiter.seconds(request, at: now) else { return nil }
        let nobody = Actor()
        refusals.hold(
            Refused(.attemptThrottled, in: .installation, by: nobody, from: request),
            at: now
        )
        return later(429, request, seconds: seconds)
    }

    /// The page of what was refused or broke, with its record where one is due.
    func refuse(_ failure: Failure, _ asked: Asked, _ database: Database) -> Answer {
        let (request, visitor) = (asked.request, asked.visitor)
        let words = words(asked)
        // A space is not named to those who have no place in it: its 404 is that of a space that does not exist.
        let seen = visitor.actor.membership == nil ? visitor.outside : visitor
        let frame = pageFrame(site: site, visitor: seen, request: request, words: words)
        let refusal: Refusal
        switch failure {
        case .refused(.signInNeeded):
            return answer(signInNeeded(asked, database), asked)
        // Whoever sent a form waited for somebody else's; there is nothing to narrow.
        case .refused(.tooSlow) where !request.method.isSafe:
            refusal = .unavailable(retrySeconds: 5)
        case .refused(let why):
            refusal = why
        case .broken(let fault):
            let reference = String(ID<Event>().text.suffix(12))
            log(fault, reference)
            let page = faultPage(reference, frame)
            return answer(page, asked)
        }
        do throws(Failure) {
            if let refused = Refused(refusal, request, visitor, isCrossSite: asked.isCrossSite) {
                try refusals.note(refused, request, at: asked.now, database)
            }
        } catch {
            // A refusal that cannot be logged does not leave as one.
            let page = refusalPage(.unavailable(retrySeconds: 2), frame, words)
            return answer(page, asked)
        }
        let page = refusalPage(refusal, frame, words)
        return answer(page, asked)
    }

    private func answer(_ response: Response, _ asked: Asked) -> Answer {
        Answer(
            response: finish(response, asked.request, asked.visitor),
            records: [],
            seen: nil,
            route: asked.name
        )
    }

    /// Does what no request has to wait for, from time to time: the jobs of the slices first, whatever floods there are; then it
    /// forgets what has run out, and writes down what is due of floods that are held back.
    public func housekeeping(database: Database) throws(Failure) {
        let now = site.clock.now
        site.rateLimiter.sweep(at: now)
        database.startClock()
        try doJobs(database)
        database.startClock()
        try database.sweep()
        try tell(refusals.takeDue(at: now), database)
    }

    /// Writes down what floods are still held back; called when the server stops.
    public func flushRefusals(database: Database) throws(Failure) {
        try tell(refusals.takeAll(), database)
    }

    /// Writes counts of refusals down; those that cannot be are kept for the next time.
    private func tell(_ counts: [RefusalLedger.Held], _ database: Database) throws(Failure) {
        for (index, held) in counts.enumerated() {
            do throws(Failure) {
                let (refused, network) = (held.refused, held.refused.network)
                let object = network.isEmpty ? nil : Object(refused.space, network)
                let action =
                    refused.action == .accessRefused ? .accessRefusalsCounted : refused.action
                try database.note(
                    Entry(action, of: object, count: held.count, outcome: .refused),
                    in: refused.space,
                    by: refused.actor
                )
            } catch {
                database.abandon()
                refusals.putBack(Array(counts[index...]))
                throw error
            }
        }
    }
}
