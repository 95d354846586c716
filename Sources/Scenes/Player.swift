public import Base
public import HTTP

/// Plays the product as people use it: what happens is planned for moments, and played in their order.
///
/// Nothing is written past the product: every act is a page that is opened, or a form that is filled and sent.
public final class Player {
    /// The clock of the house, which this turns.
    public let clock: Clock
    /// The host that its browsers ask.
    let host: String
    let answer: (Request) throws(Failure) -> Response
    private let fetchMail: () throws(Failure) -> [PlayedMail]
    private var mails: [String: PlayedMail] = [:]
    private var plan: [(moment: Instant, act: Act)] = []

    /// What somebody does.
    public typealias Act = () throws(Failure) -> Void

    /// `origin` is the house's public address; `answer` is the house; `fetchMail` takes what waits in its outbox.
    public init(
        clock: Clock,
        origin: String,
        answer: @escaping (Request) throws(Failure) -> Response,
        fetchMail: @escaping () throws(Failure) -> [PlayedMail]
    ) {
        self.clock = clock
        host = String(origin.split(separator: "/").last ?? "localhost")
        self.answer = answer
        self.fetchMail = fetchMail
    }

    /// Plans an act.
    public func at(_ moment: Instant, _ act: @escaping Act) {
        plan.append((moment, act))
    }

    /// Plays all that is planned, the earliest first; no mail of it waits afterwards.
    public func play() throws(Failure) {
        let sorted = plan.enumerated().sorted {
            ($0.element.moment, $0.offset) < ($1.element.moment, $1.offset)
        }
        plan = []
        for (_, planned) in sorted {
            clock.turn(to: planned.moment)
            try planned.act()
        }
        try takeMail()
    }

    /// The newest mail to an address.
    public func mail(to address: String) throws(Failure) -> PlayedMail {
        try takeMail()
        guard let mail = mails[address] else {
            throw .broken(Fault("a scene waits for a mail", address))
        }
        return mail
    }

    private func takeMail() throws(Failure) {
        for mail in try fetchMail() { mails[mail.recipient] = mail }
    }
}

/// A mail as somebody reads it.
public struct PlayedMail: Sendable {
    /// The address that it goes to.
    public let recipient: String
    /// Plain text.
    public let body: String

    /// A mail that has left.
    public init(to recipient: String, body: String) {
        self.recipient = recipient
        self.body = body
    }

    /// The eight figures of its code; empty when it has none.
    public var code: String {
        body.split(separator: "\n").map { $0.filter { $0 != " " } }
            .first { $0.utf8.count == 8 && $0.allSatisfy(\.isNumber) } ?? ""
    }

    /// The path of its link and the token behind it.
    public var link: (path: String, token: String) {
        let words = body.split { $0.isWhitespace }
        let parts = words.first { $0.contains("://") && $0.contains("#") }?.split(separator: "#")
        let path = parts?.first?.split(separator: "/").dropFirst(2).joined(separator: "/") ?? ""
        return ("/" + path, parts?.last.map(String.init) ?? "")
    }
}
