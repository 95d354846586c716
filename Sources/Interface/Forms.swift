@_spi(Forms) public import HTML

extension HTML {
    /// A form that changes something.
    ///
    /// `once` makes a repeated sending harmless: the key of one intent, sent in the hidden field
    /// `once`. Leaving the page with unsaved changes asks first where scripts run, unless
    /// `isGuarded` is false.
    public mutating func form(
        action: String,
        once: String,
        id: String? = nil,
        isGuarded: Bool = true,
        content: (inout HTML) -> Void
    ) {
        form(
            .class("form"),
            id.map { .id($0) } ?? .absent,
            .methodPost,
            .action(action),
            .novalidate(),
            .when(isGuarded, .data("guard", ""))
        ) { h in
            h.hiddenField("once", once)
            content(&h)
        }
    }

    /// A form that is only buttons, for an act that needs no more words.
    public mutating func act(
        action: String,
        once: String,
        content: (inout HTML) -> Void
    ) {
        form(.class("act"), .methodPost, .action(action)) { h in
            h.hiddenField("once", once)
            content(&h)
        }
    }

    /// A value that is sent along unseen.
    public mutating func hiddenField(_ name: String, _ value: String) {
        input(.type("hidden"), .name(name), .value(value))
    }

    /// Fields that belong together, under one question.
    public mutating func group(
        _ legend: String,
        help: String? = nil,
        content: (inout HTML) -> Void
    ) {
        fieldset(.class("group")) { h in
            h.legend(legend)
            if let help { h.p(help, .class("help")) }
            content(&h)
        }
    }

    /// Short fields beside each other, where there is room.
    public mutating func inLine(content: (inout HTML) -> Void) {
        div(.class("in-line"), content: content)
    }

    /// Something that is hard to take back: closed at first, then says what will happen and asks
    /// once.
    ///
    /// `title` stands on the closed block; `consequence` says what will happen and what will not
    /// come back; `button` is the act itself, as a verb.
    public mutating func dangerConfirm(
        _ title: String,
        consequence: String,
        action: String,
        once: String,
        button: String,
        fields: (inout HTML) -> Void = { _ in }
    ) {
        details(.class("danger")) { h in
            h.summary(title)
            h.form(action: action, once: once, isGuarded: false) { h in
                h.p(consequence)
                fields(&h)
                h.buttons { h in h.dangerButton(button) }
            }
        }
    }
}
