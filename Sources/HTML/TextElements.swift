// Headings, text, lists and links.

extension HTML {
    /// The page's heading (`h1`), with content.
    @inlinable
    public mutating func h1(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("h1", attributes, content)
    }

    /// The page's heading (`h1`), with text.
    @inlinable
    public mutating func h1(_ text: String, _ attributes: Attribute...) {
        element("h1", attributes, text)
    }

    /// A section's heading (`h2`), with content.
    @inlinable
    public mutating func h2(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("h2", attributes, content)
    }

    /// A section's heading (`h2`), with text.
    @inlinable
    public mutating func h2(_ text: String, _ attributes: Attribute...) {
        element("h2", attributes, text)
    }

    /// A part's heading (`h3`), with content.
    @inlinable
    public mutating func h3(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("h3", attributes, content)
    }

    /// A part's heading (`h3`), with text.
    @inlinable
    public mutating func h3(_ text: String, _ attributes: Attribute...) {
        element("h3", attributes, text)
    }

    /// A paragraph (`p`), with content.
    @inlinable
    public mutating func p(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("p", attributes, content)
    }

    /// A paragraph (`p`), with text.
    @inlinable
    public mutating func p(_ text: String, _ attributes: Attribute...) {
        element("p", attributes, text)
    }

    /// A piece of a line (`span`), with content.
    @inlinable
    public mutating func span(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("span", attributes, content)
    }

    /// A piece of a line (`span`), with text.
    @inlinable
    public mutating func span(_ text: String, _ attributes: Attribute...) {
        element("span", attributes, text)
    }

    /// A link (`a`), with content.
    @inlinable
    public mutating func a(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("a", attributes, content)
    }

    /// A link (`a`), with text.
    @inlinable
    public mutating func a(_ text: String, _ attributes: Attribute...) {
        element("a", attributes, text)
    }

    /// A list (`ul`), with content.
    @inlinable
    public mutating func ul(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("ul", attributes, content)
    }

    /// A list in order (`ol`), with content.
    @inlinable
    public mutating func ol(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("ol", attributes, content)
    }

    /// An item of a list (`li`), with content.
    @inlinable
    public mutating func li(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("li", attributes, content)
    }

    /// An item of a list (`li`), with text.
    @inlinable
    public mutating func li(_ text: String, _ attributes: Attribute...) {
        element("li", attributes, text)
    }

    /// Terms with what they stand for (`dl`), with content.
    @inlinable
    public mutating func dl(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("dl", attributes, content)
    }

    /// A term (`dt`), with content.
    @inlinable
    public mutating func dt(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("dt", attributes, content)
    }

    /// A term (`dt`), with text.
    @inlinable
    public mutating func dt(_ text: String, _ attributes: Attribute...) {
        element("dt", attributes, text)
    }

    /// What a term stands for (`dd`), with content.
    @inlinable
    public mutating func dd(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("dd", attributes, content)
    }

    /// What a term stands for (`dd`), with text.
    @inlinable
    public mutating func dd(_ text: String, _ attributes: Attribute...) {
        element("dd", attributes, text)
    }

    /// Something important (`strong`), with content.
    @inlinable
    public mutating func strong(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("strong", attributes, content)
    }

    /// Something important (`strong`), with text.
    @inlinable
    public mutating func strong(_ text: String, _ attributes: Attribute...) {
        element("strong", attributes, text)
    }

    /// A side remark (`small`), with content.
    @inlinable
    public mutating func small(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("small", attributes, content)
    }

    /// A text whose direction is its own (`bdi`): what somebody typed.
    @inlinable
    public mutating func bdi(_ text: String, _ attributes: Attribute...) {
        start("bdi", attributes)
        writeWords(text)
        end("bdi")
    }

    /// A side remark (`small`), with text.
    @inlinable
    public mutating func small(_ text: String, _ attributes: Attribute...) {
        element("small", attributes, text)
    }

    /// Something to be typed or copied to the letter (`code`), with content.
    @inlinable
    public mutating func code(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("code", attributes, content)
    }

    /// Something to be typed or copied to the letter (`code`), with text.
    @inlinable
    public mutating func code(_ text: String, _ attributes: Attribute...) {
        element("code", attributes, text)
    }

    /// A key of the keyboard (`kbd`), with text.
    @inlinable
    public mutating func kbd(_ text: String, _ attributes: Attribute...) {
        element("kbd", attributes, text)
    }

    /// A picture or drawing with its caption (`figure`), with content.
    @inlinable
    public mutating func figure(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("figure", attributes, content)
    }

    /// What a figure shows (`figcaption`), with content.
    @inlinable
    public mutating func figcaption(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("figcaption", attributes, content)
    }

    /// What a figure shows (`figcaption`), with text.
    @inlinable
    public mutating func figcaption(_ text: String, _ attributes: Attribute...) {
        element("figcaption", attributes, text)
    }

    /// A time, in words; the machine's form goes in `datetime` (`time`), with text.
    @inlinable
    public mutating func time(_ text: String, _ attributes: Attribute...) {
        element("time", attributes, text)
    }

    /// Something that opens without scripts (`details`), with content.
    @inlinable
    public mutating func details(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("details", attributes, content)
    }

    /// What a `details` shows when closed (`summary`), with content.
    @inlinable
    public mutating func summary(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("summary", attributes, content)
    }

    /// What a `details` shows when closed (`summary`), with text.
    @inlinable
    public mutating func summary(_ text: String, _ attributes: Attribute...) {
        element("summary", attributes, text)
    }

    /// A window inside the page (`dialog`), with content.
    @inlinable
    public mutating func dialog(_ attributes: Attribute..., content: (inout HTML) -> Void) {
        element("dialog", attributes, content)
    }

    /// A line break (`br`).
    @inlinable
    public mutating func br(_ attributes: Attribute...) {
        start("br", attributes)
    }
}
