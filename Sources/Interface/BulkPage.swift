public import Base
public import HTML
public import Wording

/// One of the chosen rows before an act on many: whom or what it is about, and why it is left out.
public struct BulkLine: Sendable {
    /// The row.
    public let id: ID<ListedRow>
    /// Its name, as the list shows it.
    public let name: any Text
    /// What stands beside the name.
    public let note: String
    /// The wording key of why the act leaves it out; nil when it is done.
    public let leftOut: StaticString?

    /// A chosen row.
    public init<Of>(_ id: ID<Of>, _ name: some Text, note: String, leftOut: StaticString?) {
        self.id = ID<ListedRow>(id)
        self.name = name
        self.note = note
        self.leftOut = leftOut
    }
}

/// What an act would do to the chosen rows of a list.
public struct BulkPreview: Sendable {
    /// Where the list's words begin: `people`.
    let key: StaticString
    /// Where the act's words begin: `people.selection.archived`.
    public let words: StaticString
    /// The act, as the form says it.
    let code: String
    let what: String
    /// The name of a row's field in the form.
    let row: String
    let isDanger: Bool
    /// The chosen rows.
    public let lines: [BulkLine]
    let list: ListQuery

    /// `key` begins the list's words, `words` the act's.
    public init(
        _ key: StaticString,
        _ words: StaticString,
        _ code: String,
        what: String,
        row: StaticString,
        isDanger: Bool,
        _ lines: [BulkLine],
        list: ListQuery
    ) {
        self.key = key
        self.words = words
        self.code = code
        self.what = what
        self.row = "\(row)"
        self.isDanger = isDanger
        self.lines = lines
        self.list = list
    }
}

extension HTML {
    /// To whom what happens, what is asked, the button that does it, and who is left out and why.
    public mutating func bulkPreview(_ page: BulkPreview, _ form: FormView) {
        let words = form.entry.words
        let changing = page.lines.filter { $0.leftOut == nil }
        let staying = page.lines.filter { $0.leftOut != nil }
        pageHead(words.dynamic("\(page.words).title"))
        notes(form)
        if changing.isEmpty {
            p(words.dynamic("\(page.words).nothing"))
            // What was typed before they all fell out.
            if !form.entry.typed("once").isEmpty { form.fields(&self) }
            p { h in h.button(words.dynamic("\(page.key).back"), to: form.back) }
        } else {
            part(words.dynamicCount("\(page.key).selection.changing", changing.count)) { h in
                h.facts { h in
                    for line in changing { h.fact(line.name) { h in h.text(line.note) } }
                }
            }
            p(words.dynamic(page.what))
            inputs(form, button: page.isDanger ? .danger : .main, id: FormView.id) { h in
                h.hiddenField("to", page.code)
                h.hiddenField(ListQuery.trailName, page.list.text)
                for line in changing { h.hiddenField(page.row, line.id.text) }
            }
        }
        if !staying.isEmpty {
            part(words.dynamicCount("\(page.key).selection.staying", staying.count)) { h in
                h.leftOut(staying, words)
            }
        }
    }

    /// Each reason once, with the names of whom it leaves out.
    private mutating func leftOut(_ lines: [BulkLine], _ words: Words) {
        var reasons: [(why: String, names: [any Text])] = []
        for line in lines {
            let why = line.leftOut.map { words($0) } ?? ""
            if let place = reasons.firstIndex(where: { $0.why == why }) {
                reasons[place].names.append(line.name)
            } else {
                reasons.append((why, [line.name]))
            }
        }
        for reason in reasons {
            p(reason.why)
            p(.class("soft")) { h in Sentence(list: reason.names).write(to: &h) }
        }
    }

    /// Nothing was chosen.
    public mutating func emptySelection(_ key: StaticString, back: String, _ words: Words) {
        pageHead(words.dynamic("\(key).selection.none"))
        p(words.dynamic("\(key).selection.none.what-to-do"))
        p { h in h.button(words.dynamic("\(key).back"), to: back) }
    }
}
