public import Audit
public import Base
import Crypto
public import HTML
public import HTTP
public import Interface
public import Store
import Wording

/// A form with its page, as it stands now: what shows it, carries it out and shows it again is the same for all.
public struct FormPage<Value: Sendable> {
    /// How the page looks.
    public enum Shape: Sendable {
        /// With the rail.
        case house
        /// Narrow, without a menu.
        case letter
    }

    /// The page's title and head.
    public var title: any Text
    /// What stands below the head; empty for nothing.
    public var lead: String
    /// The declared fields.
    public var fields: FieldList<Value>
    /// What the form is about, as it is now.
    public var value: Value
    /// What stands in the form of something new before anything is typed, where no value says it.
    public var template: Form?
    /// Whether it makes something new, which nobody else can have changed.
    public var isNew: Bool
    /// What the page says beside the form, and what it is answered to: when that changes, the form has to be looked at again.
    public var facts: String
    /// Where the form is sent.
    public var action: String
    /// The verb of the button.
    public var save: String
    /// Where to go without saving, and when nothing has changed; empty for nowhere.
    public var back: String
    /// How the page looks.
    public var shape: Shape
    /// What surrounds a page like a letter, where that is not what surrounds every page.
    public var frame: Frame?
    /// What the log tells of a look at the page; nil where nobody's data stands there.
    public var look: Entry?
    /// Writes all of the page below its head, where the form alone is not enough.
    public var content: ((inout HTML, FormView) -> Void)?

    /// A form's page.
    public init(
        _ title: any Text,
        lead: String = "",
        _ fields: FieldList<Value>,
        _ value: Value,
        isNew: Bool = false,
        template: Form? = nil,
        facts: String = "",
        action: String,
        save: String,
        back: String = "",
        shape: Shape = .house,
        frame: Frame? = nil,
        look: Entry? = nil,
        content: ((inout HTML, FormView) -> Void)? = nil
    ) {
        self.title = title
        self.lead = lead
        self.fields = fields
        self.value = value
        self.isNew = isNew
        self.template = template
        self.action = action
        self.save = save
        self.back = back
        self.facts = facts
        self.shape = shape
        self.frame = frame
        self.look = look
        self.content = content
    }

    /// What the form was made from: all of its fields, with its parts, in the upper half, the facts beside it in the lower.
    ///
    /// Two pages of the same version had the same content.
    var version: UInt64? {
        guard !isNew else { return nil }
        return half(fields.form(of: value).encoded) << 32 | half(facts)
    }

