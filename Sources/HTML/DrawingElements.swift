// Drawings (SVG).

extension HTML {
    /// A drawing (`svg`), with content.
    @inlinable
    public mutating func svg(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("svg", attributes, content)
    }

    /// Shapes that belong together (`g`), with content.
    @inlinable
    public mutating func g(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("g", attributes, content)
    }

    /// Words in a drawing (`text`), with text.
    @inlinable
    public mutating func svgText(_ text: String, _ attributes: Attribute...) {
        element("text", attributes, text)
    }

    /// A rectangle (`rect`).
    @inlinable
    public mutating func rect(_ attributes: Attribute...) {
        element("rect", attributes, "")
    }

    /// A line (`line`).
    @inlinable
    public mutating func line(_ attributes: Attribute...) {
        element("line", attributes, "")
    }

    /// A path (`path`).
    @inlinable
    public mutating func path(_ attributes: Attribute...) {
        element("path", attributes, "")
    }

    /// A circle (`circle`).
    @inlinable
    public mutating func circle(_ attributes: Attribute...) {
        element("circle", attributes, "")
    }
}
