package import Base
import Crypto
package import Store
package import Terms

/// What an employer is asked, as the employer sees it: neutral facts of a course, nothing about the reason.
package struct ConsentRequest: Sendable {
    package let id: ID<ConsentRequest>
    package let provider: ID<Space>
    package let ask: ID<ConsentAsk>
    package let facts: RequestFacts
    package let asked: Set<Support>
    /// How the provider is reached, on one line; empty when it has not said so.
    package let contact: String
    package let giverName: String
    package let giverEmail: String
    package let textVersion: Int
    package let language: Language
    /// What the applicant's address can be compared with, and never read from; empty where nobody said.
    package let applicantMark: String
    /// The request of earlier facts that this one replaces; nil for none.
    package let renews: ID<ConsentRequest>?
    /// The facts of that one, as they were told last; nil for none.
    package let earlier: CourseFacts?
    /// What an answer is to, as the database knows it.
    package let factsHash: String
    /// What has waited past its time is expired, whatever is stored.
    package let state: ConsentState
    package let expiresAt: Instant

    /// What the log knows the matter by.
    package var label: PersonName {
        PersonName(
            facts.employee.subject,
            "\(facts.employee.text(for: .log)), \(facts.course.name)"
        )
    }

    /// Whom it is about.
    package var subjects: [Subject] { [.employee(of: id)] }

    /// Whether the request is about whoever has this address: nobody consents for their own employer to themselves.
    package func isApplicant(_ email: String) -> Bool {
        !applicantMark.isEmpty && applicantMark == addressMark(email, in: ask.text)
    }

    /// All that is answered to, as one text: a form that was made from another has to be looked at again.
    package var basis: String {
        let parts =
            [
                facts.provider, facts.employer, facts.employee.text(for: .field), facts.course.text,
                "\(textVersion)", state.rawValue,
            ] + asked.sorted().map(\.rawValue)
        return parts.joined(separator: "\n")
    }
}

/// A personal link to one request.
///
/// It decides as long as the request is open and it has not been passed on; it lives on to show the receipt and to take a
/// consent back.
package struct AnswerLink: Sendable {
    package let id: ID<AnswerLink>
    package let email: String
    package let name: String
    /// To whom it was passed on, when it was.
    package let passedTo: String?
    /// Who has passed the request on, the first first: by whichever link, or with an account.
    package let chain: [String]

    /// Who holds the link, as the other pages name them.
    package var holder: String { name.isEmpty ? email : name }
    package var canBePassedOn: Bool { chain.count < Limits.consentDelegationsMax }
}

/// A request with what has come of it, as it stands for one reader.
package struct ConsentCase: Sendable {
    package let request: ConsentRequest
    /// The reader's own link, or the one that decides now.
    package let link: AnswerLink?
    /// Once it has been answered.
    package let receipt: Receipt?
    /// Why the reader only reads (a wording key); nil when they decide.
    package let bar: StaticString?

    package init(
        request: ConsentRequest,
        link: AnswerLink?,
        receipt: Receipt?,
        bar: StaticString?
    ) {
        self.request = request
        self.link = link
        self.receipt = receipt
        self.bar = bar
    }

    /// Whether a step can be taken now.
    package func allows(_ step: AnswerStep) -> Bool {
        guard bar == nil else { return false }
        switch step {
        case .decision: return request.state == .waiting
        case .delegation: return request.state == .waiting && link.map(\.canBePassedOn) != false
        case .withdrawal:
            return request.state == .given || request.state == .withoutSupport
        }
    }

    /// What has been said so far, as the form of a step would say it.
    package func said(_ step: AnswerStep) -> AnswerForm {
        var form = AnswerForm(about: self)
        switch step {
        case .decision:
            guard let answer = receipt?.answer else { break }
            form.consent = answer.consents ? .yes : .no
            form.support = answer.support
            form.contact = answer.contact
            form.name = answer.name
        case .delegation:
            form.colleague = request.giverName
            form.address = request.giverEmail
        case .withdrawal: form.name = receipt?.withdrawal?.name ?? ""
        }
        return form
    }
}

