// Forms and what is in them.

extension HTML {
    /// A form (`form`), with content.
    @inlinable
    public mutating func form(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("form", attributes, content)
    }

    /// Fields that belong together (`fieldset`), with content.
    @inlinable
    public mutating func fieldset(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("fieldset", attributes, content)
    }

    /// What a `fieldset` asks (`legend`), with content.
    @inlinable
    public mutating func legend(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("legend", attributes, content)
    }

    /// What a `fieldset` asks (`legend`), with text.
    @inlinable
    public mutating func legend(_ text: String, _ attributes: Attribute...) {
        element("legend", attributes, text)
    }

    /// What a field asks (`label`), with content.
    @inlinable
    public mutating func label(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("label", attributes, content)
    }

    /// What a field asks (`label`), with text.
    @inlinable
    public mutating func label(_ text: String, _ attributes: Attribute...) {
        element("label", attributes, text)
    }

    /// A choice from a list (`select`), with content.
    @inlinable
    public mutating func select(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("select", attributes, content)
    }

    /// One choice of a list (`option`), with text.
    @inlinable
    public mutating func option(_ text: String, _ attributes: Attribute...) {
        elementOfCharacters("option", attributes, text)
    }

    /// Something to press (`button`), with content.
    @inlinable
    public mutating func button(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("button", attributes, content)
    }

    /// Something to press (`button`), with text.
    @inlinable
    public mutating func button(_ text: String, _ attributes: Attribute...) {
        element("button", attributes, text)
    }

    /// A field of one line, a box or a button (`input`).
    @inlinable
    public mutating func input(_ attributes: Attribute...) {
        start("input", attributes)
    }

    /// A field of one line, a box or a button (`input`), with attributes that were gathered before.
    @inlinable
    public mutating func input(_ attributes: [Attribute]) {
        start("input", attributes)
    }
}