    private func half(_ text: String) -> UInt64 {
        sha256(text).prefix(4).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension Visit {
    /// Makes a form's page as it is now; it locks what the form changes when `visit.isChanging`.
    public typealias FormLoad<Value: Sendable> =
        (Visit, borrowing Transaction) throws(Failure) -> FormPage<Value>

    /// The page of a form as it stands now.
    public func show<Value>(_ load: FormLoad<Value>) throws(Failure) -> Looked {
        try show(try read { (db) throws(Failure) in try load(self, db) })
    }

    /// The page of a form that is known already; `problems` came of an earlier sending that led here.
    public func show<Value>(
        _ page: FormPage<Value>,
        problems: Problems = Problems()
    ) throws(Failure) -> Looked {
        var entry = page.entry(words)
        for problem in problems.list { entry.problem(problem.field, problem.sentence) }
        return try show(page, entry, status: 200)
    }

    /// The form of a page as it stands now, for a page on which it is not the only one.
    public func view<Value>(_ page: FormPage<Value>) throws(Failure) -> FormView {
        try view(page, page.entry(words))
    }

    /// Reads a form, checks it, and carries it out once, however often it is sent.
    ///
    /// `load` makes the form's page as it is now, in the act's own transaction. `act` gets the page with what is there, what is
    /// to be, and what changed, for the log. Whatever it answers, one place turns it into a reply: 303, the form again with
    /// 422, theirs beside mine with 409. A rule that the database or the act refuses with a conflict stands above the form,
    /// and nothing that was typed is lost.
    public func submit<Value>(
        _ load: FormLoad<Value>,
        _ act: (borrowing Transaction, FormPage<Value>, Value, [Change]) throws(Failure) -> Outcome
    ) throws(Failure) -> Looked {
        var typed = try FormEntry(self)
        if isRestoring {
            let page = try read { (db) throws(Failure) in try load(self, db) }
            return try show(page, typed, status: 422)
        }
        var page: FormPage<Value>?
        do throws(Failure) {
            let written: WrittenOnce<Outcome> = try writeOnce {
                (db) throws(Failure) -> Written<Outcome> in
                let now = try load(self, db)
                page = now
                let new = now.fields.read(&typed, over: now.value)
                guard typed.isSound else { return .dropped(.again(Problems())) }
                guard now.isNew || seal.version == now.version else { return .dropped(.stale) }
                let changed = changes(now, to: new)
                guard now.isNew || !changed.isEmpty else {
                    return .dropped(.unchanged(to: now.back))
                }
                let outcome = try act(db, now, new, changed)
                guard case .done(let entry, let others, let path, let key) = outcome else {
                    return .dropped(outcome)
                }
                let place = key.map { after(path, did: $0) } ?? path
                return .kept(Audited(place, entry, also: others))
            }
            switch written {
            case .kept(let location): return .elsewhere(location)
            case .dropped(let outcome): return try answer(outcome, page, typed)
            }
        } catch {
            // A rule that forbids it now: the form stays as it was typed, for another try.
            if case .refused(.tooMany(let seconds)) = error, let page {
                typed.problem("", words.count("error.429.wait", max(1, seconds)))
                return try show(page, typed, status: 429).with { response in
                    response.fields.set("retry-after", String(max(1, seconds)))
                }
            }
            guard case .refused(.conflict(let why)) = error else { throw error }
            let wasOther = why == "form.once.other"
            if wasOther { page = try read { (db) throws(Failure) in try load(self, db) } }
            guard let now = page else { throw error }
            let isStale = wasOther && !now.isNew && seal.version != now.version
            typed.problem("", words.dynamic(why))
            return try show(now, typed, status: 409, isStale: isStale)
        }
    }

    private func answer<Value>(
        _ outcome: Outcome,
        _ page: FormPage<Value>?,
        _ typed: FormEntry
    ) throws(Failure) -> Looked {
        guard let page else { throw .broken(Fault("a form was answered before it was made")) }
        var typed = typed
        switch outcome {
        case .unchanged(let path, let key): return .elsewhere(after(path, did: key))
        case .again(let problems):
            for problem in problems.list { typed.problem(problem.field, problem.sentence) }
            return try show(page, typed, status: 422)
        case .stale: return try show(page, typed, status: 409, isStale: true)
        case .done: throw .broken(Fault("what was done was dropped"))
        }
    }

    /// What changed, field by field; of special-category fields only that they did.
    private func changes<Value>(_ page: FormPage<Value>, to new: Value) -> [Change] {
        page.fields.fields.flatMap { field -> [Change] in
            let old = page.isNew ? [] : field.logged(page.value)
            let now = field.logged(new)
            if field.isSpecial {
                let isSame = old.map(\.text) == now.map(\.text)
                return isSame ? [] : [.special(field: field.name)]
            }
            return now.compactMap { part in
                Change.of(part.name, old.first { $0.name == part.name }?.text ?? "", part.text)
            }
        }
    }

    private func show<Value>(
        _ page: FormPage<Value>,
        _ entry: FormEntry,
        status: Int,
        isStale: Bool = false
    ) throws(Failure) -> Looked {
        var entry = entry
        let isOfOther = seal.version.map { $0 >> 32 } != page.version.map { $0 >> 32 }
        if isStale, !isOfOther { entry.problem("", words("form.stale.facts")) }
        // After a mistake it is the same intent, made from what the form was first shown with.
        let isSame = status == 422 || status == 429
        let view = try view(
            page,
            entry,
            theirs: isStale && isOfOther ? page.value : nil,
            seal: isSame ? entry.typed("once") : nil
        )
        let content: (inout HTML) -> Void = { h in
            h.pageHead(Sentence([page.title]), lead: page.lead)
            if let content = page.content { content(&h, view) } else { h.form(view) }
        }
        let reply =
            switch page.shape {
            case .house: self.page(Sentence([page.title]), status: status, content: content)
            case .letter:
                letter(Sentence([page.title]), page.frame, status: status, content: content)
            }
        return Looked(reply, page.look)
    }

    private func view<Value>(
        _ page: FormPage<Value>,
        _ entry: FormEntry,
        theirs: Value? = nil,
        seal: String? = nil
    ) throws(Failure) -> FormView {
        let fresh = FormSeal(account: visitor.account?.id, version: page.version)
        let once = if let seal { seal } else { try fresh.text(site.sealing) }
        return FormView(
            page.fields,
            entry,
            theirs: theirs,
            action: page.action,
            seal: once,
            save: page.save,
            back: page.back
        )
    }
}

extension FormPage {
    /// The form before anything is typed.
    fileprivate func entry(_ words: Words) -> FormEntry {
        FormEntry(template ?? fields.form(of: value), words)
    }
}
