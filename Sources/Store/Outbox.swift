public import Base

/// A mail whose time has come.
public struct DueMail: Sendable {
    /// The mail's own id: the same at every attempt.
    public let id: ID<Mail>
    /// The space whose mail it is; nil for mail about accounts.
    public let space: ID<Space>?
    /// What a report about the mail names it by: 32 hexadecimal digits; the same at every attempt.
    public let token: String
    /// As somebody typed it: perhaps no address at all.
    public let recipient: String
    /// One line.
    public let subject: String
    /// Plain text.
    public let body: String
    /// What it is written in.
    public let language: Language
    /// Where a POST ends mails like it (RFC 8058); empty for what nobody chooses.
    public let unsubscribe: String
    /// When it was put into the outbox.
    public let madeAt: Instant
    /// 1 at the first.
    public let attempt: Int
}

/// The mails that wait to be sent, as the role `vakka_worker` sees them.
///
/// Owned by one thread.
///
/// Taking a mail counts the attempt and sets the time of the next one, before anything is sent. So
/// no transaction stays open while a mail server answers; a worker that dies leaves nothing behind
/// but a mail that comes back in a while; and a mail that kills its worker is not tried for ever.
public final class Outbox {
    private let connection: Connection

    private let clock: Clock

    /// `settings` is a libpq connection string for the role `vakka_worker`.
    public init(_ settings: String, clock: Clock = .real) {
        connection = Connection(settings)
        self.clock = clock
    }

    /// Takes the mail that has been due the longest, those about accounts first: somebody is
    /// waiting for a code.
    ///
    /// Nobody else gets it before the time of its next attempt.
    public func take() throws(Failure) -> DueMail? {
        if let mail = try rows(takeAccountMail).all(dueMail).first { return mail }
        return try rows(takeSpaceMail).all(dueMail).first
    }

    /// It is sent: its text is emptied.
    public func sent(_ mail: DueMail) throws(Failure) {
        if let space = mail.space {
            _ = try rows(spaceMailSent, mail.id, space)
        } else {
            _ = try rows(accountMailSent, mail.id)
        }
    }

    /// It is not sent.
    ///
    /// Given up after the last attempt, or at once when no attempt can succeed: true, and its text
    /// is emptied; else it comes back by itself.
    public func notSent(_ mail: DueMail, isHopeless: Bool) throws(Failure) -> Bool {
        guard isHopeless || mail.attempt >= Limits.mailAttemptsMax else { return false }
        if let space = mail.space {
            _ = try rows(spaceMailFailed, mail.id, space)
        } else {
            _ = try rows(accountMailFailed, mail.id)
        }
        return true
    }

    /// A mail server does not want it, and says so for good.
    public func rejected(_ mail: DueMail, _ status: String) throws(Failure) {
        if let space = mail.space {
            _ = try rows(spaceMailRejected, mail.id, space, status)
        } else {
            _ = try rows(accountMailFailed, mail.id)
        }
    }

    /// A mail server has said later what became of the mail of a token: it came back, or is late.
    ///
    /// False when there is no such mail.
    public func reported(
        _ token: String,
        isFailed: Bool,
        _ status: String
    ) throws(Failure) -> Bool {
        let found = try rows(spaceMailReported, token, isFailed, status)
        return try found.all { (row) throws(Failure) in try row.text("id") }.first != nil
    }

    private func rows(_ statement: StaticString, _ values: any Value...) throws(Failure) -> Rows {
        connection.startClock()
        try connection.open()
        if !clock.isReal { try connection.queue(command: "begin") }
        try connection.queue(momentOf: clock)
        try connection.queue(statement, values)
        if !clock.isReal { try connection.queue(command: "commit") }
        guard let answer = try connection.collect().last else {
            throw .broken(Fault("an answer is missing", "\(statement)"))
        }
        return answer
    }
}

private func dueMail(_ row: Row) throws(Failure) -> DueMail {
    DueMail(
        id: try row.id("id"),
        space: try row.idIfAny("tenant_id"),
        token: try row.text("token"),
        recipient: try row.text("recipient"),
        subject: try row.text("subject"),
        body: try row.text("body"),
        language: try row.language("language"),
        unsubscribe: try row.text("unsubscribe"),
        madeAt: try row.instant("made_at"),
        attempt: try row.int("attempts")
    )
}

// Attempts come after 1, 3, 9, 27, 81 and 243 minutes and then every six hours: ten of them in a day.
private let takeSpaceMail: StaticString = """
    with due as materialized (
      select tenant_id, id from outbox where state = 'waiting' and due_at <= public.moment()
       order by due_at, id limit 1 for update skip locked)
    update outbox as mail
       set attempts = mail.attempts + 1,
           due_at = public.moment() + least(interval '6 hours', interval '1 minute' * power(3, mail.attempts))
      from due
     where mail.tenant_id = due.tenant_id and mail.id = due.id
    returning mail.tenant_id, mail.id, replace(mail.token::text, '-', '') as token, mail.recipient, mail.subject, mail.body, mail.language,
           mail.unsubscribe, mail.made_at, mail.attempts
    """
private let takeAccountMail: StaticString = """
    with due as materialized (
      select id from accounts.mail where state = 'waiting' and due_at <= public.moment()
       order by due_at, id limit 1 for update skip locked)
    update accounts.mail as mail
       set attempts = mail.attempts + 1,
           due_at = public.moment() + least(interval '6 hours', interval '1 minute' * power(3, mail.attempts))
      from due
     where mail.id = due.id
    returning null as tenant_id, mail.id, '' as token, mail.recipient, mail.subject, mail.body, mail.language,
           '' as unsubscribe, mail.made_at, mail.attempts
    """
private let spaceMailSent: StaticString = """
    update outbox set state = 'sent', sent_at = public.moment(), subject = '', body = '', unsubscribe = '' where id = $1 and tenant_id = $2
    """
private let accountMailSent: StaticString = """
    update accounts.mail set state = 'sent', sent_at = public.moment(), subject = '', body = '' where id = $1
    """
private let spaceMailFailed: StaticString = """
    update outbox set state = 'failed', subject = '', body = '', unsubscribe = '' where id = $1 and tenant_id = $2 and state = 'waiting'
    """
private let spaceMailRejected: StaticString = """
    update outbox set state = 'refused', returned_at = public.moment(), status = $3, subject = '', body = '',
           unsubscribe = ''
     where id = $1 and tenant_id = $2 and state = 'waiting'
    """
private let spaceMailReported: StaticString = """
    update outbox set state = case when $2::boolean then 'bounced' else state end,
           returned_at = case when $2 then public.moment() end, status = case when $2 then $3 end,
           delayed_at = case when $2 then delayed_at else public.moment() end
     where token = $1::uuid and state = 'sent'
    returning id::text
    """
private let accountMailFailed: StaticString = """
    update accounts.mail set state = 'failed', subject = '', body = '' where id = $1 and state = 'waiting'
    """
