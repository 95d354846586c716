import Audit
import Base
import Letters
import Routing
import Store
import Terms

// What the other end's letters cause. Who has done it is the other end: its name stands there already.

func receiveProposal(
    _ letter: PartnershipProposedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = letter.partnership
    try inbox.run(.addPartnership, id, inbox.sender, letter.name)
    try inbox.run(
        .addTerms,
        id,
        letter.version,
        false,
        letter.feePayer.rawValue,
        letter.from,
        letter.until,
        letter.terms
    )
    return [Entry(.partnershipProposed, of: Object(id, ""))]
}

func receiveChange(
    _ letter: PartnershipChangedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = letter.partnership
    try inbox.run(.hold, id)
    try inbox.run(
        .addTerms,
        id,
        letter.version,
        false,
        letter.feePayer.rawValue,
        letter.from,
        letter.until,
        letter.terms
    )
    return [Entry(.partnershipChanged, of: Object(id, ""))]
}

func receiveAcceptance(
    _ letter: PartnershipAcceptedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = letter.partnership
    try take("accepted", id, letter.version, inbox)
    try inbox.run(.activate, id, letter.version)
    // Who has accepted tells its name.
    try inbox.run(.rename, id, letter.name)
    return [Entry(.partnershipAccepted, of: Object(id, ""))]
}

func receiveDecline(
    _ letter: PartnershipDeclinedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = letter.partnership
    try take("declined", id, letter.version, inbox)
    try inbox.run(.decline, id)
    return [Entry(.partnershipDeclined, of: Object(id, ""))]
}

func receiveEnding(
    _ letter: PartnershipEndedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = letter.partnership
    try inbox.run(.hold, id)
    try inbox.run(.end, id)
    return [Entry(.partnershipEnded, of: Object(id, ""))]
}

/// The other end's answer to what this end has proposed.
private func take(
    _ answer: String,
    _ id: ID<Partnership>,
    _ version: Int,
    _ inbox: borrowing Inbox
) throws(Failure) {
    try inbox.run(.hold, id)
    guard try inbox.run(.answer, id, version, answer, true) == 1 else {
        throw .refused(.conflict(why: "partnerships.rule.state-changed"))
    }
}

extension Statement where Result == Void {
    fileprivate static let rename = Statement(
        "update partnership set other_name = $3 where tenant_id = $1 and id = $2"
    )
}
