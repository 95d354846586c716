internal import Base

/// A page being written, straight into the bytes that go out.
///
/// Text and values are escaped on the way in, names are literals of the source, and nothing takes
/// ready-made markup, so what a user typed can never become an element or a script. What is written from right to left
/// stands in `bdi`, so that it cannot turn the words around it.
///
///     h.table(.class("list")) { h in h.tr { h in h.td(person.name) } }
public struct HTML: Sendable {
    /// What has been written so far, in UTF-8.
    public internal(set) var bytes: [UInt8] = []
    private var places: [(name: String, offset: Int)] = []
    /// Whom the page names, as often as it does.
    public private(set) var mentions: [Mention] = []

    /// An empty page with room for `capacity` bytes.
    public init(capacity: Int = 16 * 1024) {
        bytes.reserveCapacity(capacity)
    }

    /// A whole document in one language, from its doctype on.
    public mutating func document(language: String, content: (inout HTML) -> Void) {
        bytes += "<!doctype html>".utf8
        element("html", [.lang(language)], content)
    }

    /// Words, escaped; those from right to left in an element of their own direction.
    public mutating func text(_ text: String) {
        write(text)
    }

    /// Notes that the page names somebody.
    public mutating func mention(_ mention: Mention) {
        mentions.append(mention)
    }

    /// Keeps this place open for what the page knows only further down.
    ///
    /// A place into which nothing is put leaves nothing behind.
    public mutating func keepPlace(_ name: String) {
        places.append((name, bytes.count))
    }

    /// Writes into every place that was kept open under a name, and closes it.
    public mutating func fillPlaces(_ name: String, content: (inout HTML) -> Void) {
        guard places.contains(where: { $0.name == name }) else { return }
        var part = HTML(capacity: 64)
        content(&part)
        mentions += part.mentions
        for index in places.indices where places[index].name == name {
            let offset = places[index].offset
            bytes.insert(contentsOf: part.bytes, at: offset)
            // Of two at one place, the later stays behind.
            for other in places.indices {
                let isBehind = (places[other].offset, other) > (offset, index)
                if isBehind { places[other].offset += part.bytes.count }
            }
        }
        places.removeAll { $0.name == name }
    }

    /// A module of the site's own scripts; there is no way to write a script into the page.
    public mutating func script(src: String) {
        element("script", [.type("module"), .src(src)], "")
    }

    /// A field of several lines with what is in it.
    public mutating func textarea(_ text: String, _ attributes: Attribute...) {
        elementKeepingFirstLine("textarea", attributes, text)
    }

    /// An element of the site's own.
    ///
    /// A name without a hyphen is no custom element and gets `x-` before it.
    public mutating func custom(
        _ name: StaticString,
        _ attributes: Attribute...,
        content: (inout HTML) -> Void
    ) {
        let isCustom = name.withUTF8Buffer { unsafe $0.contains(UInt8(ascii: "-")) }
        bytes += isCustom ? "<".utf8 : "<x-".utf8
        append(name)
        for attribute in attributes { append(attribute) }
        bytes.append(UInt8(ascii: ">"))
        content(&self)
        bytes += isCustom ? "</".utf8 : "</x-".utf8
        append(name)
        bytes.append(UInt8(ascii: ">"))
    }
}

// An element is made where it stands, so that its attributes never have to be gathered on the heap.
extension HTML {
    @inlinable @inline(__always)
    mutating func element(
        _ name: StaticString,
        _ attributes: [Attribute],
        _ content: (inout HTML) -> Void
    ) {
        start(name, attributes)
        content(&self)
        end(name)
    }

    @inlinable @inline(__always)
    mutating func element(_ name: StaticString, _ attributes: [Attribute], _ text: String) {
        start(name, attributes)
        write(text)
        end(name)
    }

    /// An element that can hold nothing but characters.
    @inlinable @inline(__always)
    mutating func elementOfCharacters(
        _ name: StaticString,
        _ attributes: [Attribute],
        _ text: String
    ) {
        start(name, attributes)
        escape(text)
        end(name)
    }

    @inlinable @inline(__always)
    mutating func start(_ name: StaticString, _ attributes: [Attribute]) {
        open(name)
        for attribute in attributes { append(attribute) }
        close()
    }

    // A parser drops the first line break after these start tags (WHATWG HTML, 13.2.6.4.7).
    private mutating func elementKeepingFirstLine(
        _ name: StaticString,
        _ attributes: [Attribute],
        _ text: String
    ) {
        start(name, attributes)
        if text.utf8.first == UInt8(ascii: "\n") || text.utf8.first == UInt8(ascii: "\r") {
            bytes.append(UInt8(ascii: "\n"))
        }
        escape(text)
        end(name)
    }

    @usableFromInline
    mutating func open(_ name: StaticString) {
        bytes.append(UInt8(ascii: "<"))
        append(name)
    }

    @usableFromInline
    mutating func close() {
        bytes.append(UInt8(ascii: ">"))
    }

