// The attributes of forms.

extension Attribute {
    /// Where a form is sent.
    ///
    /// An address of an unknown scheme becomes `#`.
    public static func action(_ address: String) -> Attribute {
        Attribute("action", address: address)
    }

    /// Where this button sends the form.
    ///
    /// An address of an unknown scheme becomes `#`.
    public static func formAction(_ address: String) -> Attribute {
        Attribute("formaction", address: address)
    }

    /// The form is sent in the body of a POST.
    ///
    /// Slices write such a form by `h.form(action:once:)` or `h.act(action:once:)`, which put its sealed field into it.
    @_spi(Forms) public static let methodPost = Attribute("method", "post")

    /// The form is sent in the address of a GET.
    public static let methodGet = Attribute("method", "get")

    /// The server, not the browser, says what is wrong.
    public static func novalidate(_ isOn: Bool = true) -> Attribute {
        Attribute("novalidate", isOn: isOn)
    }

    /// The field's name in the form.
    public static func name(_ name: String) -> Attribute { Attribute("name", name) }

    /// What is in the field.
    public static func value(_ value: String) -> Attribute { Attribute("value", value) }

    /// The kind of an input, a button or a link.
    public static func type(_ type: String) -> Attribute { Attribute("type", type) }

    /// The id of the field that a label names.
    public static func `for`(_ id: String) -> Attribute { Attribute("for", id) }

    /// The id of the form that a field outside it belongs to.
    public static func form(_ id: String) -> Attribute { Attribute("form", id) }

    /// What the browser may fill in.
    public static func autocomplete(_ purpose: String) -> Attribute {
        Attribute("autocomplete", purpose)
    }

    /// Which keyboard a phone shows.
    public static func inputmode(_ mode: String) -> Attribute { Attribute("inputmode", mode) }

    /// Whether a phone begins with a capital letter.
    public static func autocapitalize(_ mode: String) -> Attribute {
        Attribute("autocapitalize", mode)
    }

    /// Whether the browser checks the spelling.
    public static func spellcheck(_ isOn: Bool) -> Attribute {
        Attribute("spellcheck", isOn ? "true" : "false")
    }

    /// Must be filled in.
    public static func required(_ isOn: Bool = true) -> Attribute {
        Attribute("required", isOn: isOn)
    }

    /// A box or radio that is chosen.
    public static func checked(_ isOn: Bool = true) -> Attribute {
        Attribute("checked", isOn: isOn)
    }

    /// An option that is chosen.
    public static func selected(_ isOn: Bool = true) -> Attribute {
        Attribute("selected", isOn: isOn)
    }

    /// The most characters.
    public static func maxlength(_ characters: Int) -> Attribute {
        Attribute("maxlength", characters)
    }

    /// The width in characters.
    public static func size(_ characters: Int) -> Attribute { Attribute("size", characters) }

    /// The least value.
    public static func min(_ value: String) -> Attribute { Attribute("min", value) }

    /// The greatest value.
    public static func max(_ value: String) -> Attribute { Attribute("max", value) }

    /// The distance between values.
    public static func step(_ value: String) -> Attribute { Attribute("step", value) }

    /// The height in lines.
    public static func rows(_ rows: Int) -> Attribute { Attribute("rows", rows) }

    /// An example in an empty field; never in place of a label.
    public static func placeholder(_ text: String) -> Attribute { Attribute("placeholder", text) }

    /// The id of suggestions.
    public static func list(_ id: String) -> Attribute { Attribute("list", id) }

    /// The kinds of file that may be chosen.
    public static func accept(_ types: String) -> Attribute { Attribute("accept", types) }
}
