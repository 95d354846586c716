import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showEnquiry(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(answerPage)
}

@Sendable func answerEnquiry(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Enquiry> = try visit.id()
    return try visit.submit(answerPage) { (db, _, new, _) throws(Failure) in
        let (enquiry, own) = try db.together(.one(.readEnquiry, id), .one(.ownContact))
        try db.run(.answerEnquiry, id, new.answer)
        let words = visit.words(in: enquiry.language)
        let space = try visit.space.name(words.language)
        let reply = own.email.isEmpty ? [] : [words("enquiries.mail.reply", ["email": own.email])]
        try db.mail(
            Mail(
                .answer,
                to: enquiry.email,
                subject: words("enquiries.mail.answer.subject", ["space": space]),
                paragraphs: [
                    words(
                        "enquiries.mail.answer.what",
                        ["day": words.date(enquiry.sentAt.inFinland.day)]
                    ),
                    new.answer,
                ] + reply,
                language: words.language
            )
        )
        return .done(
            Entry(.enquiryAnswered, of: Object(id, enquiry.organisation)),
            to: visit.here("/enquiries/\(id)"),
            did: "enquiries.done.answered"
        )
    }
}

private func answerPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<EnquiryAnswer> {
    let id: ID<Enquiry> = try visit.id()
    let (enquiry, own) = try db.together(.one(.readEnquiry, id), .one(.ownContact))
    let request = try db.account(.spaceRequestsOf, id).first
    let words = visit.words
    let (path, list) = (visit.here("/enquiries/\(id)"), visit.here("/enquiries"))
    let partnerships = visit.here("/partnerships")
    let (trail, once) = (visit.trail(at: "/enquiries"), { visit.once })
    var page = FormPage(
        enquiry.organisation.isEmpty ? words("enquiries.nameless") : enquiry.organisation,
        enquiryAnswerFields,
        EnquiryAnswer(),
        isNew: true,
        action: path,
        save: words("enquiries.send-answer"),
        look: Entry(.enquiryRead, of: Object(id, enquiry.organisation))
    ) { h, form in
        enquiryView(
            &h,
            form,
            enquiry,
            request,
            contact: own.email,
            at: path,
            list: list + trail,
            partnerships: partnerships,
            once: once,
            words
        )
    }
    page.hasHead = false
    if enquiry.state != .new, visit.isChanging {
        page.refusal = .conflict(why: "enquiries.rule.state")
    }
    return page
}

/// Closes an enquiry, opens it again, or says that a partner came of it.
@Sendable func moveEnquiry(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Enquiry> = try visit.id()
    // What is not there is absent, whatever was sent.
    _ = try visit.read { (db) throws(Failure) in try db.one(.readEnquiry, id) }
    guard let step = EnquiryStep(rawValue: try visit.request.form()["to"]) else {
        throw .refused(.malformed)
    }
    return try visit.act { (db) throws(Failure) in
        let enquiry = try db.one(.readEnquiry, id)
        guard EnquiryStep.from(enquiry.state).contains(step) else {
            throw .refused(.conflict(why: "enquiries.rule.state"))
        }
        let (state, action, did): (EnquiryState, Action, StaticString) =
            switch step {
            case .partner: (.partner, .enquiryBecamePartner, "enquiries.done.partner")
            case .closed: (.closed, .enquiryClosed, "enquiries.done.closed")
            case .reopened:
                (
                    enquiry.answeredAt == nil ? .new : .answered, .enquiryReopened,
                    "enquiries.done.reopened"
                )
            }
        try db.run(.moveEnquiry, id, state.rawValue)
        return Audited(
            visit.after(visit.here("/enquiries/\(id)"), did: did),
            Entry(action, of: Object(id, enquiry.organisation))
        )
    }
}

/// Enquiries that nobody has answered: one by itself, and more by their list.
@Sendable func waitingEnquiries(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard try visit.space.kind == .association, visit.may(.enquiryAnswer) else { return [] }
    let words = visit.words
    return [
        Ask.oneIfAny(.waitingEnquiries).map { first in
            guard let first else { return [] }
            let isOne = first.count == 1
            let task = WaitingTask(
                what: isOne
                    ? words("enquiries.waiting.one", ["organisation": first.organisation])
                    : words("enquiries.waiting.other", ["count": words.number(first.count)]),
                when: words.waited(since: first.sentAt),
                step: NextStep(
                    words(isOne ? "enquiries.answer-it" : "enquiries.look"),
                    visit.here(isOne ? "/enquiries/\(first.id)" : "/enquiries?state=new")
                )
            )
            return [WaitingSince(since: first.sentAt, task)]
        }
    ]
}

/// An enquiry whose address nobody has proven goes; of one that came to nothing only its two answers stay.
@Sendable func erase(
    _ matter: ID<DueMatter>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = ID<Enquiry>(matter)
    if try db.oneIfAny(.dropEnquiry, id) != nil {
        return [Entry(.enquiryDropped, of: Object(id, ""))]
    }
    guard try db.oneIfAny(.eraseEnquiry, id) != nil else { return [] }
    return [Entry(.enquiryErased, of: Object(id, ""))]
}

// MARK: Statements

extension AccountStatement where Result == DueMatter {
    static let enquiriesDue = AccountStatement(
        "select space, matter from enquiry_due()",
        DueMatter.init,
        "space",
        "matter"
    )
}

extension Statement where Result == ReadEnquiry {
    static let readEnquiry = Statement(
        """
        select organisation, name, email, phone, language, state, sent_at, changed_at, wish, use, answer, answered_at
          from read_enquiry($2) where $1::uuid = current_tenant()
        """,
        ReadEnquiry.init,
        "organisation",
        "name",
        "email",
        "phone",
        "language",
        "state",
        "sent_at",
        "changed_at",
        "wish",
        "use",
        "answer",
        "answered_at"
    )
}

extension Statement where Result == WaitingEnquiries {
    fileprivate static let waitingEnquiries = Statement(
        """
        select id, organisation, sent_at, count(*) over () as count from enquiry
         where tenant_id = $1 and state = 'new' order by sent_at, id limit 1
        """,
        WaitingEnquiries.init,
        "id",
        "organisation",
        "sent_at",
        "count"
    )
}

extension Statement where Result == ID<Enquiry> {
    fileprivate static let dropEnquiry = Statement(
        "delete from enquiry where tenant_id = $1 and id = $2 and state = 'unproven' returning id",
        "id"
    )

    fileprivate static let eraseEnquiry = Statement(
        "update enquiry set state = 'erased' where tenant_id = $1 and id = $2 returning id",
        "id"
    )
}

extension Statement where Result == Void {
    fileprivate static let answerEnquiry = Statement(
        "update enquiry set state = 'answered', answer = $3 where tenant_id = $1 and id = $2"
    )

    fileprivate static let moveEnquiry = Statement(
        "update enquiry set state = $3 where tenant_id = $1 and id = $2"
    )
}
