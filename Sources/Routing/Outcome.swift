public import Audit
public import Interface
public import Store

/// What an act came to.
public enum Outcome: Sendable {
    /// It is done: the entries for the log, where the browser goes, and the sentence that says what happened there (a wording
    /// key with `.done.` in it); none on the way to another page.
    case done(Entry, also: [Entry] = [], to: String, did: StaticString? = nil)
    /// It is done, with an answer that holds more than where the browser goes.
    case written(Audited<FormAnswer>)
    /// It is done in no space: the entries stand beside it.
    case answered(FormAnswer)
    /// There was nothing to change.
    case unchanged(to: String, did: StaticString = "form.done.unchanged")
    /// The form does not hold as it is: the same form again, with what is wrong.
    case again(Problems)
    /// Its consequences have to be seen first: the same form again, with them and a box to tick. Nothing of it stays.
    case confirm(Confirmation)
    /// Somebody else was first: the form again, with theirs beside mine.
    case stale

    /// One problem of one field.
    public static func again(_ field: String, _ sentence: String) -> Outcome {
        .again(Problems([(field, sentence)]))
    }
}
