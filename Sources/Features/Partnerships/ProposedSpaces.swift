import Audit
import Base
import Letters
import Routing
import Store
import Terms

// A space that was made because the association proposed it: the partnership is proposed to it in the same minute.

/// What the association has said it proposes.
private struct SpaceTerms: Sendable {
    let enquiry: ID<SpaceTerms>
    let made: ID<Space>
    let organisation: String
    let feePayer: FeePayer
    let terms: String
}

@Sendable func proposeToMade(
    _ matter: ID<DueMatter>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = ID<Partnership>(matter)
    guard let said = try db.account(.spaceProposal, id).first else { return [] }
    let (contact, today) = (try db.one(.ownContact), site.clock.now.inFinland.day)
    try db.run(.addPartnership, id, said.made, said.organisation)
    try db.run(.addTerms, id, 1, true, said.feePayer.rawValue, today, nil as Day?, said.terms)
    try db.deliver(
        PartnershipProposedLetter(
            partnership: id,
            version: 1,
            name: contact.name,
            contact: contact.line,
            feePayer: said.feePayer,
            from: today,
            until: nil,
            terms: said.terms
        ),
        to: said.made
    )
    let proposed = Entry(.partnershipProposed, of: Object(id, said.organisation))
    guard try db.one(.becamePartner, id) else { return [proposed] }
    return [
        proposed, Entry(.enquiryBecamePartner, of: Object(said.enquiry, said.organisation)),
    ]
}

extension AccountStatement where Result == SpaceTerms {
    fileprivate static let spaceProposal = AccountStatement(
        """
        select enquiry_id, made_id, organisation, fee_payer, terms from accounts.space_proposal($1)
        """,
        SpaceTerms.init,
        "enquiry_id",
        "made_id",
        "organisation",
        "fee_payer",
        "terms"
    )
}

extension Statement where Result == Bool {
    fileprivate static let becamePartner = Statement(
        "select enquiry_became_partner($2) as became where $1::uuid = current_tenant()",
        "became"
    )
}

extension AccountStatement where Result == DueMatter {
    static let spaceProposalsDue = AccountStatement(
        "select space, matter from accounts.space_proposals_due()",
        DueMatter.init,
        "space",
        "matter"
    )
}
