// Tables.

extension HTML {
    /// A table (`table`), with content.
    @inlinable
    public mutating func table(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("table", attributes, content)
    }

    /// What a table shows (`caption`), with content.
    @inlinable
    public mutating func caption(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("caption", attributes, content)
    }

    /// What a table shows (`caption`), with text.
    @inlinable
    public mutating func caption(_ text: String, _ attributes: Attribute...) {
        element("caption", attributes, text)
    }

    /// The head of a table (`thead`), with content.
    @inlinable
    public mutating func thead(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("thead", attributes, content)
    }

    /// The body of a table (`tbody`), with content.
    @inlinable
    public mutating func tbody(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("tbody", attributes, content)
    }

    /// The foot of a table (`tfoot`), with content.
    @inlinable
    public mutating func tfoot(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("tfoot", attributes, content)
    }

    /// A row (`tr`), with content.
    @inlinable
    public mutating func tr(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("tr", attributes, content)
    }

    /// A cell that names a row or a column (`th`), with content.
    @inlinable
    public mutating func th(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("th", attributes, content)
    }

    /// A cell that names a row or a column (`th`), with text.
    @inlinable
    public mutating func th(_ text: String, _ attributes: Attribute...) {
        element("th", attributes, text)
    }

    /// A cell (`td`), with content.
    @inlinable
    public mutating func td(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("td", attributes, content)
    }

    /// A cell (`td`), with text.
    @inlinable
    public mutating func td(_ text: String, _ attributes: Attribute...) {
        element("td", attributes, text)
    }
}
