import Base
import Store

extension Statement where Result == Receipt {
    /// The receipt of a request (`$2`), once it has been answered.
    static let receipt = Statement(
        """
        select r.provider_name, r.employee_name, r.employer_name, r.course_name, r.place,
               array(select concat_ws(' ', s ->> 'date', s ->> 'starts', s ->> 'ends')
                       from jsonb_array_elements(r.sessions) s order by s ->> 'date') as sessions,
               r.hours,
               array_remove(array[case when r.asks_working_time then 'working-time' end,
                 case when r.asks_travel then 'travel' end, case when r.asks_substitute then 'substitute' end,
                 case when r.asks_contact_person then 'contact' end], null) as asked,
               d.consents,
               array_remove(array[case when d.support_working_time then 'working-time' end,
                 case when d.support_travel then 'travel' end,
                 case when d.support_substitute then 'substitute' end], null) as support,
               d.support_contact as contact, d.text_version, d.text_language,
               encode(d.text_sha256, 'hex') as text_sha256,
               array(select p.delegated_by from consent_link p
                      where p.tenant_id = $1 and p.request_id = r.id and p.delegated_by <> ''
                      order by p.created_at, p.id) as chain,
               d.id::text as record, d.decided_at as at, d.typed_name as name, d.identity_strength as strength,
               w.id::text as ending, w.decided_at as ending_at, w.typed_name as ending_name,
               w.identity_strength as ending_strength
          from consent_request r
          join consent_decision d on d.tenant_id = $1 and d.request_id = r.id and d.kind = 'decision'
          left join consent_decision w on w.tenant_id = $1 and w.request_id = r.id and w.kind = 'withdrawal'
         where r.tenant_id = $1 and r.id = $2
         order by d.decided_at desc, w.decided_at desc
         limit 1
        """,
        Receipt.init(row:)
    )
}

/// A receipt as the provider knows it, with the person whose matter it is.
struct AskReceipt: Sendable {
    let person: ID<Person>
    let receipt: Receipt
}

extension Statement where Result == AskReceipt {
    /// The receipt that came with the answer to an ask (`$2`); of one person's (`$3`) alone when one is named.
    static let askReceipt = Statement(
        """
        select c.person_id, a.body ->> 'provider' as provider_name, a.body ->> 'employee' as employee_name,
               a.body ->> 'employer' as employer_name, a.body ->> 'course' as course_name,
               a.body ->> 'place' as place,
               array(select concat_ws(' ', s ->> 'date', s ->> 'starts', s ->> 'ends')
                       from jsonb_array_elements(a.body -> 'sessions') s) as sessions,
               (a.body ->> 'hours')::integer as hours,
               array(select jsonb_array_elements_text(a.body -> 'asked')) as asked,
               (a.body ->> 'consents')::boolean as consents,
               array(select jsonb_array_elements_text(a.body -> 'support')) as support,
               a.body ->> 'contact' as contact, (a.body ->> 'text_version')::integer as text_version,
               a.body ->> 'text_language' as text_language, a.body ->> 'text_sha256' as text_sha256,
               array(select jsonb_array_elements_text(a.body -> 'chain')) as chain,
               a.body ->> 'record' as record, (a.body ->> 'at')::timestamptz as at, a.body ->> 'name' as name,
               a.body ->> 'strength' as strength,
               w.body ->> 'record' as ending, (w.body ->> 'at')::timestamptz as ending_at, w.body ->> 'name' as ending_name,
               w.body ->> 'strength' as ending_strength
          from consent_ask c
          join letter a on a.tenant_id = $1 and a.reference = c.id and a.direction = 'in' and a.kind = 'consent.answer'
          left join letter w on w.tenant_id = $1 and w.reference = c.id and w.direction = 'in'
            and w.kind = 'consent.withdrawn'
         where c.tenant_id = $1 and c.id = $2 and ($3::uuid is null or c.person_id = $3)
         order by a.at desc, w.at desc
         limit 1
        """
    ) { row throws(Failure) in
        AskReceipt(person: try row.id("person_id"), receipt: try Receipt(row: row))
    }
}

extension Receipt {
    init(row: Row) throws(Failure) {
        facts = try CourseFacts(row: row)
        asked = Set(try row.texts("asked").compactMap(Support.init(rawValue:)))
        let consents = try row.bool("consents")
        let support = Set(try row.texts("support").compactMap(Support.init(rawValue:)))
        let contact = try row.text("contact")
        textVersion = try row.int("text_version")
        textLanguage = try row.language("text_language")
        textHash = try row.text("text_sha256")
        chain = try row.texts("chain")
        let event = ReceiptEvent(
            id: try row.text("record"),
            at: try row.instant("at"),
            name: try row.text("name"),
            strength: try row.choice("strength")
        )
        decision = event
        answer = Answer(consents: consents, support: support, contact: contact, name: event.name)
        guard let ending = try row.textIfAny("ending") else {
            withdrawal = nil
            return
        }
        withdrawal = ReceiptEvent(
            id: ending,
            at: try row.instant("ending_at"),
            name: try row.text("ending_name"),
            strength: try row.choice("ending_strength")
        )
    }
}
