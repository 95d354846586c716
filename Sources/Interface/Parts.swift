internal import Base
public import HTML
public import Wording

// The parts that pages are made of: head, state, facts, tasks, history.

extension HTML {
    /// The page's heading, a line below it, and on the right what can be done here.
    public mutating func pageHead(_ title: some Text, lead: some Text = "") {
        div(.class("head")) { h in
            h.headline(title, lead)
        }
    }

    /// The page's heading, a line below it, and on the right what can be done here.
    public mutating func pageHead(
        _ title: some Text,
        lead: some Text = "",
        actions: (inout HTML) -> Void
    ) {
        div(.class("head")) { h in
            h.headline(title, lead)
            h.div(.class("buttons"), content: actions)
        }
    }

    private mutating func headline(_ title: some Text, _ lead: some Text) {
        div { h in
            h.h1 { h in h.text(title) }
            if !lead.plain({ _ in }).isEmpty { h.p(lead, .class("soft")) }
        }
    }

    /// A part of a page under a heading.
    public mutating func part(_ title: some Text, content: (inout HTML) -> Void) {
        section(.class("part")) { h in
            h.h2(title)
            content(&h)
        }
    }

    /// Two columns, the first wider, or two of one kind beside each other; one below the other where there is no room.
    public mutating func columns(
        areEven: Bool = false,
        _ first: (inout HTML) -> Void,
        _ second: (inout HTML) -> Void
    ) {
        div(.class(areEven ? "columns is-even" : "columns")) { h in
            h.div(.class("stack"), content: first)
            h.div(.class("stack"), content: second)
        }
    }

    /// A bordered surface around a list or a form.
    public mutating func sheet(content: (inout HTML) -> Void) {
        div(.class("sheet"), content: content)
    }

    /// A state in a word, with a colour and a shape.
    public mutating func state(_ word: String, _ kind: StateKind = .plain) {
        span(word, .class(kind.names))
    }

    /// A sentence about how something is, on a coloured ground.
    public mutating func health(_ kind: StateKind, _ verdict: String, _ rest: [String] = []) {
        p(.class(kind.healthNames)) { h in
            h.strong(verdict)
            for sentence in rest { h.span(sentence) }
        }
    }

    /// An address of mail that begins a message: no mark before its at sign reads as a part of the link (RFC 6068).
    public mutating func mailLink(_ address: String) {
        let parts = address.split(separator: "@", maxSplits: 1).map { percentEncoded($0) }
        a(address, .href("mailto:\(parts.joined(separator: "@"))"))
    }

    /// Facts in two columns, each by `fact`.
    public mutating func facts(content: (inout HTML) -> Void) {
        dl(.class("facts"), content: content)
    }

    /// One fact of `facts`.
    public mutating func fact(_ term: String, _ value: some Text) {
        fact(term) { h in h.text(value) }
    }

    /// One fact of `facts` with a soft line below it.
    public mutating func fact(_ term: String, _ value: some Text, more: some Text) {
        fact(term) { h in
            h.text(value)
            h.small(more, .class("more"))
        }
    }

    /// One fact of `facts`, with anything for a value.
    public mutating func fact(_ term: some Text, content: (inout HTML) -> Void) {
        div { h in
            h.dt { h in h.text(term) }
            h.dd(content: content)
        }
    }

    /// What waits for the user, oldest first, each with one next step; `first` is the number of the first on the page.
    public mutating func tasks(_ tasks: [WaitingTask], from first: Int = 0) {
        ul(.class("tasks")) { h in
            for (index, task) in zip(first..., tasks) {
                h.li { h in
                    h.span(.class("what"), .id("task-\(index)")) { h in task.what.write(to: &h) }
                    h.span(.class("when soft")) { h in task.when.write(to: &h) }
                    if let step = task.step { h.step(step, describedBy: "task-\(index)") }
                }
            }
        }
    }

    private mutating func step(_ step: NextStep, describedBy id: String) {
        guard let once = step.once else {
            a(step.title, .class("button"), .href(step.path), .ariaDescribedBy(id))
            return
        }
        act(action: step.path, once: once) { h in
            h.hiddenField(NextStep.backName, NextStep.today)
            h.button(step.title, .class("button"), .type("submit"), .ariaDescribedBy(id))
        }
    }

