import Audit
import Base
import HTML
import Interface
import Routing
import Terms
import Wording

/// 'Who has looked at my data': when, what, by which organisation and role, without names (CJEU C-579/21).
func ownLogPage(_ h: inout HTML, _ page: OwnLogPage, _ path: String, _ words: Words) {
    h.pageHead(words("log.own.title"), lead: words("log.own.lead"))
    if page.sightings.isEmpty {
        h.emptyState(words("log.own.none"), words("log.own.none.what-to-do"))
    } else {
        sightings(&h, page.sightings, page.organisation, words)
    }
    h.logTurns(
        newest: page.isFirst ? nil : path,
        older: page.next.map { "\(path)?before=\($0.text)" },
        words
    )
    h.part(words("log.own.names.title")) { h in
        h.p(words("log.own.names"))
        contact(&h, page.contact, words)
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

private func sightings(
    _ h: inout HTML,
    _ sightings: [Sighting],
    _ organisation: String,
    _ words: Words
) {
    h.list(
        sightings,
        caption: words("log.own.title"),
        columns: [
            .cell(words("log.time")) { h, sighting in
                h.time(words.fullMoment(sighting.at), .datetime(sighting.at.iso))
            },
            .cell(words("log.own.what"), isLabelled: true) { h, sighting in
                h.text(dataSeen(sighting, words))
                if !sighting.groups.isEmpty {
                    h.small(words.fieldGroups(sighting.groups), .class("more soft"))
                }
            },
            .text(words("log.purpose")) { purpose($0, words) },
            .text(words("log.own.who")) { reader($0, organisation, words) },
            .cell(words("log.own.how")) { h, sighting in
                let kind = sighting.kind
                h.state(words.dynamic("log.own.kind.\(kind.rawValue)"), kind.look)
            },
        ],
        words
    )
}

/// Which of one's data it was about, in words.
private func dataSeen(_ sighting: Sighting, _ words: Words) -> String {
    let exact = "log.data.\(sighting.action)"
    if words.has(exact) { return words.dynamic(exact) }
    let group = "log.data.\(sighting.objectType)"
    return words.has(group) ? words.dynamic(group) : words("log.data.other")
}

/// The purpose that was given, or else what such an act is for.
private func purpose(_ sighting: Sighting, _ words: Words) -> String {
    if let purpose = sighting.purpose, !purpose.isEmpty { return purpose }
    let group = "log.purpose.\(sighting.objectType)"
    return words.has(group) ? words.dynamic(group) : words("log.purpose.other")
}

/// Organisation and role, or that it was the person.
private func reader(_ sighting: Sighting, _ organisation: String, _ words: Words) -> String {
    if sighting.isOwn { return words("log.own.yourself") }
    if let sender = sighting.sender, !sender.isEmpty { return sender }
    return "\(organisation), \(words.dynamic("role.\(sighting.role)").lowercasedFirst)"
}

/// What is printed for a data subject: the same facts, made by the auditor.
func extractPage(_ h: inout HTML, _ extract: Extract, _ words: Words) {
    h.printableReceipt(words("log.extract.title"), printTitle: words("interface.print")) { h in
        h.facts { h in
            h.fact(words("log.extract.person"), Sentence([words.subjectName(extract.person)]))
            h.fact(words("log.extract.organisation"), extract.organisation)
            h.fact(words("log.extract.period"), period(extract, words))
            h.fact(words("log.extract.made"), words.fullMoment(extract.madeAt))
            h.fact(words("log.extract.count"), words.number(extract.sightings.count))
        }
        if extract.isCut {
            h.p(words("log.extract.cut", ["count": words.number(extract.sightings.count)]))
        }
        if extract.sightings.isEmpty {
            h.p(words("log.extract.none"))
        } else {
            sightings(&h, extract.sightings, extract.organisation, words)
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
