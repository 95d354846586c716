public import HTML

// Links and submit buttons that look alike. One main button a page.

extension HTML {
    /// A link to the next step.
    public mutating func button(_ title: String, to path: String) {
        a(title, .class("button"), .href(path))
    }

    /// A link to the page's one main step.
    public mutating func mainButton(_ title: String, to path: String) {
        a(title, .class("button is-main"), .href(path))
    }

    /// A link aside from the main path, such as 'Cancel'.
    public mutating func quietButton(_ title: String, to path: String) {
        a(title, .class("button is-quiet"), .href(path))
    }

    /// Sends the form.
    ///
    /// With a name, the button's value is sent along.
    public mutating func submitButton(_ title: String, name: String? = nil, value: String = "") {
        submit(title, "button", name, value)
    }

    /// Sends the form: the page's one main step.
    public mutating func mainButton(_ title: String, name: String? = nil, value: String = "") {
        submit(title, "button is-main", name, value)
    }

    /// Sends the form, aside from the main path.
    public mutating func quietButton(_ title: String, name: String? = nil, value: String = "") {
        submit(title, "button is-quiet", name, value)
    }

    /// Sends the form: something that is hard to take back.
    public mutating func dangerButton(_ title: String, name: String? = nil, value: String = "") {
        submit(title, "button is-danger", name, value)
    }

    /// Buttons in one row.
    public mutating func buttons(content: (inout HTML) -> Void) {
        div(.class("buttons"), content: content)
    }

    /// Prints the page.
    ///
    /// Shown only where scripts run.
    public mutating func printButton(_ title: String) {
        custom("print-button", .hidden()) { h in
            h.button(title, .class("button"), .type("button"))
        }
    }

    private mutating func submit(
        _ title: String,
        _ names: String,
        _ name: String?,
        _ value: String
    ) {
        button(
            title,
            .class(names),
            .type("submit"),
            name.map { .name($0) } ?? .absent,
            name == nil ? .absent : .value(value)
        )
    }
}
