// Drawings (SVG).

extension HTML {
    /// A drawing (`svg`), with content.
    public mutating func svg(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("svg", attributes, content)
    }

    /// Shapes that belong together (`g`), with content.
    public mutating func g(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("g", attributes, content)
    }

    /// Words in a drawing (`text`), with text.
    public mutating func svgText(_ text: String, _ attributes: Attribute...) {
        element("text", attributes, text)
    }

    /// A rectangle (`rect`).
    public mutating func rect(_ attributes: Attribute...) {
        element("rect", attributes, "")
    }

    /// A line (`line`).
    public mutating func line(_ attributes: Attribute...) {
        element("line", attributes, "")
    }

    /// A path (`path`).
    public mutating func path(_ attributes: Attribute...) {
        element("path", attributes, "")
    }

    /// A circle (`circle`).
    public mutating func circle(_ attributes: Attribute...) {
        element("circle", attributes, "")
    }
}
