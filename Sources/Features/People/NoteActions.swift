import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

@Sendable func addNote(_ visit: Visit) throws(Failure) -> Reply {
    let person: ID<Person> = try visit.id()
    var entry = try FormEntry(visit)
    let body = entry.text("body", isRequired: true)
    let readers: NoteReaders? = entry.choice("readers")
    let offered = noteReaders(visit)
    guard entry.isSound, let readers, offered.contains(readers) else {
        if let readers, !offered.contains(readers) {
            entry.problem("readers", visit.words("form.problem.choice"))
        }
        // Who is out of reach stays absent, whatever was typed.
        _ = try visit.read { (db) throws(Failure) in try db.person(person) }
        return visit.page(visit.words("note.write"), status: 422) { h in
            notePage(
                &h,
                NoteDraft(
                    body: entry.typed("body"),
                    readers: entry.typed("readers"),
                    offered: offered
                ),
                entry.problems,
                path: visit.here("/people/\(person)"),
                once: entry.typed("once"),
                visit.words
            )
        }
    }
    return try visit.act { (db) throws(Failure) in
        let known = try db.person(person)
        let id = ID<Note>()
        let actor = visit.visitor.actor
        try db.run(.addNote, id, person, actor.membership, actor.name, readers.rawValue, body)
        return Audited(
            visit.after(visit.here("/people/\(person)"), did: "note.done.added"),
            Entry(
                .noteAdded,
                of: Object(id, known.name),
                about: [person],
                changes: [
                    .special(field: "body"),
                    .value(field: "readers", old: "", new: readers.rawValue),
                ]
            )
        )
    }
}

@Sendable func readNotes(_ visit: Visit) throws(Failure) -> Reply {
    let person: ID<Person> = try visit.id()
    var entry = try FormEntry(visit)
    let purpose: NotePurpose? = entry.choice("purpose")
    guard let purpose else {
        _ = try visit.read { (db) throws(Failure) in try db.person(person) }
        return visit.page(visit.words("note.read.title"), status: 422) { h in
            noteReadingPage(
                &h,
                entry.problems,
                path: visit.here("/people/\(person)"),
                once: entry.typed("once"),
                visit.words
            )
        }
    }
    return try opened(
        visit,
        person,
        why: visit.words.dynamic("note.purpose.\(purpose.rawValue)")
    )
}

/// The person's own notes: no purpose is asked for, but the reading is in the log like any other.
@Sendable func readOwnNotes(_ visit: Visit) throws(Failure) -> Reply {
    let person: ID<Person> = try visit.id()
    guard person == visit.visitor.actor.person else { throw .refused(.notFound) }
    return try opened(visit, person, why: visit.words("note.purpose.own"))
}

/// The page with the texts.
///
/// The database writes the event before it gives them, in the same transaction.
private func opened(
    _ visit: Visit,
    _ person: ID<Person>,
    why purpose: String
) throws(Failure) -> Reply {
    let (known, notes) = try visit.read { (db) throws(Failure) in
        let (known, lines) = try db.together(
            .one(.registeredPerson, person),
            .all(.noteLines, person)
        )
        let event = try db.event(
            Entry(
                .noteRevealed,
                of: Object(person, known.name),
                about: [person],
                purpose: purpose,
                count: lines.count
            )
        )
        let texts = try db.all(
            .readNotes,
            person,
            event.json(),
            Bytes(event.salts),
            Bytes(event.commitments)
        )
        let notes = lines.compactMap { line in
            texts.first { $0.id == line.id }.map { OpenNote(line: line, body: $0.body) }
        }
        return (known, notes)
    }
    return visit.page(visit.words("note.title", ["name": known.name])) { h in
        openNotesPage(
            &h,
            known.name,
            notes,
            purpose: purpose,
            path: visit.here("/people/\(person)"),
            visit.words
        )
    }
}

/// For whom the visitor may write: nobody writes what they could not read.
func noteReaders(_ visit: Visit) -> [NoteReaders] {
    guard visit.may(.noteChange) else { return [] }
    return isEverywhere(visit, .noteRead) ? NoteReaders.allCases : [.staff, .person]
}
