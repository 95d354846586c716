import Access
import Base
import HTML
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

// An employer is found by name or business id, and who answers for it among those who were asked before.

/// An employer that a search has found.
struct FoundEmployer: Sendable {
    let name: String
    let businessID: String
}

/// Somebody who was asked for an employer's consent before.
struct KnownGiver: Sendable {
    let name: String
    let email: String
}

/// What stands below the fields of an employer: the search, what it has found, and who is known there.
struct EmployerOffers: Sendable {
    /// Where the form goes to search, and to take what was found into its fields.
    let action: String
    /// Nil before a search.
    var employers: [FoundEmployer]?
    /// What the public register has answered, where the space knows none and one is named.
    var register: CompanyAnswer?
    var givers: [KnownGiver] = []
}

extension Field {
    /// The search by what is typed in the fields of name and business id.
    static func employerSearch(_ offers: EmployerOffers) -> Field {
        Field(
            "search",
            "employers.search",
            Parts(
                read: { _, _ in },
                pairs: { _ in [] },
                write: { h, entry in h.employerSearch(offers, entry.words) },
                text: { _, _ in "" }
            )
        )
    }

    /// Who is known at the employer: each fills the fields of who answers.
    static func knownGivers(_ offers: EmployerOffers) -> Field {
        Field(
            "givers",
            "employers.givers",
            Parts(
                read: { _, _ in },
                pairs: { _ in [] },
                write: { h, entry in
                    guard !offers.givers.isEmpty else { return }
                    h.offers(entry.words("employers.givers"), id: "givers") { h in
                        for giver in offers.givers {
                            let offer = Offer("giver", "\(giver.email) \(giver.name)")
                            h.offer(giver.name, giver.email, offer, offers, entry.words)
                        }
                    }
                },
                text: { _, _ in "" }
            )
        )
    }
}

/// A button's name and value; the value begins with what holds no space.
private struct Offer {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension HTML {
    fileprivate mutating func employerSearch(_ offers: EmployerOffers, _ words: Words) {
        div(.class("entry"), .id("search")) { h in
            h.toSearch(words("employers.search"), Offer("find", "employer"), offers)
            h.p(words("employers.search.help"), .class("help"))
        }
        guard var found = offers.employers else { return }
        var isPublic = false
        if case .found(let companies)? = offers.register {
            isPublic = !companies.isEmpty
            found += companies.map { FoundEmployer(name: $0.name, businessID: $0.businessID.text) }
        }
        guard !found.isEmpty else {
            let why: StaticString =
                switch offers.register {
                case nil: "employers.none"
                case .found: "employers.public.none"
                case .tooMany: "employers.public.many"
                case .failed: "employers.public.failed"
                }
            return p(words(why), .class("notice"), .role("status"))
        }
        let title: StaticString = isPublic ? "employers.public.found" : "employers.found"
        self.offers(words.count(title, found.count), id: "found") { h in
            for employer in found {
                let offer = Offer("employer", "\(employer.businessID) \(employer.name)")
                h.offer(employer.name, employer.businessID, offer, offers, words)
            }
        }
    }

    fileprivate mutating func offers(
        _ title: String,
        id: String,
        content: (inout HTML) -> Void
    ) {
        div(.id(id)) { h in
            h.p(title, .class("help"), .role("status"))
            h.ul(.class("tasks"), content: content)
        }
    }

    fileprivate mutating func offer(
        _ name: String,
        _ sign: String,
        _ offer: Offer,
        _ offers: EmployerOffers,
        _ words: Words
    ) {
        let id = "offer-\(sign)"
        li { h in
            h.div(.class("what"), .id(id)) { h in
                h.bdi(name)
                h.bdi(sign, .class("more soft"))
            }
            h.toSearch(words("employers.take"), offer, offers, describedBy: id)
        }
    }

    /// A button that sends the form to the search and not to its own address.
    private mutating func toSearch(
        _ title: String,
        _ offer: Offer,
        _ offers: EmployerOffers,
        describedBy id: String? = nil
    ) {
        button(
            title,
            .class("button"),
            .type("submit"),
            .formAction(offers.action + "#search"),
            .name(offer.name),
            .value(offer.value),
            id.map { .ariaDescribedBy($0) } ?? .absent
        )
    }
}

/// What was typed of an employer, to search by it or with what was picked in its place.
struct EmployerTyped {
    private(set) var entry: FormEntry
    /// What is looked for; nil when something was picked, or when what was typed cannot be looked for.
    private(set) var wanted: String?
    /// The same as a register is asked it.
    private(set) var query: CompanyQuery?

    init(_ visit: Visit) throws(Failure) {
        var form = try FormEntry(visit).form
        let picks = [
            ("employer", "business_id", "employer_name"), ("giver", "giver_email", "giver_name"),
        ]
        var isPicked = false
        for (pick, first, second) in picks {
            guard let value = form.first(pick) else { continue }
            isPicked = true
            let parts = value.split(separator: " ", maxSplits: 1)
            form.set(first, String(parts.first ?? ""))
            form.set(second, parts.count > 1 ? String(parts[1]) : "")
        }
        entry = FormEntry(form, visit.words)
        guard !isPicked else { return }
        var typed = entry
        let number = typed.businessID("business_id", isRequired: false)
        let text = number.isEmpty ? typed.name("employer_name") : number
        entry = typed
        guard typed.isSound else { return }
        wanted = text
        query = BusinessID(number).map(CompanyQuery.businessID) ?? .name(text)
    }

    /// The business id as it stands in the form now; empty when it is none.
    var businessID: String { BusinessID(entry.typed("business_id"))?.text ?? "" }
}

extension Transaction {
    /// What this space knows, by the search that was sent, or by the business id alone that stands in the form.
    borrowing func offers(
        _ action: String,
        wanted: String?,
        businessID: String
    ) throws(Failure) -> EmployerOffers {
        var offers = EmployerOffers(action: action)
        if let wanted { offers.employers = try all(.knownEmployers, wanted) }
        if !businessID.isEmpty { offers.givers = try all(.knownGivers, businessID) }
        return offers
    }
}

extension Statement where Result == FoundEmployer {
    fileprivate static let knownEmployers = Statement(
        "select name, number from known_employers($2) where $1::uuid = current_tenant()",
        FoundEmployer.init,
        "name",
        "number"
    )
}

extension Statement where Result == KnownGiver {
    fileprivate static let knownGivers = Statement(
        "select name, email from known_givers($2) where $1::uuid = current_tenant()",
        KnownGiver.init,
        "name",
        "email"
    )
}
