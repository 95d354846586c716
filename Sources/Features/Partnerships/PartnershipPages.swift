import Audit
import Base
import HTTP
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

@Sendable func showPartnership(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Partnership> = try visit.id()
    let words = visit.words
    let page = try visit.read { (db) throws(Failure) in
        let (partnership, terms, proposed) = try db.together(
            .one(.partnership, id),
            .all(.terms, id),
            .letter(PartnershipProposedLetter.self, about: id)
        )
        // The other end's letter tells how it is reached; one's own is no news.
        let contact = terms.last?.isOwn == false ? proposed?.contact ?? "" : ""
        return PartnershipPage(partnership: partnership, terms: terms, contact: contact)
    }
    let doors = PartnershipDoors(
        list: visit.here("/partnerships\(visit.trail(of: .partnerships).trail)"),
        here: visit.here("/partnerships/\(id)"),
        once: { visit.once }
    )
    return visit.page(page.partnership.name) { h in
        partnershipPage(&h, page, doors, words)
    }
}

// MARK: Proposing

@Sendable func showProposal(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(proposalPage)
}

@Sendable func proposePartnership(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(proposalPage) { (db, _, new, changes) throws(Failure) in
        let wanted = new.partner.lowercased()
        guard let other = try db.account(.partnerFind, wanted).first else {
            var problems = Problems()
            problems.add("partner", visit.words("partnership.partner.unknown"))
            return .again(problems)
        }
        let id = ID<Partnership>()
        let contact = try db.one(.ownContact)
        // What the partner is called is told by the partner itself, when it accepts.
        try db.run(.addPartnership, id, other, new.partner)
        let kept = try keep(new, of: id, 1, db)
        try db.deliver(
            PartnershipProposedLetter(
                partnership: id,
                version: 1,
                name: try visit.space.name(contact.language),
                contact: contact.line,
                feePayer: kept.feePayer,
                from: kept.from,
                until: new.until,
                terms: new.terms
            ),
            to: other
        )
        return .done(
            Entry(.partnershipProposed, of: Object(id, new.partner), changes: changes),
            to: visit.here("/partnerships/\(id)"),
            did: "partnerships.done.proposed"
        )
    }
}

private func proposalPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<Proposal> {
    var page = FormPage(
        visit.words("partnerships.new"),
        lead: visit.words("partnerships.new.lead"),
        proposalFields,
        Proposal(from: visit.today),
        isNew: true,
        action: visit.here("/partnerships"),
        save: visit.words("partnerships.new.do"),
        back: visit.here("/partnerships")
    )
    page.blames = { $0.hasPrefix("partnerships.rule.pair") ? "partner" : "" }
    return page
}

/// Keeps terms that this end proposes.
private func keep(
    _ new: Proposal,
    of id: ID<Partnership>,
    _ version: Int,
    _ db: borrowing Transaction
) throws(Failure) -> (feePayer: FeePayer, from: Day) {
    guard let payer = new.feePayer, let from = new.from else { throw .refused(.malformed) }
    try db.run(.addTerms, id, version, true, payer.rawValue, from, new.until, new.terms)
    return (payer, from)
}

// MARK: Other terms

@Sendable func showTerms(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(termsPage)
}

@Sendable func changeTerms(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Partnership> = try visit.id()
    return try visit.submit(termsPage) { (db, page, new, changes) throws(Failure) in
        let found = try db.one(.partnership, id)
        let version = try db.one(.nextVersion, id)
        let kept = try keep(new, of: id, version, db)
        try db.deliver(
            PartnershipChangedLetter(
                partnership: id,
                version: version,
                name: try db.one(.ownContact).name,
                feePayer: kept.feePayer,
                from: kept.from,
                until: new.until,
                terms: new.terms
            ),
            to: found.other
        )
        return .done(
            Entry(.partnershipChanged, of: Object(id, found.name), changes: changes),
            to: page.back,
            did: "partnerships.done.changed"
        )
    }
}

private func termsPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<Proposal> {
    let id: ID<Partnership> = try visit.id()
    if visit.isChanging { try db.run(.hold, id) }
    let (found, terms) = try db.together(.one(.partnership, id), .all(.terms, id))
    let page = PartnershipPage(partnership: found, terms: terms, contact: "")
    let agreed = page.agreed?.proposal
    let path = visit.here("/partnerships/\(id)")
    var form = FormPage(
        visit.words("partnerships.change"),
        lead: visit.words("partnerships.change.lead", ["name": found.name]),
        proposalFields.without("partner"),
        agreed ?? Proposal(),
        action: "\(path)/terms",
        save: visit.words("partnerships.change.do"),
        back: path
    )
    form.refusal =
        if agreed == nil || found.state != .active {
            .conflict(why: "partnerships.rule.state-changed")
        } else if page.open != nil {
            .conflict(why: "partnerships.rule.open")
        } else { nil }
    return form
}

// MARK: Answering and ending