extension Statement where Result == ConsentRequest {
    package static let consentRequest = Statement(
        """
        select r.id, r.provider_space_id, r.ask_id, r.provider_name, r.employee_name, r.employer_name,
               jsonb_build_array(r.course_name, r.place, r.sessions, r.hours)::text as course,
               supports(r.asks_working_time, r.asks_travel, r.asks_substitute, r.asks_contact_person) as asked,
               r.provider_contact, r.giver_name, r.giver_email, r.text_version, r.language,
               encode(r.applicant_mark, 'hex') as applicant_mark, r.renews,
               case when o.id is not null then jsonb_build_array(o.course_name, o.place, o.sessions, o.hours)::text end
                 as earlier,
               encode(r.facts_sha256, 'hex') as facts_sha256, consent_state(r.state, r.expires_at) as state, r.expires_at
          from consent_request r
          left join consent_request o on o.tenant_id = $1 and o.id = r.renews
         where r.tenant_id = $1 and r.id = $2
        """,
        ConsentRequest.init,
        "id",
        "provider_space_id",
        "ask_id",
        "provider_name",
        "employer_name",
        "employee_name",
        "course",
        "asked",
        "provider_contact",
        "giver_name",
        "giver_email",
        "text_version",
        "language",
        "applicant_mark",
        "renews",
        "earlier",
        "facts_sha256",
        "state",
        "expires_at"
    )
}

extension ConsentRequest {
    fileprivate init(
        _ id: ID<ConsentRequest>,
        _ provider: ID<Space>,
        _ ask: ID<ConsentAsk>,
        _ providerName: String,
        _ employer: String,
        _ employee: String,
        _ course: CourseFacts,
        _ asked: Set<Support>,
        _ contact: String,
        _ giverName: String,
        _ giverEmail: String,
        _ textVersion: Int,
        _ language: Language,
        _ applicantMark: String,
        _ renews: ID<ConsentRequest>?,
        _ earlier: CourseFacts?,
        _ factsHash: String,
        _ state: ConsentState,
        _ expiresAt: Instant
    ) {
        self.id = id
        self.provider = provider
        self.ask = ask
        facts = RequestFacts(
            provider: providerName,
            employer: employer,
            employee: PersonName(.employee(of: id), employee),
            course: course
        )
        self.asked = asked
        self.contact = contact
        self.giverName = giverName
        self.giverEmail = giverEmail
        self.textVersion = textVersion
        self.language = language
        self.applicantMark = applicantMark
        self.renews = renews
        self.earlier = earlier
        self.factsHash = factsHash
        self.state = state
        self.expiresAt = expiresAt
    }
}

extension Statement where Result == AnswerLink {
    /// A link (`$2`), with whoever got it passed on.
    package static let answerLink = Statement(
        """
        select l.id, l.email, l.name, consent_chain(l.tenant_id, l.request_id) as chain, (
               select coalesce(nullif(x.name, ''), x.email) from consent_link x
                where x.tenant_id = $1 and x.request_id = l.request_id and x.delegated_from = l.id
                order by x.created_at limit 1) as passed_to
          from consent_link l
         where l.tenant_id = $1 and l.id = $2
        """,
        AnswerLink.init,
        "id",
        "email",
        "name",
        "passed_to",
        "chain"
    )

    /// The link of a request (`$2`) that decides now: the newest that was not passed on.
    package static let decidingLink = Statement(
        """
        select l.id, l.email, l.name, consent_chain(l.tenant_id, l.request_id) as chain, null as passed_to
          from consent_link l
         where l.tenant_id = $1 and l.request_id = $2 and l.revoked_at is null
           and not exists (select from consent_link x
             where x.tenant_id = $1 and x.request_id = $2 and x.delegated_from = l.id)
         order by l.created_at desc, l.id desc
         limit 1
        """,
        AnswerLink.init,
        "id",
        "email",
        "name",
        "passed_to",
        "chain"
    )
}

extension Statement where Result == Void {
    /// Makes others who answer the same request wait until this transaction ends.
    package static let holdRequest = Statement(
        "select from consent_request where tenant_id = $1 and id = $2 for update"
    )
}
