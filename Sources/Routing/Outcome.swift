public import Audit
public import Interface

/// What an act came to.
public enum Outcome: Sendable {
    /// It is done: the entries for the log, where the browser goes, and the sentence that says what happened there (a wording
    /// key with `.done.` in it); none on the way to another page.
    case done(Entry, also: [Entry] = [], to: String, did: StaticString? = nil)
    /// There was nothing to change.
    case unchanged(to: String, did: StaticString = "form.done.unchanged")
    /// The form does not hold as it is: the same form again, with what is wrong.
    case again(Problems)
    /// Somebody else was first: the form again, with theirs beside mine.
    case stale

    /// One problem of one field.
    public static func again(_ field: String, _ sentence: String) -> Outcome {
        .again(Problems([(field, sentence)]))
    }
}
