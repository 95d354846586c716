// What programs read of a page: Open Graph in its head, Schema.org in its body.

extension Attribute {
    /// What a `meta` of Open Graph says.
    public static func property(_ name: String) -> Attribute { Attribute("property", name) }

    /// An element that describes one thing.
    public static let itemscope = Attribute("itemscope", isOn: true)

    /// The type of the thing, as an address of its vocabulary.
    public static func itemtype(_ address: String) -> Attribute { Attribute("itemtype", address) }

    /// What the element says of the thing around it.
    public static func itemprop(_ name: String) -> Attribute { Attribute("itemprop", name) }
}
