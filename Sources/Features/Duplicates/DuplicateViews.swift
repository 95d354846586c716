import Base
import HTML
import Interface
import Terms
import Wording

/// Somebody of the register, as they are compared.
struct AlikePerson: Sendable {
    let id: ID<Person>
    let name: PersonName
    let kind: String
    let state: String
    let email: String
    let phone: String
    let municipality: String
    let addedAt: Instant
}

/// Somebody, and those who may be the same.
struct Duplicates: Sendable {
    let person: AlikePerson
    let others: [AlikePerson]

    var all: [AlikePerson] { [person] + others }
}

/// Somebody who may be in the register twice, and since when that is known.
struct Noticed: Sendable {
    let id: ID<Person>
    let name: PersonName
    let since: Instant
}

func duplicatesPage(
    _ h: inout HTML,
    _ people: Duplicates,
    _ base: String,
    once: () -> String,
    _ words: Words
) {
    let path = "\(base)/\(people.person.id)"
    h.wayBack(words("person.back"), to: path)
    h.pageHead(words("duplicates.title"), lead: people.person.name)
    guard !people.others.isEmpty else {
        h.emptyState(words("duplicates.none"), words("duplicates.none.what-to-do"))
        return
    }
    h.p(words("duplicates.what"))
    for other in people.others {
        h.columns(
            { h in h.entry(people.person, words("duplicates.this"), base, words) },
            { h in h.entry(other, words("duplicates.other"), base, words) }
        )
        h.act(action: "\(path)/duplicates/apart", once: once()) { h in
            h.hiddenField("other", other.id.text)
            h.submitButton(words("duplicates.apart"))
        }
    }
}

extension HTML {
    /// One entry of the register beside another.
    fileprivate mutating func entry(
        _ person: AlikePerson,
        _ title: String,
        _ base: String,
        _ words: Words
    ) {
        part(title) { h in
            h.facts { h in
                h.fact(words("person.name")) { h in
                    h.a(.href("\(base)/\(person.id)")) { h in person.name.write(to: &h) }
                }
                h.fact(words("person.kind"), words.dynamic("person.kind.\(person.kind)"))
                h.fact(words("person.state"), words.dynamic("person.state.\(person.state)"))
                h.fact(words("person.email"), person.email.isEmpty ? "–" : person.email)
                h.fact(
                    words("person.phone"),
                    person.phone.isEmpty ? "–" : Phone.shown(person.phone)
                )
                h.fact(
                    words("person.municipality"),
                    person.municipality.isEmpty ? "–" : person.municipality
                )
                h.fact(words("person.added"), words.date(person.addedAt.inFinland.day))
            }
        }
    }
}
