import Access
import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showFeedback(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(answerPage)
}

@Sendable func answerFeedback(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<SentFeedback> = try visit.id()
    return try visit.submit(answerPage) { (db, _, new, _) throws(Failure) in
        let sent = try db.one(.readFeedback, id)
        try db.run(.answerFeedback, id, new.answer)
        if sent.isProven {
            let words = visit.words(in: sent.language)
            let space = try visit.space.name(words.language)
            try db.mail(
                Mail(
                    .answer,
                    to: sent.email,
                    subject: words("feedback.mail.answer.subject", ["space": space]),
                    paragraphs: [
                        words(
                            "feedback.mail.answer.what",
                            ["day": words.date(sent.sentAt.inFinland.day)]
                        ),
                        new.answer,
                        words("feedback.mail.answer.authority"),
                    ],
                    language: words.language
                )
            )
        }
        return .done(
            Entry(.feedbackAnswered, of: Object(id, "")),
            to: visit.here("/feedback/\(id)"),
            did: sent.isProven ? "feedback.done.mailed" : "feedback.done.answered"
        )
    }
}

private func answerPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<FeedbackAnswer> {
    let id: ID<SentFeedback> = try visit.id()
    let sent = try db.one(.readFeedback, id)
    let words = visit.words
    let today = visit.today
    return FormPage(
        words("feedback.title"),
        lead: words("feedback.came", ["time": words.moment(sent.sentAt)]),
        answerFields,
        FeedbackAnswer(),
        isNew: true,
        action: visit.here("/feedback/\(id)"),
        save: words("feedback.answer"),
        back: visit.here("/feedback"),
        look: Entry(.feedbackRead, of: Object(id, ""))
    ) { h, form in
        feedbackContent(&h, form, sent, today: today, list: visit.here("/feedback"), words)
    }
}

/// Feedback that nobody has answered, with the day by which somebody must: one by itself, and more by their list.
@Sendable func waitingFeedback(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard try visit.space.hasFrontDoor, visit.may(.feedbackAnswer) else { return [] }
    let words = visit.words
    let today = visit.today
    return [
        Ask.oneIfAny(.waitingFeedback).map { first in
            guard let first else { return [] }
            let day = ["day": words.date(first.answerBy)] as KeyValuePairs<StaticString, String>
            let list = visit.here("/feedback?sort=answer-by")
            let task = WaitingTask(
                what: words.count("feedback.waiting", first.count),
                when: first.answerBy < today
                    ? words("feedback.late", day) : words("feedback.until", day),
                step: first.count == 1
                    ? NextStep(words("feedback.answer"), visit.here("/feedback/\(first.id)"))
                    : NextStep(words("feedback.list"), list)
            )
            return [WaitingSince(since: first.sentAt, task)]
        }
    ]
}

/// Feedback whose time is over is no longer kept.
@Sendable func erase(
    _ matter: ID<DueMatter>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = ID<SentFeedback>(matter)
    guard try db.oneIfAny(.eraseFeedback, id) != nil else { return [] }
    return [Entry(.feedbackErased, of: Object(id, ""))]
}

// MARK: Statements

extension AccountStatement where Result == DueMatter {
    static let feedbackDue = AccountStatement(
        "select space, matter from feedback_due()",
        DueMatter.init,
        "space",
        "matter"
    )
}

extension Statement where Result == ReadFeedback {
    fileprivate static let readFeedback = Statement(
        """
        select name, email, email_proven, language, body, sent_at, answer_by, answer, answered_at
          from read_feedback($2) where $1::uuid = current_tenant()
        """,
        ReadFeedback.init,
        "name",
        "email",
        "email_proven",
        "language",
        "body",
        "sent_at",
        "answer_by",
        "answer",
        "answered_at"
    )
}

extension Statement where Result == WaitingFeedback {
    fileprivate static let waitingFeedback = Statement(
        """
        select id, sent_at, answer_by, count(*) over () as count from feedback
         where tenant_id = $1 and answered_at is null order by sent_at, id limit 1
        """,
        WaitingFeedback.init,
        "id",
        "sent_at",
        "answer_by",
        "count"
    )
}

extension Statement where Result == ID<SentFeedback> {
    fileprivate static let eraseFeedback = Statement(
        "delete from feedback where tenant_id = $1 and id = $2 returning id",
        "id"
    )
}

extension Statement where Result == Void {
    fileprivate static let answerFeedback = Statement(
        "update feedback set answer = $3 where tenant_id = $1 and id = $2"
    )
}
