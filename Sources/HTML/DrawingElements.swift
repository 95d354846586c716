// Drawings (SVG).

extension HTML {
    /// A drawing (`svg`), with content.
    @inlinable
    public mutating func svg(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("svg", attributes, content)
    }

    /// A rectangle (`rect`).
    @inlinable
    public mutating func rect(_ attributes: Attribute...) {
        element("rect", attributes, "")
    }
}