    @usableFromInline
    mutating func end(_ name: StaticString) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(UInt8(ascii: "/"))
        append(name)
        bytes.append(UInt8(ascii: ">"))
    }

    mutating func append(_ literal: StaticString) {
        literal.withUTF8Buffer { buffer in
            unsafe bytes.append(contentsOf: buffer)
        }
    }

    @usableFromInline
    mutating func append(_ attribute: Attribute) {
        switch attribute.value {
        case .absent: return
        case .flag:
            appendName(of: attribute)
        case .text(let text):
            appendName(of: attribute)
            bytes.append(UInt8(ascii: "="))
            bytes.append(UInt8(ascii: "\""))
            escape(text)
            bytes.append(UInt8(ascii: "\""))
        case .several(let attributes):
            for attribute in attributes { append(attribute) }
        }
    }

    private mutating func appendName(of attribute: Attribute) {
        bytes.append(UInt8(ascii: " "))
        if attribute.isData { append("data-") }
        append(attribute.name)
    }

    @usableFromInline
    mutating func write(_ text: String) {
        let span = text.utf8.span
        var greatest: UInt8 = 0
        for place in span.indices { greatest = max(greatest, span[place]) }
        // The letters of Latin, Greek and Cyrillic begin with lesser bytes than any that is written from right to left.
        if greatest < 0xD6 { writeWords(text) } else { writeIsolated(text) }
    }

    /// Words, escaped; one that is longer than any word of a language may be broken after each 15 characters (`wbr`), so that
    /// it widens no page, and no other word has to be broken for its sake.
    @usableFromInline
    mutating func writeWords(_ text: String) {
        let (longest, step) = (30, 15)
        func isBreak(_ character: Character) -> Bool { character.isWhitespace || character == "-" }
        var rest = text[...]
        guard text.utf8.count > longest,
            text.utf8.split(whereSeparator: { $0 <= 0x20 || $0 == 0x2D }).contains(where: {
                $0.count > longest
            })
        else { return escape(text) }
        while !rest.isEmpty {
            let word = rest.prefix { !isBreak($0) }
            rest = rest.dropFirst(word.count)
            if word.count > longest {
                var letters = word
                while letters.count > step {
                    escape(String(letters.prefix(step)))
                    append("<wbr>")
                    letters = letters.dropFirst(step)
                }
                escape(String(letters))
            } else {
                escape(String(word))
            }
            let space = rest.prefix(while: isBreak)
            escape(String(space))
            rest = rest.dropFirst(space.count)
        }
    }

    private mutating func writeIsolated(_ text: String) {
        var depth = 0
        var part = String.UnicodeScalarView()
        func finish(_ h: inout HTML) {
            let isTurned = depth == 0 && part.contains(where: \.isRightToLeft)
            if isTurned { h.append("<bdi>") }
            h.writeWords(String(part))
            if isTurned { h.append("</bdi>") }
            part = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars {
            if scalar == isolateStart {
                finish(&self)
                append("<bdi>")
                depth += 1
            } else if scalar == isolateEnd, depth > 0 {
                finish(&self)
                append("</bdi>")
                depth -= 1
            } else {
                part.append(scalar)
            }
        }
        finish(&self)
        for _ in 0..<depth { append("</bdi>") }
    }

    // Most text needs no escaping and is copied as it is.
    @usableFromInline
    mutating func escape(_ text: String) {
        let span = text.utf8.span
        var plain = 0
        for place in span.indices where HTML.isSpecial(span[place]) {
            copy(span.extracting(plain..<place))
            plain = place + 1
            switch span[place] {
            case UInt8(ascii: "&"): append("&amp;")
            case UInt8(ascii: "<"): append("&lt;")
            case UInt8(ascii: ">"): append("&gt;")
            case UInt8(ascii: "\""): append("&quot;")
            case UInt8(ascii: "'"): append("&#39;")
            default: break
            }
        }
        copy(span.extracting(plain...))
    }

    private mutating func copy(_ part: Span<UInt8>) {
        unsafe part.withUnsafeBufferPointer { buffer in unsafe bytes.append(contentsOf: buffer) }
    }

    // All five and NUL are below `@`, which most letters are not: a bit for each.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte < 64 && specials >> UInt64(byte) & 1 == 1
    }

    private static let specials: UInt64 =
        1 | 1 << 0x22 | 1 << 0x26 | 1 << 0x27 | 1 << 0x3C | 1 << 0x3E
}

/// Somebody whom a page names: 128 bits that this room does not read, and what sort of id they are.
public struct Mention: Hashable, Sendable {
    /// The first half of the id.
    public let high: UInt64
    /// The second half of the id.
    public let low: UInt64
    /// What sort of id it is.
    public let kind: UInt8

    /// A mark of an id.
    public init(high: UInt64, low: UInt64, kind: UInt8) {
        self.high = high
        self.low = low
        self.kind = kind
    }
}
