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
    public var lead: any Text
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
    /// What surrounds the page, where that is not what surrounds every page.
    public var frame: Frame?
    /// What the log tells of a look at the page; nil where nobody's data stands there.
    public var look: Entry?
    /// What forbids the form now: who opens its page is refused, who sends it reads why above what was typed.
    public var refusal: Refusal?
    /// Where the reader came from, above the head; nil where `back` is enough.
    public var wayBack: (title: String, path: String)?
    /// Whether the page has its title for a head; without it, `content` writes one.
    public var hasHead = true
    /// The field that a rule of the domain speaks of, by the rule's wording key; empty for the form as a whole.
    public var blames: @Sendable (String) -> String = { _ in "" }
    /// Writes all of the page below its head, where the form alone is not enough.
    public var content: ((inout HTML, FormView) -> Void)?

    /// A form's page.
    public init(
        _ title: any Text,
        lead: any Text = "",
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
    /// The same outside the spaces.
    public typealias AccountFormLoad<Value: Sendable> =
        (Visit, borrowing AccountTransaction) throws(Failure) -> FormPage<Value>

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
        if let refusal = page.refusal { throw .refused(refusal) }
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
        var sent = Sent<Value>(try FormEntry(self), seal)
        // A kept form is shown as it was typed, and one that turns to another language without what is wrong.
        let isTurned = sent.typed.isTicked(LanguageForm.turn)
        if isRestoring || isTurned {
            if isTurned, sent.typed.isTicked("asked"),
                let page = try consequences(load, act, &sent)
            {
                return try show(page, sent.typed, status: 200)
            }
            let page = try read { (db) throws(Failure) in try load(self, db) }
            return try show(page, sent.typed, status: isTurned ? 200 : 422)
        }
        do throws(Failure) {
            let form = try request.form()
            let written: WrittenOnce<Outcome> = try writeOnce {
                (db) throws(Failure) -> Written<Outcome> in
                let now = try load(self, db)
                let outcome =
                    switch try sent.read(over: now) {
                    case .ends(let outcome): outcome
                    case .holds(let new, let changes): try act(db, now, new, changes)
                    }
                switch outcome {
                case .done(let entry, let others, let path, let key):
                    let place = key.map { after(path, did: $0) } ?? path
                    return .kept(Audited(place, entry, also: others))
                case .written(let audited):
                    return .kept(
                        try audited.map { (answer) throws(Failure) in try answer.text(of: form) }
                    )
                default: return .dropped(outcome)
                }
            }
            switch written {
            case .kept(let text):
                guard let answer = FormAnswer(text, of: form) else { throw .refused(.malformed) }
                return .answered(answer)
            case .dropped(let outcome): return try answer(outcome, sent)
            }
        } catch {
            return try answer(error, &sent) { () throws(Failure) in
                try read { (db) throws(Failure) in try load(self, db) }
            }
        }
    }

    /// The page with what has to be seen before it is kept, as it turns to another language; nil when nothing has to be.
    ///
    /// It is written and taken back, as when it was sent.
    private func consequences<Value>(
        _ load: FormLoad<Value>,
        _ act: (borrowing Transaction, FormPage<Value>, Value, [Change]) throws(Failure) -> Outcome,
        _ sent: inout Sent<Value>
    ) throws(Failure) -> FormPage<Value>? {
        do throws(Failure) {
            let tried: WrittenOnce<Outcome> = try writeOnce {
                (db) throws(Failure) -> Written<Outcome> in
                let now = try load(self, db)
                guard case .holds(let new, let changes) = try sent.read(over: now) else {
                    return .dropped(.stale)
                }
                return .dropped(try act(db, now, new, changes))
            }
            guard case .dropped(.confirm(let asked)) = tried, let page = sent.page else {
                return nil
            }
            return asked.shown(on: page)
        } catch .refused {
            return nil
        } catch {
            throw error
        }
    }

    /// The same for a form of what belongs to no space.
    ///
    /// What `act` has written stays whatever it answers: an attempt that was refused is counted, and told.
    public func submit<Value>(
        within seconds: Int = Limits.answerSeconds,
        account load: AccountFormLoad<Value>,
        _ act: (borrowing AccountTransaction, FormPage<Value>, Value, [Change]) throws(Failure) ->
            AccountAudited<Outcome>
    ) throws(Failure) -> Looked {
        var sent = Sent<Value>(try FormEntry(self), seal)
        let isTurned = sent.typed.isTicked(LanguageForm.turn)
        if isRestoring || isTurned {
            return try show(try page(account: load), sent.typed, status: isTurned ? 200 : 422)
        }
        do throws(Failure) {
            if let earlier = try claim(within: seconds) { return .answered(earlier) }
            let now = try page(account: load)
            switch try sent.read(over: now) {
            case .ends(let outcome): return try answer(outcome, sent)
            case .holds(let new, let changes):
                let outcome = try account { (db) throws(Failure) in
                    let audited = try act(db, now, new, changes)
                    if case .answered(let answer) = audited.value { try keep(answer, db) }
                    return audited
                }
                return try answer(outcome, sent)
            }
        } catch {
            return try answer(error, &sent) { () throws(Failure) in try page(account: load) }
        }
    }

    /// The page of a form outside the spaces, as it stands now; `problems` came of an earlier sending that led here.
    public func show<Value>(
        account load: AccountFormLoad<Value>,
        problems: Problems = Problems()
    ) throws(Failure) -> Looked {
        try show(try page(account: load), problems: problems)
    }

    /// A form that is no act, as it was typed, with what is wrong.
    public func show<Value>(
        _ page: FormPage<Value>,
        as typed: FormEntry
    ) throws(Failure) -> Looked {
        try show(page, typed, status: typed.isSound ? 200 : 422)
    }

    /// The page of a form outside the spaces, to read it.
    public func page<Value>(account load: AccountFormLoad<Value>) throws(Failure) -> FormPage<Value>
    {
        try readAccount { (db) throws(Failure) in try load(self, db) }
    }

    private func answer<Value>(_ outcome: Outcome, _ sent: Sent<Value>) throws(Failure) -> Looked {
        guard let page = sent.page else {
            throw .broken(Fault("a form was answered before it was made"))
        }
        var typed = sent.typed
        switch outcome {
        case .answered(let answer): return .answered(answer)
        case .unchanged(let path, let key): return .elsewhere(after(path, did: key))
        case .again(let problems):
            for problem in problems.list { typed.problem(problem.field, problem.sentence) }
            return try show(page, typed, status: 422)
        case .confirm(let asked):
            typed.problem("confirmed", words("form.confirm"))
            return try show(asked.shown(on: page), typed, status: 422)
        case .stale: return try show(page, typed, status: 409, isStale: true)
        case .done, .written: throw .broken(Fault("what was done was dropped"))
        }
    }

    /// A rule that forbids it now, or too many tries: the form stays as it was typed, for another try.
    private func answer<Value>(
        _ failure: Failure,
        _ sent: inout Sent<Value>,
        again: () throws(Failure) -> FormPage<Value>
    ) throws(Failure) -> Looked {
        if case .refused(.tooMany(let seconds)) = failure, let page = sent.page {
            try note(.tooMany(retrySeconds: seconds))
            let wait = max(1, seconds)
            sent.typed.problem("", words.count("error.429.wait", wait))
            return try show(page, sent.typed, status: 429).with { response in
                response.fields.set("retry-after", String(wait))
            }
        }
        let (why, status) =
            switch failure {
            case .refused(.conflict(let why)): (why, 409)
            case .refused(.forbidden(let why?)): (why, 403)
            default: throw failure
            }
        let wasOther = why == "form.once.other"
        if wasOther { sent.page = try again() }
        guard let page = sent.page else { throw failure }
        let isStale = wasOther && !page.isNew && seal.version != page.version
        sent.typed.problem(page.blames(why), words.dynamic(why))
        // Who sends an old form has broken no rule.
        if case .refused(let refusal) = failure, !wasOther { try note(refusal) }
        return try show(page, sent.typed, status: status, isStale: isStale)
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
        let sent = entry.typed("once")
        let isSame = [200, 422, 429].contains(status) && !sent.isEmpty
        let view = try view(
            page,
            entry,
            theirs: isStale && isOfOther ? page.value : nil,
            seal: isSame ? sent : nil
        )
        let content: (inout HTML) -> Void = { h in
            if let way = page.wayBack { h.wayBack(way.title, to: way.path) }
            if page.hasHead { h.pageHead(Sentence([page.title]), lead: Sentence([page.lead])) }
            if let content = page.content { content(&h, view) } else { h.form(view) }
        }
        var frame = page.frame ?? self.frame
        // The answer to a form has no address of its own: in another language it is the form sent again.
        if !sent.isEmpty, frame.languageForm == nil {
            frame.languageForm = LanguageForm(id: FormView.id, action: page.action)
        }
        let title = Sentence([page.title])
        let bytes =
            switch page.shape {
            case .house: housePage(title: title, frame: frame, content: content)
            case .letter: letterPage(title: title, frame: frame, content: content)
            }
        return Looked(.page(status: status, bytes), page.look)
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

/// A form that was sent, with its page as it stands now.
private struct Sent<Value: Sendable> {
    enum Reading {
        case holds(Value, [Change])
        case ends(Outcome)
    }

    var typed: FormEntry
    var page: FormPage<Value>?
    let seal: FormSeal

    init(_ typed: FormEntry, _ seal: FormSeal) {
        self.typed = typed
        self.seal = seal
    }

    /// What the form says, and what of it is new.
    mutating func read(over now: FormPage<Value>) throws(Failure) -> Reading {
        page = now
        let new = now.fields.read(&typed, over: now.value)
        if let refusal = now.refusal { throw .refused(refusal) }
        guard typed.isSound else { return .ends(.again(Problems())) }
        guard now.isNew || seal.version == now.version else { return .ends(.stale) }
        let changed = changes(now, to: new)
        guard now.isNew || !changed.isEmpty else {
            return .ends(.unchanged(to: now.back))
        }
        return .holds(new, changed)
    }

    /// What changed, field by field; of special-category fields only that they did.
    private func changes(_ page: FormPage<Value>, to new: Value) -> [Change] {
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
}