    /// What has happened, in sentences with their times, newest first.
    public mutating func history(_ entries: [HistoryEntry]) {
        ol(.class("history")) { h in
            for entry in entries {
                h.li { h in
                    h.span { h in entry.sentence.write(to: &h) }
                    h.span(.class("soft")) { h in
                        h.time(entry.when, entry.iso.map { .datetime($0) } ?? .absent)
                        if !entry.why.isEmpty { h.text(" · \(entry.why)") }
                    }
                }
            }
        }
    }

    /// The steps of a way: what is done, what is now and what is to come, each in a word, a colour and a shape.
    public mutating func path(_ steps: [PathStep], _ words: Words) {
        ol(.class("history path")) { h in
            for step in steps {
                h.li(
                    .class(step.place.kind.tone),
                    step.place == .current ? .ariaCurrent("step") : .absent
                ) { h in
                    h.strong(step.title)
                    h.span { h in
                        switch step.place {
                        case .done: h.state(words("interface.path.done"), .given)
                        case .current: h.state(words("interface.path.now"), .waiting)
                        case .ahead: h.state(words("interface.path.ahead"))
                        case .off: h.state(step.state, .refused)
                        }
                        if step.place != .off { h.text(" \(step.state)") }
                    }
                }
            }
        }
    }

    /// Why there is nothing here, what to do, and perhaps the step that does it.
    public mutating func emptyState(_ why: String, _ what: String, step: NextStep? = nil) {
        div(.class("empty")) { h in
            h.p(.class("why")) { h in h.strong(why) }
            h.p(what)
            if let step { h.p { h in h.button(step.title, to: step.path) } }
        }
    }
}

/// The kinds of state, each with a colour and a shape.
public enum StateKind: Sendable {
    /// Given, done, in force: green, a disc.
    case given
    /// Waiting for somebody: cloudberry, a diamond.
    case waiting
    /// Refused, withdrawn, failed: lingonberry, a bar.
    case refused
    /// Neither.
    case plain

    var names: String { self == .plain ? "state" : "state \(tone)" }

    var healthNames: String { self == .plain ? "health" : "health \(tone)" }

    /// The name of its colour and shape.
    var tone: String {
        switch self {
        case .given: "is-given"
        case .waiting: "is-waiting"
        case .refused: "is-refused"
        case .plain: "is-plain"
        }
    }
}

/// One step of a way, with how far it is.
public struct PathStep: Sendable {
    /// Where a step stands on its way.
    public enum Place: Sendable {
        case done
        /// Where the way stands; one step at most.
        case current
        case ahead
        /// It ended here, or does not go on.
        case off

        var kind: StateKind {
            switch self {
            case .done: .given
            case .current: .waiting
            case .ahead: .plain
            case .off: .refused
            }
        }
    }

    let title: String
    let place: Place
    let state: String

    /// A step: `state` says more than its place.
    public init(_ title: String, _ place: Place, _ state: String) {
        (self.title, self.place, self.state) = (title, place, state)
    }
}

/// A link with the name of what is to be done, or the act itself.
public struct NextStep: Sendable {
    /// What is done there.
    public var title: String
    /// Where.
    public var path: String
    /// The key of the form that does it at once; nil for a link.
    public var once: String?

    /// The name of the field that says to which page an act leads back.
    public static let backName = "back"
    /// What it says on Today.
    public static let today = "today"

    /// A next step: a link, or with a key the act itself.
    public init(_ title: String, _ path: String, once: String? = nil) {
        self.title = title
        self.path = path
        self.once = once
    }
}

/// Something that waits for the user.
public struct WaitingTask: Sendable {
    /// What waits, in a sentence.
    public var what: any Text
    /// Since when, until when, and who, in a sentence.
    public var when: any Text
    /// The one next step.
    public var step: NextStep?

    /// A line of the list.
    public init(what: any Text, when: any Text = "", step: NextStep? = nil) {
        self.what = what
        self.when = when
        self.step = step
    }
}

/// Something that happened.
public struct HistoryEntry: Sendable {
    /// Who did what.
    public var sentence: any Text
    /// The time in words.
    public var when: String
    /// The machine's form of the time.
    public var iso: String?
    /// Why people's data was handled; empty for what is no matter of the log.
    public var why: String

    /// An entry of a history.
    public init(_ sentence: any Text, when: String, iso: String? = nil, why: String = "") {
        self.why = why
        self.sentence = sentence
        self.when = when
        self.iso = iso
    }
}
