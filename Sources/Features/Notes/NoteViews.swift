import Base
import HTML
import Interface
import Wording

extension HTML {
    /// The notes without their texts, and the forms that open them and add one.
    mutating func notes(_ notes: [NoteLine], _ forms: NoteForms, _ path: String, _ words: Words) {
        part(words("note.notes")) { h in
            if notes.isEmpty {
                h.p(words("note.none"), .class("soft"))
            } else {
                h.history(
                    notes.map { note in
                        let readers = words.dynamic("note.readers.\(note.readers.rawValue)")
                        return HistoryEntry(
                            words.sentence(
                                "note.line",
                                ["author": note.author, "readers": readers]
                            ),
                            when: words.moment(note.createdAt),
                            iso: note.createdAt.iso
                        )
                    }
                )
                switch forms.reading {
                case .purpose(let form): h.inputs(form, button: .other, isGuarded: false)
                case .own(let once):
                    h.act(action: "\(path)/own-notes/reading", once: once) { h in
                        h.submitButton(words("note.read.own"))
                    }
                case nil: break
                }
            }
            if let form = forms.writing {
                h.details(.class("more-form")) { h in
                    h.summary(words("note.write"))
                    h.inputs(form, button: .other)
                }
            }
        }
    }

    /// A form of notes on a page of its own, with what is wrong.
    mutating func noteForm(
        _ form: FormView,
        isGuarded: Bool = true,
        back path: String,
        _ words: Words
    ) {
        notes(form)
        inputs(form, button: .other, id: FormView.id, isGuarded: isGuarded)
        p { h in h.a(words("person.back"), .href(path)) }
    }
}

/// Notes with their texts, and what the log says of this reading.
func openNotesPage(
    _ h: inout HTML,
    _ name: PersonName,
    _ notes: [OpenNote],
    purpose: String,
    path: String,
    _ words: Words
) {
    h.pageHead(
        words.sentence("note.title", ["name": name]),
        lead: words("note.logged", ["purpose": purpose])
    ) { h in
        h.button(words("person.back"), to: path)
    }
    if notes.isEmpty { h.p(words("note.none")) }
    for note in notes {
        h.part(
            words.sentence(
                "note.heading",
                ["author": note.line.author, "when": words.fullMoment(note.line.createdAt)]
            )
        ) { h in
            for line in note.body.split(separator: "\n") { h.p(String(line)) }
            h.p(words.dynamic("note.readers.\(note.line.readers.rawValue).means"), .class("soft"))
        }
    }
}
