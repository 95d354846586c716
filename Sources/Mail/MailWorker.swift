public import Base
import Dispatch
import Glibc
import Store
import Synchronization

/// Sends what waits in the outbox, on a thread of its own.
///
/// Several may work at one database: none sends what another has.
///
/// Each mail leaves at least once. When a worker dies between sending and noting it, the mail is
/// sent again with the same Message-ID.
public final class MailWorker: Sendable {
    private let settings: String
    private let transport: MailTransport
    private let sender: Mailbox
    private let origin: String
    private let tagsSender: Bool
    private let note: @Sendable (Event) -> Void
    private let bell = DispatchSemaphore(value: 0)
    private let running = DispatchGroup()
    private let isStopping = Mutex(false)

    /// What is worth a line in the server's log.
    ///
    /// Nothing of it is personal data.
    public enum Event: Sendable {
        case sent(id: String, attempt: Int)
        /// It will be tried again by itself.
        case postponed(id: String, attempt: Int, why: String)
        /// It is given up.
        case failed(id: String, attempt: Int, why: String)
        /// The outbox cannot be read or written at the moment.
        case disturbed(Failure)
    }

    /// `settings` is a libpq connection string for the role `vakka_worker`.
    ///
    /// `origin` is the address of this site, whose links can be followed. With `tagsSender` each mail has an address of its
    /// own to come back to, for `BounceFolder`.
    ///
    /// Throws a fault when the transport has no valid address.
    public init(
        _ settings: String,
        transport: MailTransport,
        sender: Mailbox,
        origin: String,
        tagsSender: Bool = false,
        note: @escaping @Sendable (Event) -> Void = { _ in }
    ) throws(Failure) {
        if case .smtp(let url) = transport { _ = try SMTPClient(url: url) }
        self.settings = settings
        self.transport = transport
        self.sender = sender
        self.origin = origin
        self.tagsSender = tagsSender
        self.note = note
    }

    /// Begins to work and returns at once.
    public func start() throws(Failure) {
        running.enter()
        try Thread.start("mail") {
            self.work()
            self.running.leave()
        }
    }

    /// Looks into the outbox now, without waiting for the next second.
    public func wake() {
        bell.signal()
    }

    /// Finishes the mail in hand and ends.
    ///
    /// Returns when it has.
    public func stop() {
        isStopping.withLock { $0 = true }
        bell.signal()
        running.wait()
    }

    private func work() {
        // With OpenSSL, a server that hangs up would end the process.
        var pipe = sigset_t()
        unsafe sigemptyset(&pipe)
        unsafe sigaddset(&pipe, SIGPIPE)
        unsafe pthread_sigmask(SIG_BLOCK, &pipe, nil)
        let outbox = Outbox(settings)
        let open: OpenTransport
        do throws(Failure) {
            open = try OpenTransport(transport)
        } catch {
            return note(.disturbed(error))
        }
        var pauseSeconds = 1.0
        while !isStopping.withLock({ $0 }) {
            do throws(Failure) {
                while !isStopping.withLock({ $0 }), let mail = try outbox.take() {
                    try send(mail, open, outbox)
                }
                pauseSeconds = 1
            } catch {
                note(.disturbed(error))
                pauseSeconds = min(pauseSeconds * 2, 30)
            }
            open.rest()
            _ = bell.wait(timeout: .now() + pauseSeconds)
        }
    }

    private func send(_ mail: DueMail, _ open: OpenTransport, _ outbox: Outbox) throws(Failure) {
        let id = mail.id.text
        guard let recipient = Mailbox(address: mail.recipient),
            mail.attempt <= Limits.mailAttemptsMax
        else {
            _ = try outbox.notSent(mail, isHopeless: true)
            return note(.failed(id: id, attempt: mail.attempt, why: "cannot be sent as it is"))
        }
        let message = Message(
            id: id,
            from: sender,
            returnAddress: tagsSender && !mail.token.isEmpty
                ? sender.address(tagged: mail.token) : nil,
            to: recipient,
            subject: mail.subject,
            text: mail.body,
            language: mail.language,
            unsubscribe: mail.unsubscribe,
            origin: origin,
            at: mail.madeAt
        )
        switch open.send(message) {
        case .accepted:
            try outbox.sent(mail)
            note(.sent(id: id, attempt: mail.attempt))
        case .rejected(let status):
            try outbox.rejected(mail, status)
            note(.failed(id: id, attempt: mail.attempt, why: "refused, \(status)"))
        case .refused(let why):
            let isOver = try outbox.notSent(mail, isHopeless: false)
            note(
                isOver
                    ? .failed(id: id, attempt: mail.attempt, why: why)
                    : .postponed(id: id, attempt: mail.attempt, why: why)
            )
        }
    }
}

/// The transport as the worker's thread uses it.
private enum OpenTransport {
    case smtp(SMTPClient)
    case folder(String)

    init(_ transport: MailTransport) throws(Failure) {
        switch transport {
        case .smtp(let url): self = .smtp(try SMTPClient(url: url))
        case .folder(let path): self = .folder(path)
        }
    }

    func send(_ message: Message) -> SMTPClient.Outcome {
        switch self {
        case .smtp(let client): return client.send(message)
        case .folder(let path):
            do throws(Failure) {
                try keep(message, folder: path)
                return .accepted
            } catch {
                return .refused("the folder for mail cannot be written")
            }
        }
    }

    /// No mail waits: no server is kept waiting either.
    func rest() {
        if case .smtp(let client) = self { client.hangUp() }
    }
}
