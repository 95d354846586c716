import Access
import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Wording

/// The notes on a person's page: without their texts, and the forms that open them and add one.
@Sendable func notesOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    var forms = NoteForms()
    if visit.may(.noteRead) {
        forms.reading = .purpose(try visit.view(readingPage(visit, person)))
    } else if person == visit.visitor.actor.person {
        forms.reading = .own(once: visit.once)
    }
    if !readersOffered(visit).isEmpty {
        forms.writing = try visit.view(writingPage(visit, person, NoteDraft()))
    }
    guard forms.reading != nil || forms.writing != nil else { return [] }
    let path = visit.here("/people/\(person)")
    return [
        Ask.all(.noteLines, person).map { [forms] lines in
            PersonPart { h in h.notes(lines, forms, path, visit.words) }
        }
    ]
}

@Sendable func addNote(_ visit: Visit) throws(Failure) -> Looked {
    let person: ID<Person> = try visit.id()
    return try visit.submit(newNotePage) { (db, page, new, changes) throws(Failure) in
        let id = ID<Note>()
        let actor = visit.visitor.actor
        let columns = page.fields.stored(new)
        try db.run(.addNote, id, person, actor.membership, actor.name, columns: columns)
        return .done(
            Entry(.noteAdded, of: Object(id, new.about), about: [person], changes: changes),
            to: visit.here("/people/\(person)"),
            did: "note.done.added"
        )
    }
}

/// Who is out of reach stays absent, whatever was typed.
private func newNotePage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<NoteDraft> {
    let person: ID<Person> = try visit.id()
    return writingPage(visit, person, NoteDraft(about: try db.one(.nameOfPerson, person)))
}

private func writingPage(
    _ visit: Visit,
    _ person: ID<Person>,
    _ draft: NoteDraft
) -> FormPage<NoteDraft> {
    FormPage(
        visit.words("note.write"),
        noteFields(for: readersOffered(visit)),
        draft,
        isNew: true,
        action: visit.here("/people/\(person)/notes"),
        save: visit.words("note.save")
    ) { h, form in
        h.noteForm(form, back: visit.here("/people/\(person)"), visit.words)
    }
}

/// For whom the visitor may write: nobody writes what they could not read.
private func readersOffered(_ visit: Visit) -> [NoteReaders] {
    guard visit.may(.noteChange) else { return [] }
    // Where nobody trains, trainers are no readers.
    guard visit.visitor.space?.kind == .provider else { return [.coordinators, .person] }
    return visit.scope(of: .noteRead) == .all ? NoteReaders.allCases : [.staff, .person]
}

private func readingPage(_ visit: Visit, _ person: ID<Person>) -> FormPage<NoteReading> {
    FormPage(
        visit.words("note.read.title"),
        readingFields,
        NoteReading(),
        isNew: true,
        action: visit.here("/people/\(person)/notes/reading"),
        save: visit.words("note.read")
    ) { h, form in
        h.noteForm(form, isGuarded: false, back: visit.here("/people/\(person)"), visit.words)
    }
}

@Sendable func readNotes(_ visit: Visit) throws(Failure) -> Looked {
    let person: ID<Person> = try visit.id()
    var entry = try FormEntry(visit)
    guard let purpose = readingFields.read(&entry, over: NoteReading()).purpose else {
        _ = try visit.read { (db) throws(Failure) in try db.one(.nameOfPerson, person) }
        return try visit.show(readingPage(visit, person), as: entry)
    }
    let why = visit.words.dynamic("note.purpose.\(purpose.rawValue)")
    return .acted(try opened(visit, person, why: why))
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
    let (name, notes) = try visit.read { (db) throws(Failure) in
        let (name, lines) = try db.together(
            .one(.nameOfPerson, person),
            .all(.noteLines, person)
        )
        let event = try db.event(
            Entry(
                .noteRevealed,
                of: Object(person, name),
                about: [person],
                purpose: purpose,
                count: lines.count
            )
            .about(also: lines.compactMap(\.author.subject))
        )
        let texts = try db.all(
            .readNotes,
            person,
            event.json(),
            event.people,
            Bytes(event.salts),
            event.eachCommitment.map(Bytes.init)
        )
        let notes = lines.compactMap { line in
            texts.first { $0.id == line.id }.map { OpenNote(line: line, body: $0.body) }
        }
        return (name, notes)
    }
    return visit.page(visit.words.sentence("note.title", ["name": name])) { h in
        openNotesPage(
            &h,
            name,
            notes,
            purpose: purpose,
            path: visit.here("/people/\(person)"),
            visit.words
        )
    }
}

extension NoteReaders: ColumnValue {}

extension Statement where Result == NoteLine {
    /// Those of a person's notes that the reader may open: the table's own policy leaves out the rest.
    fileprivate static let noteLines = Statement(
        """
        select id, (member_person(author_id), author_id, author_name) as author, readers, created_at from person_note
         where tenant_id = $1 and person_id = $2
         order by created_at desc, id desc limit 200
        """,
        NoteLine.init,
        "id",
        "author",
        "readers",
        "created_at"
    )
}

/// The text of a note.
private struct NoteText: Sendable {
    let id: ID<Note>
    let body: String
}

extension Statement where Result == NoteText {
    /// Logs the reading (`$3` to `$6` are its event), then gives the texts.
    fileprivate static let readNotes = Statement(
        "select id, body from read_notes($2, $3, $4, $5, $6) where $1::uuid = current_tenant()",
        NoteText.init,
        "id",
        "body"
    )
}

extension Statement where Result == Void {
    fileprivate static let addNote = Statement(
        """
        insert into person_note (tenant_id, id, person_id, author_id, author_name, {columns})
        values ($1, $2, $3, $4, $5, {values})
        """,
        columns: noteFields().columns
    )
}

let statementsOfNotes = [Statement<Void>.addNote.sql]
