import Base
import HTML
import Interface
import Routing
import Wording

/// One person: how things stand and what is next, the facts, what other slices tell, what has happened.
func personPage(
    _ h: inout HTML,
    _ person: RegisteredPerson,
    _ parts: [PersonPart],
    _ history: [HistoryEntry],
    _ can: PersonAbilities,
    list: ListQuery,
    base: String,
    log: String,
    once: String,
    _ words: Words
) {
    let path = "\(base)/\(person.id)"
    if can.seesHistory { h.wayBack(words("people.back"), to: list.path(base)) }
    h.pageHead(
        person.name,
        lead: person.details.kind.map { words.dynamic("person.kind.\($0.rawValue)") } ?? ""
    ) { h in
        if can.edit { h.button(words("person.edit"), to: "\(path)/edit\(list.trail)") }
    }
    h.standing(of: person, can, path, list.trail, once, words)
    let tasks = parts.flatMap(\.tasks)
    if !tasks.isEmpty { h.part(words("person.waits")) { h in h.tasks(tasks, from: 1) } }
    h.columns(
        { h in
            h.part(words("person.facts")) { h in h.facts(of: person, words) }
            for part in parts { part.write(&h) }
            if can.change, person.state != .archived {
                h.stateActs(of: person, path, list.trail, once, words)
            }
        },
        { h in
            if can.seesHistory {
                h.part(words("person.history")) { h in
                    if history.isEmpty {
                        h.p(words("person.history.none"))
                    } else {
                        h.history(history)
                    }
                    h.p(words("person.history.lists"), .class("soft"))
                    if can.readsLog {
                        h.p { h in h.a(words("person.log"), .href(log)) }
                    }
                }
            } else if can.isOwn {
                h.part(words("application.own-log.title")) { h in
                    h.p(words("application.own-log.what"))
                    h.p { h in h.a(words("application.own-log"), .href(log)) }
                }
            }
        }
    )
}

extension HTML {
    /// Who of the register may be the one who is being added: beside what was typed, each with a way to their page.
    mutating func alreadyThere(
        _ people: [RegisteredPerson],
        _ new: PersonDetails,
        _ base: String,
        _ words: Words
    ) {
        part(words("person.alike.title")) { h in
            h.p(words("person.alike.what"))
            h.columns(
                areEven: true,
                { h in
                    h.h3(words("person.alike.new"))
                    h.facts { h in
                        h.fact(words("person.name"), new.name)
                        contactFields().facts(&h, of: new, words)
                    }
                },
                { h in
                    for person in people {
                        h.h3 { h in person.name.write(to: &h) }
                        h.facts(of: person, words)
                        h.button(words("person.alike.open"), to: "\(base)/\(person.id)")
                    }
                }
            )
        }
    }

    /// The state in a sentence and the one next step.
    fileprivate mutating func standing(
        of person: RegisteredPerson,
        _ can: PersonAbilities,
        _ path: String,
        _ trail: String,
        _ once: String,
        _ words: Words
    ) {
        health(
            stateKind(person.state),
            words.dynamic("person.state.\(person.state.rawValue)"),
            [words.dynamic("person.state.\(person.state.rawValue).means")]
        )
        if person.state != .active, can.change {
            act(action: "\(path)/state\(trail)", once: once) { h in
                h.hiddenField("to", PersonState.active.rawValue)
                h.mainButton(words.dynamic("person.restore.\(person.state.rawValue)"))
            }
        } else if person.details.email.isEmpty, person.details.phone.isEmpty, can.edit {
            tasks([
                WaitingTask(
                    what: words("person.next.contacts"),
                    step: NextStep(words("person.next.contacts.step"), "\(path)/edit\(trail)")
                )
            ])
        }
    }

    fileprivate mutating func facts(of person: RegisteredPerson, _ words: Words) {
        facts { h in
            contactFields().facts(&h, of: person.details, words)
            h.fact(words("person.added"), words.date(person.createdAt.inFinland.day))
            h.fact(words("person.changed"), words.moment(person.changedAt))
        }
    }

    fileprivate mutating func stateActs(
        of person: RegisteredPerson,
        _ path: String,
        _ trail: String,
        _ once: String,
        _ words: Words
    ) {
        part(words("person.state-acts")) { h in
            if person.state == .active {
                h.p(words("person.consequence.paused"))
                h.act(action: "\(path)/state\(trail)", once: once) { h in
                    h.hiddenField("to", PersonState.paused.rawValue)
                    h.submitButton(words("person.pause"))
                }
            }
            h.dangerConfirm(
                words("person.archive"),
                consequence: words("person.consequence.archived"),
                action: "\(path)/state\(trail)",
                once: once,
                button: h.plain(words.sentence("person.archive.do", ["name": person.name]))
            ) { h in
                h.hiddenField("to", PersonState.archived.rawValue)
            }
        }
    }
}
