import Base
import HTML
import Interface
import Wording

/// One of the chosen.
struct ChosenPerson: Sendable {
    let id: ID<Person>
    /// As registers are read: family name first.
    let listName: PersonName
    let state: PersonState
}

/// What would happen to the chosen ones.
struct SelectionPreview: Sendable {
    let next: PersonState
    let changing: [ChosenPerson]
    /// Those who stay as they are: all who are in that state already, and who is not in the archive is not restored.
    let staying: [ChosenPerson]

    init(_ people: [ChosenPerson], to next: PersonState) {
        self.next = next
        let isChanging: (ChosenPerson) -> Bool = { person in
            next == .active ? person.state == .archived : person.state != next
        }
        changing = people.filter(isChanging)
        staying = people.filter { !isChanging($0) }
    }
}

/// What will happen to the chosen ones, by name, before it happens.
func selectionPage(
    _ h: inout HTML,
    _ preview: SelectionPreview,
    base: String,
    list: ListQuery,
    once: String,
    _ words: Words
) {
    let back = list.path(base)
    let next = preview.next
    h.pageHead(words.dynamic("people.selection.\(next.rawValue).title"))
    if !preview.staying.isEmpty {
        h.part(words.count("people.selection.staying", preview.staying.count)) { h in
            h.names(preview.staying, words)
        }
    }
    guard !preview.changing.isEmpty else {
        h.p(
            next == .archived
                ? words("people.selection.nothing") : words("people.selection.none-archived")
        )
        h.p { h in h.button(words("people.back"), to: back) }
        return
    }
    h.part(words.count("people.selection.changing", preview.changing.count)) { h in
        h.names(preview.changing, words)
    }
    h.form(action: "\(base)/selection/state", once: once, isGuarded: false) { h in
        h.p(words.dynamic("person.consequence.\(next.rawValue)"))
        h.hiddenField("to", next.rawValue)
        h.hiddenField(ListQuery.trailName, list.text)
        for line in preview.changing { h.hiddenField("person", line.id.text) }
        h.buttons { h in
            let verb = words.dynamic("people.selection.\(next.rawValue).do")
            if next == .archived { h.dangerButton(verb) } else { h.mainButton(verb) }
            h.quietButton(words("interface.cancel"), to: back)
        }
    }
}

/// Nobody was chosen.
func emptySelectionPage(_ h: inout HTML, back: String, _ words: Words) {
    h.pageHead(words("people.selection.none"))
    h.p(words("people.selection.none.what-to-do"))
    h.p { h in h.button(words("people.back"), to: back) }
}

extension HTML {
    fileprivate mutating func names(_ lines: [ChosenPerson], _ words: Words) {
        facts { h in
            for line in lines {
                h.fact(line.listName) { h in h.state(of: line.state, words) }
            }
        }
    }
}
