import Base
import HTML
import Interface
import Wording

extension HTML {
    /// The notes without their texts, and the forms that open them and add one.
    mutating func notes(
        _ notes: [NoteLine],
        _ can: PersonAbilities,
        _ path: String,
        _ once: String,
        _ words: Words
    ) {
        guard can.noteRead != nil || !can.noteReaders.isEmpty else { return }
        part(words("note.notes")) { h in
            if notes.isEmpty {
                h.p(words("note.none"), .class("soft"))
            } else {
                h.history(
                    notes.map { note in
                        HistoryEntry(
                            words(
                                "note.line",
                                [
                                    "author": note.authorName,
                                    "readers": words.dynamic(
                                        "note.readers.\(note.readers.rawValue)"
                                    ),
                                ]
                            ),
                            when: words.moment(note.createdAt),
                            iso: note.createdAt.iso
                        )
                    }
                )
                switch can.noteRead {
                case .purpose: h.noteReading(Problems(), path, once, words)
                case .own:
                    h.act(action: "\(path)/own-notes/reading", once: once) { h in
                        h.submitButton(words("note.read.own"))
                    }
                case nil: break
                }
            }
            if !can.noteReaders.isEmpty {
                h.details(.class("more-form")) { h in
                    h.summary(words("note.write"))
                    h.noteWriting(
                        NoteDraft(offered: can.noteReaders),
                        Problems(),
                        path,
                        once,
                        words
                    )
                }
            }
        }
    }

    fileprivate mutating func noteReading(
        _ problems: Problems,
        _ path: String,
        _ once: String,
        _ words: Words
    ) {
        form(action: "\(path)/notes/reading", once: once, isGuarded: false) { h in
            h.select(
                "purpose",
                label: words("note.purpose"),
                choices: NotePurpose.allCases.map { purpose in
                    Choice(purpose.rawValue, words.dynamic("note.purpose.\(purpose.rawValue)"))
                },
                empty: words("note.purpose.choose"),
                help: words("note.purpose.help"),
                problem: problems["purpose"]
            )
            h.buttons { h in h.submitButton(words("note.read")) }
        }
    }

    fileprivate mutating func noteWriting(
        _ draft: NoteDraft,
        _ problems: Problems,
        _ path: String,
        _ once: String,
        _ words: Words
    ) {
        form(action: "\(path)/notes", once: once) { h in
            h.textArea(
                "body",
                label: words("note.body"),
                value: draft.body,
                help: words("note.body.help"),
                problem: problems["body"]
            )
            h.radios(
                "readers",
                label: words("note.readers"),
                choices: draft.offered.map { readers in
                    Choice(
                        readers.rawValue,
                        words.dynamic("note.readers.\(readers.rawValue)"),
                        more: words.dynamic("note.readers.\(readers.rawValue).means")
                    )
                },
                chosen: draft.readers,
                problem: problems["readers"]
            )
            h.buttons { h in h.submitButton(words("note.save")) }
        }
    }
}

/// The form of a note again, with what was typed.
func notePage(
    _ h: inout HTML,
    _ draft: NoteDraft,
    _ problems: Problems,
    path: String,
    once: String,
    _ words: Words
) {
    h.pageHead(words("note.write"))
    h.errorSummary(problems, words)
    h.noteWriting(draft, problems, path, once, words)
    h.p { h in h.a(words("person.back"), .href(path)) }
}

/// The form that asks for a purpose, again.
func noteReadingPage(
    _ h: inout HTML,
    _ problems: Problems,
    path: String,
    once: String,
    _ words: Words
) {
    h.pageHead(words("note.read.title"))
    h.errorSummary(problems, words)
    h.noteReading(problems, path, once, words)
    h.p { h in h.a(words("person.back"), .href(path)) }
}

/// Notes with their texts, and what the log says of this reading.
func openNotesPage(
    _ h: inout HTML,
    _ name: String,
    _ notes: [OpenNote],
    purpose: String,
    path: String,
    _ words: Words
) {
    h.pageHead(
        words("note.title", ["name": name]),
        lead: words("note.logged", ["purpose": purpose])
    ) { h in
        h.button(words("person.back"), to: path)
    }
    if notes.isEmpty { h.p(words("note.none")) }
    for note in notes {
        h.part(
            words(
                "note.heading",
                ["author": note.line.authorName, "when": words.fullMoment(note.line.createdAt)]
            )
        ) { h in
            for line in note.body.split(separator: "\n") { h.p(String(line)) }
            h.p(words.dynamic("note.readers.\(note.line.readers.rawValue).means"), .class("soft"))
        }
    }
}
