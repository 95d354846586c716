public import Base
public import HTTP

extension TestHouse {
    /// A partnership of an association and a partner, at both ends.
    public func agree(
        _ association: TestSpace,
        _ partner: TestSpace,
        _ state: String = "active"
    ) throws(Failure) {
        let id = ID<Int>()
        for (here, there) in [(association, partner), (partner, association)] {
            try database.psql(
                """
                set session_replication_role = replica;
                insert into partnership (tenant_id, id, other_id, other_name, state, version, agreed_on)
                  values ('\(here.id)', '\(id)', '\(there.id)', 'Tila \(there.slug)', '\(state)', 1, today());
                insert into partnership_terms (tenant_id, partnership_id, version, is_own, terms, fee_payer, valid_from, answer,
                    answered_at)
                  values ('\(here.id)', '\(id)', 1, \(here.id == association.id), 'Ehdot', 'partner', today(), 'accepted', moment())
                """
            )
        }
    }

    /// A form of an order that holds, within the newest partnership.
    public var order: Form {
        get throws(Failure) {
            let partnership = try value(
                "select id from partnership order by created_at desc limit 1"
            )
            return [
                "partnership": partnership, "kind": "training", "purpose": "staff-training",
                "audience": "staff", "group_size": "12", "title": "Koulutuspäivä",
                "wish": "Kertoisitko, miltä palvelu on tuntunut?\nKysymme lopuksi.", "experts": "2",
                "minutes": "45", "fee": "80,50", "travel_paid": "yes", "time.1.on": "2099-01-15",
                "time.1.start": "13:00", "time.1.end": "15:00", "time.2.on": "2099-01-16",
                "is_remote": "no", "place": "Rantakatu 1", "access": "Ovi aukeaa napista",
                "equipment": "", "others_present": "", "is_recorded": "no", "has_media": "no",
                "host": "Kaisa, 040 123 4567",
            ]
        }
    }
}
