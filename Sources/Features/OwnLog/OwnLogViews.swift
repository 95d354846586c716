import Audit
import Base
import HTML
import Interface
import Routing
import Terms
import Wording

/// 'Who has looked at my data': when, what, by which organisation and role, without names (CJEU C-579/21).
func ownLogPage(
    _ h: inout HTML,
    _ list: Listing<Sighting>,
    _ page: ListPage<Sighting>,
    _ contactOfSpace: Contact,
    _ path: String,
    _ words: Words
) {
    h.pageHead(words("log.own.title"), lead: words("log.own.lead"))
    h.listing(list, page, at: path, words) { h in
        h.emptyState(words("log.own.none"), words("log.own.none.what-to-do"))
    }
    h.part(words("log.own.names.title")) { h in
        h.p(words("log.own.names"))
        contact(&h, contactOfSpace, words)
    }
}

/// For an account that stands in no register here, and that no request is about.
func ownLogOfNobody(_ h: inout HTML, isEmployers: Bool, _ words: Words) {
    h.pageHead(words("log.own.title"), lead: words("log.own.lead"))
    if isEmployers {
        h.emptyState(words("log.own.no-request"), words("log.own.no-request.what-to-do"))
    } else {
        h.emptyState(words("log.own.no-person"), words("log.own.no-person.what-to-do"))
    }
}

private func contact(_ h: inout HTML, _ contact: Contact, _ words: Words) {
    let ways = [contact.email, Phone.shown(contact.phone)].filter { !$0.isEmpty }
    h.p(
        ways.isEmpty
            ? words("log.own.contact.none")
            : words("log.own.contact", ["contact": ways.joined(separator: ", ")])
    )
}

/// Which of one's data it was about, in words.
func dataSeen(_ sighting: Sighting, _ words: Words) -> String {
    let exact = "log.data.\(sighting.action)"
    if words.has(exact) { return words.dynamic(exact) }
    let group = "log.data.\(sighting.objectType)"
    return words.has(group) ? words.dynamic(group) : words("log.data.other")
}

/// Organisation and role, or that it was the person.
func reader(
    _ sighting: Sighting,
    _ organisation: String,
    isOwn: Bool,
    _ words: Words
) -> String {
    if isOwn { return words("log.own.yourself") }
    if let sender = sighting.sender, !sender.isEmpty { return sender }
    return "\(organisation), \(words.roleTitle(sighting.role).lowercasedFirst)"
}

/// What is printed for a data subject: the same facts, made by the auditor.
func extractPage(
    _ h: inout HTML,
    _ extract: Extract,
    _ list: Listing<Sighting>,
    _ page: ListPage<Sighting>,
    _ words: Words
) {
    let count = words.number(page.rows.count)
    h.printableReceipt(words("log.extract.title"), printTitle: words("interface.print")) { h in
        h.facts { h in
            h.fact(words("log.extract.person"), Sentence([words.subjectName(extract.person)]))
            h.fact(words("log.extract.organisation"), extract.organisation)
            h.fact(words("log.extract.period"), period(extract, words))
            h.fact(words("log.extract.made"), words.fullMoment(extract.madeAt))
            h.fact(words("log.extract.count"), count)
        }
        if page.next != nil { h.p(words("log.extract.cut", ["count": count])) }
        if page.rows.isEmpty {
            h.p(words("log.extract.none"))
        } else {
            h.rows(of: list, page, words)
        }
        h.p(words("log.extract.names"))
        contact(&h, extract.contact, words)
    }
}

private func period(_ extract: Extract, _ words: Words) -> String {
    switch (extract.from, extract.to) {
    case (nil, nil): words("log.extract.all")
    case (let from?, nil): words("log.condition.from", ["day": words.date(from)])
    case (nil, let to?): words("log.condition.to", ["day": words.date(to)])
    case (let from?, let to?): words.dates(from, to)
    }
}

extension String {
    /// The word as it stands inside a sentence.
    fileprivate var lowercasedFirst: String {
        prefix(1).lowercased() + dropFirst()
    }
}
