import Base
import HTML
import HTTP
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
    let changedAt: Instant
}

/// Somebody, and those who may be the same.
struct Duplicates: Sendable {
    let person: AlikePerson
    let others: [AlikePerson]
}

/// Somebody who may be in the register twice, and since when that is known.
struct Noticed: Sendable {
    let id: ID<Person>
    let name: PersonName
    let since: Instant
}

/// One entry that has become part of another.
enum Join {}

/// Who was joined to somebody, and when.
struct JoinedEntry: Sendable {
    let id: ID<Join>
    let gone: PersonName
    let at: Instant
    /// Until when they can be parted.
    let until: Instant
}

/// A contact of somebody: the field's name, and its column.
enum Contact: String, CaseIterable {
    case email, phone, municipality

    /// Its column, and wording key of its label.
    var names: (column: StaticString, label: StaticString) {
        switch self {
        case .email: ("email", "person.email")
        case .phone: ("phone", "person.phone")
        case .municipality: ("municipality", "person.municipality")
        }
    }
}

extension AlikePerson {
    subscript(contact: Contact) -> String {
        switch contact {
        case .email: email
        case .phone: phone
        case .municipality: municipality
        }
    }

    /// A contact as people read it.
    fileprivate func shown(_ contact: Contact) -> String {
        if self[contact].isEmpty { return "–" }
        return contact == .phone ? Phone.shown(phone) : self[contact]
    }
}

/// The second of two is to become part of the first, once both have been seen.
struct Joining: Sendable {
    let pair: (kept: AlikePerson, gone: AlikePerson)?
    /// The contacts that are taken from the one that goes; what the other lacks is.
    fileprivate(set) var taken: Set<Contact> = []
    fileprivate var isSeen = false

    init(_ pair: (kept: AlikePerson, gone: AlikePerson)?) {
        self.pair = pair
        guard let pair else { return }
        taken = Set(
            Contact.allCases.filter { pair.kept[$0].isEmpty && !pair.gone[$0].isEmpty }
        )
    }

    /// All that is compared, as text.
    var facts: String {
        guard let pair else { return "" }
        return [pair.kept, pair.gone].map { person in
            [
                person.id.text, person.kind, person.state, person.email,
                person.phone, person.municipality, person.changedAt.iso,
            ].joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// Which of two contacts stays, where they differ; then that both have been seen.
    var fields: FieldList<Joining> {
        guard let pair else { return FieldList(seen) }
        let differing = Contact.allCases.filter {
            !pair.kept[$0].isEmpty && !pair.gone[$0].isEmpty && pair.kept[$0] != pair.gone[$0]
        }
        return FieldList(
            differing.map { .field(Joining.choice($0, pair)) } + [.field(seen)]
        )
    }

    private static func choice(
        _ contact: Contact,
        _ pair: (kept: AlikePerson, gone: AlikePerson)
    ) -> Field<Joining> {
        let name = contact.rawValue
        let choices = [(Kept.kept, pair.kept), (Kept.gone, pair.gone)].map {
            Choice($0.rawValue, $1.shown(contact))
        }
        return Field(
            contact.names.column,
            contact.names.label,
            Field.Parts(
                read: { entry, value in
                    let chosen: Kept? = entry.choice(name)
                    if chosen == .gone { value.taken.insert(contact) }
                },
                pairs: { value in
                    let kept: Kept = value.taken.contains(contact) ? .gone : .kept
                    return [Form.Pair(name, kept.rawValue)]
                },
                write: { h, entry in
                    h.radios(
                        name,
                        label: entry.words(contact.names.label),
                        choices: choices,
                        chosen: entry.typed(name),
                        problem: entry.problems[name]
                    )
                },
                text: { _, _ in "" }
            )
        )
    }
}

/// Whose contact stays.
private enum Kept: String {
    case kept, gone
}

private let seen = Field<Joining>(
    "seen",
    "duplicates.seen",
    Field.Parts(
        read: { entry, value in
            value.isSeen = entry.isTicked("seen")
            if !value.isSeen { entry.problem("seen", entry.words("duplicates.seen.missing")) }
        },
        pairs: { $0.isSeen ? [Form.Pair("seen", "yes")] : [] },
        write: { h, entry in
            h.checkbox(
                "seen",
                label: entry.words("duplicates.seen"),
                isChosen: entry.isTicked("seen"),
                problem: entry.problems["seen"]
            )
        },
        text: { _, _ in "" },
        logged: { [("seen", $0.isSeen ? "yes" : "")] }
    )
)

/// Two side by side, and what can be done: they are told apart, or the second becomes part of the first.
func duplicatesPage(
    _ h: inout HTML,
    _ person: AlikePerson,
    _ joining: Joining,
    _ form: FormView,
    _ base: String,
    once: String,
    _ words: Words
) {
    let path = "\(base)/\(person.id)"
    h.wayBack(words("person.back"), to: path)
    h.pageHead(words("duplicates.title"), lead: person.name)
    h.notes(form)
    guard let other = joining.pair?.gone else {
        h.emptyState(words("duplicates.none"), words("duplicates.none.what-to-do"))
        return
    }
    h.p(words("duplicates.what"))
    h.columns(
        areEven: true,
        { h in h.entry(person, words("duplicates.this"), base, words) },
        { h in h.entry(other, words("duplicates.other"), base, words) }
    )
    h.part(words("duplicates.two")) { h in
        h.act(action: "\(path)/duplicates/apart", once: once) { h in
            h.hiddenField("other", other.id.text)
            h.submitButton(words("duplicates.apart"))
        }
    }
    h.part(words("duplicates.one")) { h in
        h.p(words("duplicates.join.what"))
        h.p { h in
            h.a(
                words("duplicates.join.turn"),
                .href("\(base)/\(other.id)/duplicates?other=\(person.id)")
            )
        }
        h.inputs(form, button: .other, id: FormView.id)
    }
}

extension HTML {
    /// Who was joined to the person, each with the way back.
    mutating func joins(
        _ joins: [JoinedEntry],
        _ path: String,
        once: () -> String,
        _ words: Words
    ) {
        part(words("duplicates.joined")) { h in
            for join in joins {
                h.p(
                    words.sentence(
                        "duplicates.joined.what",
                        [
                            "name": join.gone,
                            "day": words.date(join.at.inFinland.day),
                            "until": words.date(join.until.inFinland.day),
                        ]
                    )
                )
                h.act(action: path, once: once()) { h in
                    h.hiddenField("join", join.id.text)
                    h.submitButton(words("duplicates.part"))
                }
            }
        }
    }

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
                for contact in Contact.allCases {
                    h.fact(words(contact.names.label), person.shown(contact))
                }
                h.fact(words("person.added"), words.date(person.addedAt.inFinland.day))
            }
        }
    }
}
