import Access
import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Terms
import Wording

// A coordinator fills in whom an applicant may let be asked. The permission stays the applicant's.

/// Whom to ask, as a coordinator has filled it in.
private struct PreparedRelease: Sendable {
    var employerName = ""
    var businessID = ""
    var giverName = ""
    var giverEmail = ""

    init(_ employerName: String, _ businessID: String, _ giverName: String, _ giverEmail: String) {
        self.employerName = employerName
        self.businessID = businessID
        self.giverName = giverName
        self.giverEmail = giverEmail
    }
}

/// The fields of the form; who answers may be left to the applicant.
private func preparedFields(_ offers: EmployerOffers) -> FieldList<PreparedRelease> {
    FieldList(
        .name("employer_name", \.employerName, "release.field.employer")
            .mailed(\.employerName, isOrganisation: true),
        .businessID("business_id", \.businessID, "release.field.business-id"),
        .employerSearch(offers),
        .name("giver_name", \.giverName, "release.field.giver", isRequired: false)
            .mailed(\.giverName),
        .email("giver_email", \.giverEmail, "prepared.field.giver-email", isRequired: false),
        .knownGivers(offers)
    )
}

@Sendable func showPreparing(_ visit: Visit) throws(Failure) -> Looked {
    let (page, isOpen, _) = try visit.read { (db) throws(Failure) in
        try preparingPage(visit, db, wanted: nil)
    }
    return isOpen ? try visit.show(page) : .elsewhere(page.back)
}

@Sendable func prepareRelease(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit { (visit, db) throws(Failure) in
        try preparingPage(visit, db, wanted: nil).page
    } _: { (db, page, draft, _) throws(Failure) in
        let path = try db.lockedApplication(try visit.id())
        try db.run(
            .prepare,
            path.id,
            draft.employerName,
            draft.businessID,
            draft.giverName,
            draft.giverEmail
        )
        return .done(
            Entry(.releasePrepared, of: Object(path.id, path.courseName), about: [path.person]),
            to: page.back,
            did: "prepared.done"
        )
    }
}

/// The form again with what was found, or with what was picked of it: nothing is kept, and nothing typed is lost.
@Sendable func searchPreparing(_ visit: Visit) throws(Failure) -> Looked {
    let typed = try EmployerTyped(visit)
    func page(_ register: CompanyAnswer?) throws(Failure) -> (
        FormPage<PreparedRelease>, EmployerOffers
    ) {
        try visit.read { (db) throws(Failure) in
            let (page, _, offers) = try preparingPage(
                visit,
                db,
                wanted: typed.wanted,
                businessID: typed.businessID,
                register: register
            )
            return (page, offers)
        }
    }
    let (known, offers) = try page(nil)
    // Between two transactions, so that none waits for the register.
    guard let query = typed.query, let ask = visit.site.companies, offers.employers?.isEmpty == true
    else { return try visit.show(known, as: typed.entry) }
    return try visit.show(page(ask(query)).0, as: typed.entry)
}

/// The form, and whether the applicant may name an employer now.
private func preparingPage(
    _ visit: Visit,
    _ db: borrowing Transaction,
    wanted: String?,
    businessID: String? = nil,
    register: CompanyAnswer? = nil
) throws(Failure) -> (page: FormPage<PreparedRelease>, isOpen: Bool, offers: EmployerOffers) {
    let words = visit.words
    let id: ID<Application> = try visit.id()
    let (path, earlier) = try db.together(.one(.applicationPath, id), .oneIfAny(.prepared, id))
    let draft = earlier ?? PreparedRelease("", "", "", "")
    let here = visit.here("/applications/\(id)")
    var offers = try db.offers(
        here + "/employer/search",
        wanted: wanted,
        businessID: businessID ?? draft.businessID
    )
    offers.register = register
    let page = FormPage(
        words("prepared.title"),
        lead: Sentence([path.applicant, ", ", path.courseName]),
        preparedFields(offers),
        draft,
        isNew: earlier == nil,
        action: here + "/employer",
        save: words("prepared.save"),
        back: here,
        look: Entry(.applicationRead, of: Object(id, path.courseName), about: [path.person])
    ) { h, form in
        h.p(words("prepared.lead"))
        h.form(form)
    }
    return (page, path.canRelease(at: visit.now), offers)
}

extension Statement where Result == PreparedRelease {
    fileprivate static let prepared = Statement(
        """
        select employer_name, business_id, giver_name, giver_email
          from prepared_release where tenant_id = $1 and application_id = $2
        """,
        PreparedRelease.init,
        "employer_name",
        "business_id",
        "giver_name",
        "giver_email"
    )
}

extension Statement where Result == Void {
    fileprivate static let prepare = Statement(
        """
        insert into prepared_release (tenant_id, application_id, employer_name, business_id, giver_name, giver_email)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (tenant_id, application_id) do update
          set employer_name = excluded.employer_name, business_id = excluded.business_id,
              giver_name = excluded.giver_name, giver_email = excluded.giver_email, prepared_at = moment()
        """
    )
}
