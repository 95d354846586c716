/// A name with its value in a start tag.
///
/// Names are literals of the source and values are escaped. There is no `style` and no `on…`, so
/// that the content security policy needs no exception.
public struct Attribute: Sendable {
    enum Value {
        case absent
        case flag
        case text(String)
        case several([Attribute])
    }

    let name: StaticString
    let value: Value
    let isData: Bool

    init(_ name: StaticString, _ value: Value, isData: Bool = false) {
        self.name = name
        self.value = value
        self.isData = isData
    }

    init(_ name: StaticString, _ text: String?) {
        self.init(name, text.map { .text($0) } ?? .absent)
    }

    init(_ name: StaticString, _ number: Int) {
        self.init(name, .text(String(number)))
    }

    init(_ name: StaticString, isOn: Bool) {
        self.init(name, isOn ? .flag : .absent)
    }

    init(_ name: StaticString, address: String) {
        self.init(name, .text(Address.isSafe(address) ? address : "#"))
    }

    /// Nothing at all.
    public static let absent = Attribute("", .absent)

    /// Several in the place of one.
    public static func all(_ attributes: [Attribute]) -> Attribute {
        Attribute("", .several(attributes))
    }

    /// The attribute when the condition holds, and nothing otherwise.
    public static func when(_ condition: Bool, _ attribute: Attribute) -> Attribute {
        condition ? attribute : .absent
    }
}

// What any element takes.
extension Attribute {
    /// Classes, separated by spaces.
    public static func `class`(_ names: String) -> Attribute { Attribute("class", names) }

    /// A name that is unique in the page.
    public static func id(_ id: String) -> Attribute { Attribute("id", id) }

    /// The language of what is inside.
    public static func lang(_ language: String) -> Attribute { Attribute("lang", language) }

    /// A role of WAI-ARIA.
    public static func role(_ role: String) -> Attribute { Attribute("role", role) }

    /// Not shown and not read.
    public static func hidden(_ isOn: Bool = true) -> Attribute {
        Attribute("hidden", isOn: isOn)
    }

    /// Place in the order of focus; -1 for focus by script and link only.
    public static func tabindex(_ index: Int) -> Attribute { Attribute("tabindex", index) }

    /// Has the focus when the page opens.
    public static func autofocus(_ isOn: Bool = true) -> Attribute {
        Attribute("autofocus", isOn: isOn)
    }

    /// An open `details` or `dialog`.
    public static func open(_ isOn: Bool = true) -> Attribute {
        Attribute("open", isOn: isOn)
    }

    /// A `data-` attribute for scripts and styles.
    public static func data(_ name: StaticString, _ value: String) -> Attribute {
        Attribute(name, .text(value), isData: true)
    }
}

// Links, pictures and the document's head.
extension Attribute {
    /// Where a link leads.
    ///
    /// An address of an unknown scheme becomes `#`.
    public static func href(_ address: String) -> Attribute {
        Attribute("href", address: address)
    }

    /// Where a script is.
    ///
    /// An address of an unknown scheme becomes `#`.
    public static func src(_ address: String) -> Attribute {
        Attribute("src", address: address)
    }

    /// How the other document belongs to this one.
    public static func rel(_ relation: String) -> Attribute { Attribute("rel", relation) }

    /// The window in which a link opens.
    public static func target(_ name: String) -> Attribute { Attribute("target", name) }

    /// The language of the other document.
    public static func hreflang(_ language: String) -> Attribute { Attribute("hreflang", language) }

    /// The encoding of the document.
    public static func charset(_ name: String) -> Attribute { Attribute("charset", name) }

    /// The value of a `meta`.
    public static func content(_ content: String) -> Attribute { Attribute("content", content) }

    /// The machine's form of a time.
    public static func datetime(_ iso: String) -> Attribute { Attribute("datetime", iso) }
}

// Tables.
extension Attribute {
    /// Whether a `th` names a `row` or a `col`.
    public static func scope(_ scope: String) -> Attribute { Attribute("scope", scope) }
}
