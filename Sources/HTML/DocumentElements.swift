// The document and its regions.

extension HTML {
    /// The document's head (`head`), with content.
    @inlinable
    public mutating func head(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("head", attributes, content)
    }

    /// The document's body (`body`), with content.
    @inlinable
    public mutating func body(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("body", attributes, content)
    }

    /// The head of a page or section (`header`), with content.
    @inlinable
    public mutating func header(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("header", attributes, content)
    }

    /// A set of links to get about (`nav`), with content.
    @inlinable
    public mutating func nav(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("nav", attributes, content)
    }

    /// What the page is for (`main`), with content.
    @inlinable
    public mutating func main(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("main", attributes, content)
    }

    /// A part with a heading of its own (`section`), with content.
    @inlinable
    public mutating func section(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("section", attributes, content)
    }

    /// A part that stands by itself (`article`), with content.
    @inlinable
    public mutating func article(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("article", attributes, content)
    }

    /// The foot of a page or section (`footer`), with content.
    @inlinable
    public mutating func footer(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("footer", attributes, content)
    }

    /// A block without meaning of its own (`div`), with content.
    @inlinable
    public mutating func div(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("div", attributes, content)
    }

    /// A block without meaning of its own (`div`), with text.
    @inlinable
    public mutating func div(_ text: String, _ attributes: Attribute...) {
        element("div", attributes, text)
    }

    /// The name of the document, or of a drawing (`title`), with text.
    @inlinable
    public mutating func title(_ text: String, _ attributes: Attribute...) {
        elementOfCharacters("title", attributes, text)
    }

    /// Facts about the document (`meta`).
    @inlinable
    public mutating func meta(_ attributes: Attribute...) {
        start("meta", attributes)
    }

    /// A style sheet or another document (`link`).
    @inlinable
    public mutating func link(_ attributes: Attribute...) {
        start("link", attributes)
    }
}
