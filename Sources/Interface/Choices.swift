public import HTML

// Choosing one or several: a list to open, radios, boxes, and the cards of the employer's answer.

/// Something to choose.
public struct Choice: Sendable {
    /// What is sent.
    public var value: String
    /// What is read.
    public var title: any Text
    /// A soft line below it.
    public var more: String

    /// A choice.
    public init(_ value: String, _ title: any Text, more: String = "") {
        self.value = value
        self.title = title
        self.more = more
    }
}

extension HTML {
    /// One choice from a list that opens.
    ///
    /// `empty` is the words of no choice.
    public mutating func select(
        _ name: String,
        label: String,
        choices: [Choice],
        chosen: String = "",
        empty: String? = nil,
        help: String? = nil,
        problem: String? = nil,
        isRequired: Bool = true
    ) {
        let frame = FieldFrame(name, label, help, problem, isRequired)
        field(frame) { h in
            h.select(
                .class("field"),
                .id(name),
                .name(name),
                .required(isRequired && empty != nil),
                frame.describedBy,
                frame.invalid
            ) { h in
                if let empty { h.option(empty, .value("")) }
                for choice in choices {
                    h.option(
                        h.plain(choice.title),
                        .value(choice.value),
                        .selected(choice.value == chosen)
                    )
                }
            }
        }
    }

    /// One choice, all in sight.
    public mutating func radios(
        _ name: String,
        label: String,
        choices: [Choice],
        chosen: String = "",
        help: String? = nil,
        problem: String? = nil
    ) {
        choiceGroup(
            FieldFrame(name, label, help, problem, false),
            "radio",
            choices,
            [chosen],
            "group"
        )
    }

    /// Any number of choices; each is sent under the same name.
    public mutating func checkboxes(
        _ name: String,
        label: String,
        choices: [Choice],
        chosen: [String] = [],
        help: String? = nil,
        problem: String? = nil
    ) {
        choiceGroup(
            FieldFrame(name, label, help, problem, false),
            "checkbox",
            choices,
            chosen,
            "group"
        )
    }

    /// One choice on cards large enough for a thumb, for a page that asks one thing.
    public mutating func choiceCards(
        _ name: String,
        label: String,
        choices: [Choice],
        chosen: String = "",
        help: String? = nil,
        problem: String? = nil
    ) {
        choiceGroup(
            FieldFrame(name, label, help, problem, false),
            "radio",
            choices,
            [chosen],
            "group is-cards"
        )
    }

    /// Any number of choices on cards.
    public mutating func checkboxCards(
        _ name: String,
        label: String,
        choices: [Choice],
        chosen: [String] = [],
        help: String? = nil,
        problem: String? = nil
    ) {
        choiceGroup(
            FieldFrame(name, label, help, problem, false),
            "checkbox",
            choices,
            chosen,
            "group is-cards"
        )
    }

    /// One yes or nothing.
    public mutating func checkbox(
        _ name: String,
        label: String,
        value: String = "yes",
        isChosen: Bool = false,
        problem: String? = nil
    ) {
        // A box's label is a whole sentence: what is wrong with it says enough in the summary.
        let frame = FieldFrame(name, "", nil, problem, false)
        div(.class(problem == nil ? "entry" : "entry is-wrong")) { h in
            h.explanation(of: frame)
            h.choice(frame, "checkbox", Choice(value, label), isChosen, id: name)
        }
    }

    private mutating func choiceGroup(
        _ frame: FieldFrame,
        _ type: String,
        _ choices: [Choice],
        _ chosen: [String],
        _ names: String
    ) {
        fieldset(
            .class(frame.problem == nil ? names : "\(names) is-wrong"),
            frame.describedBy
        ) { h in
            h.legend(frame.label)
            h.explanation(of: frame)
            for (index, choice) in choices.enumerated() {
                // The first input has the field's own name for id: the summary of errors leads to
                // it.
                h.choice(
                    frame,
                    type,
                    choice,
                    chosen.contains(choice.value),
                    id: index == 0 ? frame.name : "\(frame.name)-\(index)"
                )
            }
        }
    }

    private mutating func choice(
        _ frame: FieldFrame,
        _ type: String,
        _ choice: Choice,
        _ isChosen: Bool,
        id: String
    ) {
        label(.class("choice")) { h in
            h.input(
                .type(type),
                .id(id),
                .name(frame.name),
                .value(choice.value),
                .checked(isChosen),
                frame.invalid
            )
            h.span { h in
                choice.title.write(to: &h)
                if !choice.more.isEmpty { h.small(choice.more, .class("more")) }
            }
        }
    }
}
