/// A start tag that many elements share, such as that of a cell in each row: written once, then copied.
public struct StartTag: Sendable {
    let name: StaticString
    /// All but the closing bracket.
    let bytes: [UInt8]

    private init(_ name: StaticString, _ attributes: [Attribute]) {
        var html = HTML(capacity: 64)
        html.open(name)
        for attribute in attributes { html.append(attribute) }
        self.name = name
        bytes = html.bytes
    }

    /// The start of a cell (`td`).
    public static func td(_ attributes: Attribute...) -> StartTag { StartTag("td", attributes) }

    /// The start of a link (`a`).
    public static func a(_ attributes: Attribute...) -> StartTag { StartTag("a", attributes) }

    /// The start of a field or a box (`input`).
    public static func input(_ attributes: Attribute...) -> StartTag {
        StartTag("input", attributes)
    }
}

extension HTML {
    /// An element that begins with the tag, and has attributes of its own besides.
    @inlinable
    public mutating func element(
        _ tag: StartTag,
        _ attributes: Attribute...,
        content: (inout HTML) -> Void
    ) {
        open(tag)
        for attribute in attributes { append(attribute) }
        close()
        content(&self)
        end(tag)
    }

    /// An element that begins with the tag and tells of its content; without content it says nothing of it.
    @inlinable
    public mutating func elementIfFilled(
        _ tag: StartTag,
        _ attributes: Attribute...,
        content: (inout HTML) -> Void
    ) {
        let place = bytes.count
        open(tag)
        for attribute in attributes { append(attribute) }
        close()
        let inside = bytes.count
        content(&self)
        if bytes.count == inside { empty(tag, from: place) }
        end(tag)
    }

    @usableFromInline
    mutating func empty(_ tag: StartTag, from place: Int) {
        bytes.removeSubrange(place...)
        open(tag.name)
        close()
    }

    /// An element that has no content (`input`).
    @inlinable
    public mutating func void(_ tag: StartTag, _ attributes: Attribute...) {
        open(tag)
        for attribute in attributes { append(attribute) }
        close()
    }

    @usableFromInline
    mutating func open(_ tag: StartTag) {
        bytes += tag.bytes
    }

    @usableFromInline
    mutating func end(_ tag: StartTag) {
        end(tag.name)
    }
}
