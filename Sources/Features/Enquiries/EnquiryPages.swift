import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

// What anybody sees: the association's own text on co-operation, and the form with its two questions.

/// How the address is proven that an enquiry came with: before that nobody reads it.
let provingEnquiry = AddressProof<Enquiry>(
    "enquiries",
    below: "/co-operation",
    .addressToProve,
    .prove,
    .enquiryProven,
    // The association may have shut its page meanwhile: its front door stays.
    end: "",
    did: (already: "enquiries.done.proven", proven: "enquiries.done.proven")
)

@Sendable func showCoOperation(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(enquiryPage)
}

@Sendable func sendEnquiry(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(enquiryPage) { (db, _, new, _) throws(Failure) in
        let id = ID<Enquiry>()
        try provingEnquiry.count(visit, db, new.email)
        try db.run(
            .keepEnquiry,
            id,
            new.organisation,
            new.name,
            new.email,
            new.phone,
            visit.words.language
        )
        try db.run(.keepAnswers, id, ["wish", "use"], [new.wish, new.use])
        let sent = Entry(.enquirySent, of: Object(id, ""))
        if new.email == visit.visitor.account?.email {
            try db.run(.prove, id)
            let start = visit.here("")
            return .done(sent, to: start, did: "enquiries.done.proven")
        }
        try provingEnquiry.mail(visit, db, id, new.email)
        return .done(sent, to: provingEnquiry.path(visit, id))
    }
}

/// The text and the form; an association that has published nothing has no such page.
private func enquiryPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<Enquiry> {
    let words = visit.words
    let said = try db.oneIfAny(.coOperation) ?? CoOperation()
    guard let text = said.text(in: words.language) else { throw .refused(.notFound) }
    let privacy = visit.here("/privacy")
    return FormPage(
        words("enquiries.door"),
        lead: try visit.space.name(words.language),
        enquiryFields,
        Enquiry(email: visit.visitor.account?.email ?? ""),
        isNew: true,
        action: visit.here("/co-operation"),
        save: words("enquiries.send"),
        shape: .letter
    ) { h, form in
        coOperationView(&h, text, form, privacy: privacy, words)
    }
}

// MARK: The association's own text

@Sendable func showText(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(textPage)
}

@Sendable func changeText(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(textPage) { (db, page, new, changes) throws(Failure) in
        try db.run(.keepText, columns: coOperationFields.stored(new))
        return .done(
            Entry(.publicTextChanged, of: Object(db.space, ""), changes: changes),
            to: page.back,
            did: new.readers == .anybody ? "public-texts.done.published" : "public-texts.done.kept"
        )
    }
}

private func textPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<CoOperation> {
    if visit.isChanging { try db.run(.holdText) }
    return FormPage(
        visit.words("public-texts.title"),
        lead: visit.words("public-texts.lead"),
        coOperationFields,
        try db.oneIfAny(.coOperation) ?? CoOperation(),
        action: visit.here("/enquiries/text"),
        save: visit.words("house.save"),
        back: visit.here("/enquiries")
    )
}

// MARK: Statements

extension Statement where Result == CoOperation {
    static let coOperation = Statement(
        "select {columns} from public_text where tenant_id = $1 and topic = 'co-operation'",
        columns: coOperationFields.columns,
        coOperationFields.row(over: CoOperation())
    )
}

extension Statement where Result == Void {
    /// An enquiry (`$2`) of an organisation (`$3`) by somebody (`$4`, `$5`, `$6`) in a language (`$7`).
    fileprivate static let keepEnquiry = Statement(
        """
        insert into enquiry (tenant_id, id, organisation, name, email, phone, language) values ($1, $2, $3, $4, $5, $6, $7)
        """
    )

    fileprivate static let keepAnswers = Statement(
        """
        insert into enquiry_answer (tenant_id, enquiry_id, question, body)
        select $1, $2, q, b from unnest($3::text[], $4::text[]) as x (q, b)
        """
    )

    fileprivate static let prove = Statement(
        "update enquiry set state = 'new' where tenant_id = $1 and id = $2"
    )

    /// Makes others who would change the text wait until this is done.
    fileprivate static let holdText = Statement(
        "select from public_text where tenant_id = $1 and topic = 'co-operation' for update"
    )

    fileprivate static let keepText = Statement(
        """
        insert into public_text (tenant_id, topic, {columns}) values ($1, 'co-operation', {values})
            on conflict (tenant_id, topic) do update set (text_fi, text_sv, text_en, readers)
              = (excluded.text_fi, excluded.text_sv, excluded.text_en, excluded.readers)
        """,
        columns: coOperationFields.columns
    )
}

extension Statement where Result == String {
    fileprivate static let addressToProve = Statement(
        "select email from enquiry_address($2) where $1::uuid = current_tenant()",
        "email"
    )
}

let statementsOfEnquiries = [
    Statement<CoOperation>.coOperation.sql, Statement<Void>.keepText.sql,
]
