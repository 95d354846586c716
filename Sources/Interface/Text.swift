public import Base
public import HTML
public import Wording

/// What stands in a line of a page: words, a person's name, or a sentence that holds names.
///
/// Whomever it names is gathered where it is written, so that the log can tell of them.
public protocol Text: Sendable {
    /// Writes it into a page, names between the marks of their own direction.
    func write(to h: inout HTML)
    /// The same for places that hold text alone: titles, attributes, cells; whom it names goes to `tell`.
    func plain(_ tell: (Subject) -> Void) -> String
}

extension String: Text {
    /// Writes the words.
    public func write(to h: inout HTML) { h.text(self) }

    /// The words themselves; they name nobody.
    public func plain(_ tell: (Subject) -> Void) -> String { self }
}

extension PersonName: Text {
    /// Writes the name.
    public func write(to h: inout HTML) { h.name(self) }

    /// The name as text.
    public func plain(_ tell: (Subject) -> Void) -> String {
        if let subject { tell(subject) }
        return text(for: .page)
    }
}

/// A sentence of the wording with names or other texts in its places.
public struct Sentence: Text {
    private let pieces: [any Text]

    /// Texts that follow one another.
    public init(_ pieces: [any Text]) {
        self.pieces = pieces
    }

    /// Texts after one another, parted by a mark; `none` where there are none.
    public init(list texts: [any Text], by mark: String = ", ", or none: String = "") {
        let parted = Array(texts.map { [$0] }.joined(separator: [mark]))
        self.init(parted.isEmpty ? [none] : parted)
    }

    /// The sentence as it begins a heading.
    public var capitalised: Sentence {
        guard let first = pieces.first as? String else { return self }
        return Sentence([first.prefix(1).uppercased() + first.dropFirst()] + pieces.dropFirst())
    }

    /// Writes its pieces one after another.
    public func write(to h: inout HTML) {
        for piece in pieces { piece.write(to: &h) }
    }

    /// Its pieces as text.
    public func plain(_ tell: (Subject) -> Void) -> String {
        pieces.reduce(into: "") { $0 += $1.plain(tell).isolated }
    }
}

extension Words {
    /// The names of who trains a course; who no longer may (`past`) says so.
    public func trainers(_ names: [PersonName], past: [PersonName]) -> [any Text] {
        names + past.map { sentence("interface.trainer.past", ["name": $0]) }
    }

    /// A text with a name in it: `words.sentence("note.of", ["name": person.name])`.
    public func sentence(
        _ key: StaticString,
        _ values: KeyValuePairs<StaticString, any Text> = [:]
    ) -> Sentence {
        dynamicSentence(key.description, values)
    }

    /// The same for a key that is made from a code.
    public func dynamicSentence(
        _ key: String,
        _ values: KeyValuePairs<StaticString, any Text> = [:]
    ) -> Sentence {
        Sentence(
            pieces(key, values) { $0.plain { _ in } }.map { piece -> any Text in
                switch piece {
                case .text(let text): text
                case .value(let value): value
                }
            }
        )
    }
}

extension HTML {
    /// A person's name, which the page is known to show from then on.
    public mutating func name(_ name: PersonName) {
        tell(of: name.subject)
        bdi(name.text(for: .page))
    }

    /// A name that is all that its element holds, such as a cell of a list: there it needs no marks around it.
    mutating func soleName(_ name: PersonName) {
        tell(of: name.subject)
        text(name.text(for: .page))
    }

    /// Words, a name or a sentence.
    public mutating func text(_ text: some Text) {
        text.write(to: &self)
    }

    /// The text for an attribute or another place that holds no elements; the page is known to show its names.
    public mutating func plain(_ text: some Text) -> String {
        text.plain { tell(of: $0) }
    }

    /// Notes that the page shows somebody whose name stands in it otherwise, such as in the fields of a form.
    public mutating func tell(of subject: Subject?) {
        if let subject { mention(Mention(subject)) }
    }

    /// A paragraph that holds a name.
    public mutating func p(_ text: some Text, _ attributes: Attribute...) {
        p(.all(attributes)) { h in h.text(text) }
    }

    /// A piece of a line that holds a name.
    public mutating func span(_ text: some Text, _ attributes: Attribute...) {
        span(.all(attributes)) { h in h.text(text) }
    }

    /// A side remark that holds a name.
    public mutating func small(_ text: some Text, _ attributes: Attribute...) {
        small(.all(attributes)) { h in h.text(text) }
    }

    /// Something important that holds a name.
    public mutating func strong(_ text: some Text, _ attributes: Attribute...) {
        strong(.all(attributes)) { h in h.text(text) }
    }

    /// A link that holds a name.
    public mutating func a(_ text: some Text, _ attributes: Attribute...) {
        a(.all(attributes)) { h in h.text(text) }
    }

    /// An item of a list that holds a name.
    public mutating func li(_ text: some Text, _ attributes: Attribute...) {
        li(.all(attributes)) { h in h.text(text) }
    }

    /// A section's heading that holds a name.
    public mutating func h2(_ text: some Text, _ attributes: Attribute...) {
        h2(.all(attributes)) { h in h.text(text) }
    }

    /// A part's heading that holds a name.
    public mutating func h3(_ text: some Text, _ attributes: Attribute...) {
        h3(.all(attributes)) { h in h.text(text) }
    }

    /// A cell that holds a name.
    public mutating func td(_ text: some Text, _ attributes: Attribute...) {
        td(.all(attributes)) { h in h.text(text) }
    }
}

extension Mention {
    init(_ subject: Subject) {
        switch subject {
        case .person(let id): self.init(high: id.bits.high, low: id.bits.low, kind: 0)
        case .member(let id): self.init(high: id.bits.high, low: id.bits.low, kind: 1)
        }
    }
}

extension Subject {
    init(_ mention: Mention) {
        switch mention.kind {
        case 0: self = .person(ID(bits: (mention.high, mention.low)))
        default: self = .member(ID(bits: (mention.high, mention.low)))
        }
    }
}

extension HTML {
    /// Whom the page names, each once, in the order of their first mention.
    public var subjects: [Subject] {
        var seen = Set<Mention>(minimumCapacity: mentions.count)
        return mentions.compactMap { seen.insert($0).inserted ? Subject($0) : nil }
    }
}
