/// Why a request did not do what it was asked.
///
/// The one error type of the house.
public enum Failure: Error, Sendable {
    /// Expected; shown to the user in words.
    case refused(Refusal)
    /// Ours; logged with a reference number, of which the user sees only the number.
    case broken(Fault)
}

/// What a user can be refused, each with its page and its HTTP status.
public enum Refusal: Error, Sendable, Equatable {
    /// 400: the request cannot be understood.
    case malformed
    /// 303 to the sign-in page.
    case signInNeeded
    /// 403: known here, but without the right. `why` is a wording key, for rules that a role does not explain.
    case forbidden(why: String? = nil)
    /// 404: absent, or another's; the answer never tells which.
    case notFound
    /// 405: with the methods that are allowed.
    case methodNotAllowed([String])
    /// 409: the form was made for another account than the one that is signed in now.
    case otherAccount
    /// 409: somebody was first, or the state forbids it. `why` is a wording key.
    case conflict(why: String)
    /// 413: more than the named limit.
    case tooLarge
    /// 421: the request names a host that is not this installation's.
    case misdirected
    /// 422: what was sent does not hold. `why` is a wording key; forms answer with their own page instead.
    case invalid(why: String)
    /// 429: with the seconds to wait.
    case tooMany(retrySeconds: Int)
    /// 503: with the seconds to wait.
    case unavailable(retrySeconds: Int)
    /// 503: two transactions were in each other's way, and nothing of this one was done; it is carried out anew a few times.
    case contended
    /// 503: what was asked for cannot be read in its time; the page says how to narrow it.
    case tooSlow
}

/// Something that must not happen, with what a developer needs to find it.
///
/// Never shown to users.
public struct Fault: Error, Sendable {
    /// What happened, in words that stand in the source.
    public let what: String
    /// What it happened to, such as a path or a key; empty when there is nothing to add.
    public let detail: String
    /// Where in the source it was made: `Module/File.swift:12`.
    public let place: String

    /// A fault at the place in the source that makes it.
    public init(
        _ what: StaticString,
        _ detail: String = "",
        file: StaticString = #fileID,
        line: UInt = #line
    ) {
        self.what = "\(what)"
        self.detail = detail
        self.place = "\(file):\(line)"
    }
}