@Sendable func answerTerms(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Partnership> = try visit.id()
    // What is not there is absent, whatever was sent.
    _ = try visit.read { (db) throws(Failure) in try db.one(.partnership, id) }
    let form = try visit.request.form()
    guard let answer = KeptTerms.Answer(rawValue: form["answer"]),
        let version = Int(form["version"]), (1...1000).contains(version)
    else { throw .refused(.malformed) }
    return try visit.act { (db) throws(Failure) in
        try db.run(.hold, id)
        let (found, own) = try db.together(.one(.partnership, id), .one(.ownContact))
        guard try db.run(.answer, id, version, answer.rawValue, false) == 1 else {
            throw .refused(.conflict(why: "partnerships.rule.state-changed"))
        }
        switch answer {
        case .accepted:
            try db.run(.activate, id, version)
            try db.deliver(
                PartnershipAcceptedLetter(partnership: id, version: version, name: own.name),
                to: found.other
            )
        case .declined:
            try db.run(.decline, id)
            try db.deliver(
                PartnershipDeclinedLetter(partnership: id, version: version, name: own.name),
                to: found.other
            )
        }
        let isAccepted = answer == .accepted
        return Audited(
            visit.after(
                visit.here("/partnerships/\(id)"),
                did: isAccepted ? "partnerships.done.accepted" : "partnerships.done.declined"
            ),
            Entry(
                isAccepted ? .partnershipAccepted : .partnershipDeclined,
                of: Object(id, found.name)
            )
        )
    }
}

@Sendable func endPartnership(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Partnership> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        try db.run(.hold, id)
        let found = try db.one(.partnership, id)
        guard found.isGoingOn else {
            throw .refused(.conflict(why: "partnerships.rule.state-changed"))
        }
        return Audited(
            visit.after(visit.here("/partnerships/\(id)"), did: "partnerships.done.ended"),
            try end(found, db)
        )
    }
}

/// The last day of what was agreed on is over.
@Sendable func endInTime(
    _ matter: ID<DueMatter>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = ID<Partnership>(matter)
    try db.run(.hold, id)
    guard let found = try db.oneIfAny(.partnership, id), found.state == .active else { return [] }
    return [try end(found, db)]
}

private func end(
    _ found: KeptPartnership,
    _ db: borrowing Transaction
) throws(Failure) -> Entry {
    let name = try db.one(.ownContact).name
    try db.run(.end, found.id)
    try db.deliver(PartnershipEndedLetter(partnership: found.id, name: name), to: found.other)
    return Entry(.partnershipEnded, of: Object(found.id, found.name))
}

// MARK: Statements

extension KeptTerms.Answer: ColumnValue {}

extension Statement where Result == KeptPartnership {
    fileprivate static let partnership = Statement(
        """
        select id, other_id, other_name, state, version, agreed_on, ended_on from partnership where tenant_id = $1 and id = $2
        """,
        KeptPartnership.init,
        "id",
        "other_id",
        "other_name",
        "state",
        "version",
        "agreed_on",
        "ended_on"
    )
}

extension Statement where Result == KeptTerms {
    fileprivate static let terms = Statement(
        """
        select version, is_own, fee_payer, valid_from, valid_until, terms, proposed_at, answer, answered_at
          from partnership_terms where tenant_id = $1 and partnership_id = $2 order by version desc limit 20
        """,
        KeptTerms.init,
        "version",
        "is_own",
        "fee_payer",
        "valid_from",
        "valid_until",
        "terms",
        "proposed_at",
        "answer",
        "answered_at"
    )
}

extension Statement where Result == Int {
    fileprivate static let nextVersion = Statement(
        """
        select coalesce(max(version), 0) + 1 as version from partnership_terms where tenant_id = $1 and partnership_id = $2
        """,
        "version"
    )
}

extension Statement where Result == Void {
    /// Makes others who would change the partnership (`$2`) wait until this is done.
    static let hold = Statement(
        "select from partnership where tenant_id = $1 and id = $2 for no key update"
    )

    /// A partnership (`$2`) with a space (`$3`) of a name (`$4`).
    static let addPartnership = Statement(
        "insert into partnership (tenant_id, id, other_id, other_name) values ($1, $2, $3, $4)"
    )

    /// Terms of a partnership (`$2`) and a version (`$3`), proposed by this end or not (`$4`).
    static let addTerms = Statement(
        """
        insert into partnership_terms (tenant_id, partnership_id, version, is_own, fee_payer, valid_from, valid_until, terms)
          values ($1, $2, $3, $4, $5, $6, $7, $8)
        """
    )

    /// What is answered (`$4`) to terms (`$2`, `$3`) that this end has proposed or not (`$5`).
    static let answer = Statement(
        """
        update partnership_terms set answer = $4
         where tenant_id = $1 and partnership_id = $2 and version = $3 and is_own = $5 and answer is null
        """
    )

    static let activate = Statement(
        "update partnership set state = 'active', version = $3 where tenant_id = $1 and id = $2"
    )

    /// What was declined is over where nothing had been agreed on before.
    static let decline = Statement(
        "update partnership set state = 'declined' where tenant_id = $1 and id = $2 and state = 'proposed'"
    )

    static let end = Statement(
        "update partnership set state = 'ended' where tenant_id = $1 and id = $2"
    )
}

extension AccountStatement where Result == ID<Space> {
    fileprivate static let partnerFind = AccountStatement(
        "select space_id from accounts.partner_find($1)",
        "space_id"
    )
}

extension AccountStatement where Result == DueMatter {
    static let partnershipsDue = AccountStatement(
        "select space, matter from partnerships_due()",
        DueMatter.init,
        "space",
        "matter"
    )
}
