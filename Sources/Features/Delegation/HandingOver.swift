import Access
import Answering
import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// Passes the chosen requests on to one colleague, each as its own page would: a link and a mail for each.
///
/// What a colleague has already stays as it is. Answers are never given to many: each is to its own facts.
let handingOver = BulkAct(
    "consents.selection.hand-over",
    of: "/consents",
    row: "request",
    did: "consents.done.handed-over",
    needs: .consentDecide,
    in: .employer,
    rows: { (visit, db, ids, isHeld) throws(Failure) in
        visit.show(also: [.contact])
        let own = visit.visitor.account?.email ?? ""
        var found: [ConsentCase] = []
        for id in ids {
            let id = ID<ConsentRequest>(id)
            if isHeld { try db.run(.holdRequest, id) }
            let (request, link) = try db.together(
                .one(.consentRequest, id),
                .oneIfAny(.decidingLink, id)
            )
            let bar: StaticString? = request.isApplicant(own) ? "answer.barred.own" : nil
            found.append(ConsentCase(request: request, link: link, receipt: nil, bar: bar))
        }
        return found
    },
    line: { one, visit in
        let isOver = one.request.state == .cancelled
        return BulkLine(
            one.request.id,
            isOver ? .unlisted(visit.words("consents.over")) : one.request.facts.employee,
            note: isOver ? "" : one.request.facts.course.name,
            leftOut: one.barsHandingOver
        )
    },
    asks: BulkForm { (_, _, _) throws(Failure) in (colleagueFields, Colleague()) },
    act: { (visit, db, cases, colleague) throws(Failure) in
        guard let account = visit.visitor.account else { throw .refused(.signInNeeded) }
        let giver = Giver(
            name: visit.visitor.actor.name,
            email: account.email,
            strength: .account,
            membership: visit.visitor.actor.membership
        )
        var entries: [Entry] = []
        for one in cases where one.link?.email != colleague.address {
            var form = one.said(.delegation)
            (form.colleague, form.address) = (colleague.name, colleague.address)
            entries.append(try carryOut(.delegation, form, db, visit, by: giver, receiptAt: ""))
        }
        guard !entries.isEmpty else {
            throw .refused(.conflict(why: "consents.selection.hand-over.already"))
        }
        return entries
    }
)

/// To whom requests are passed on.
private struct Colleague: Sendable {
    var name = ""
    var address = ""
}

private let colleagueFields = FieldList<Colleague>(
    .name("colleague", \.name, "answer.delegation.name"),
    .email("address", \.address, "answer.delegation.address")
)

extension ConsentCase {
    /// Why it cannot be passed on; nil when it can.
    fileprivate var barsHandingOver: StaticString? {
        if bar != nil { return bar }
        if request.state != .waiting { return "consents.selection.hand-over.answered" }
        return allows(.delegation) ? nil : "answer.delegation.often"
    }
}
