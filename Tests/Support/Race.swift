public import Base
import Dispatch
public import HTTP
import Routing
import Store
import Synchronization

extension TestHouse {
    /// Answers requests at once, each on a lane of its own.
    ///
    /// Their statuses, in the order of the requests.
    public func race(_ requests: [Request]) -> [Int] {
        let statuses = Mutex([Int](repeating: 0, count: requests.count))
        let (pipeline, app) = (pipeline, database.app)
        DispatchQueue.concurrentPerform(iterations: requests.count) { index in
            let lane = Database(app, secondsMax: 60)
            let answer = pipeline.answer(requests[index], database: lane)
            statuses.withLock { $0[index] = answer.response.status }
        }
        return statuses.withLock { $0 }
    }

    /// A form as the browser of a guest sends it; the sealed field is fresh unless the form has one.
    public func sending(_ path: String, _ form: Form = Form(), as guest: Guest) throws(Failure)
        -> Request
    {
        var form = form
        if form.first("once") == nil { form.set("once", try once(of: guest)) }
        let fields: Fields = [
            "host": "localhost", "sec-fetch-site": "same-origin", "cookie": "vakka=\(guest.token)",
            "content-type": "application/x-www-form-urlencoded",
        ]
        return try Request(.post, path, fields: fields, body: Array(form.encoded.utf8))
    }
}
