public import Base
public import HTML

// Fields of one line and of several: label above, help before the field, what is wrong tied to the
// field, and what was typed kept.

extension HTML {
    /// A line of text.
    public mutating func textField(
        _ name: String,
        label: String,
        value: String = "",
        help: String? = nil,
        problem: String? = nil,
        isRequired: Bool = true,
        autocomplete: String = "off",
        charactersMax: Int = Limits.lineCharactersMax
    ) {
        line(
            FieldFrame(name, label, help, problem, isRequired),
            value,
            [.type("text"), .autocomplete(autocomplete), .maxlength(charactersMax)]
        )
    }

    /// Text of several lines.
    public mutating func textArea(
        _ name: String,
        label: String,
        value: String = "",
        help: String? = nil,
        problem: String? = nil,
        isRequired: Bool = true,
        rows: Int = 5,
        charactersMax: Int = Limits.textCharactersMax
    ) {
        let frame = FieldFrame(name, label, help, problem, isRequired)
        field(frame) { h in
            h.textarea(
                value,
                .class("field"),
                .id(name),
                .name(name),
                .rows(rows),
                .maxlength(charactersMax),
                .required(isRequired),
                frame.describedBy,
                frame.invalid
            )
        }
    }

    /// An address of mail.
    public mutating func emailField(
        _ name: String,
        label: String,
        value: String = "",
        help: String? = nil,
        problem: String? = nil,
        isRequired: Bool = true,
        autocomplete: String = "email"
    ) {
        line(
            FieldFrame(name, label, help, problem, isRequired),
            value,
            [
                .type("email"), .autocomplete(autocomplete), .autocapitalize("none"),
                .spellcheck(false), .maxlength(Limits.emailBytesMax),
            ]
        )
    }

    /// A password, which is never sent back to the page.
    ///
    /// `isNew` for one that is being chosen.
    public mutating func passwordField(
        _ name: String,
        label: String,
        help: String? = nil,
        problem: String? = nil,
        isNew: Bool = false,
        isRequired: Bool = true
    ) {
        line(
            FieldFrame(name, label, help, problem, isRequired),
            "",
            [
                .type("password"), .autocomplete(isNew ? "new-password" : "current-password"),
                .maxlength(Limits.passwordCharactersMax),
            ]
        )
    }

    /// A code from a message or an app: figures, wide apart.
    public mutating func codeField(
        _ name: String,
        label: String,
        value: String = "",
        help: String? = nil,
        problem: String? = nil,
        figures: Int = 8
    ) {
        line(
            FieldFrame(name, label, help, problem, true),
            value,
            [
                .type("text"), .inputmode("numeric"), .autocomplete("one-time-code"),
                .spellcheck(false), .maxlength(figures + 4), .size(figures + 2),
            ],
            names: "field is-code"
        )
    }

    /// A date, `2027-01-14` in the form.
    public mutating func dateField(
        _ name: String,
        label: String,
        value: String = "",
        help: String? = nil,
        problem: String? = nil,
        isRequired: Bool = true,
        earliest: Day? = nil,
        latest: Day? = nil
    ) {
        line(
            FieldFrame(name, label, help, problem, isRequired),
            value,
            [
                .type("date"),
                earliest.map { .min($0.iso) } ?? .absent,
                latest.map { .max($0.iso) } ?? .absent,
            ],
            names: "field is-short"
        )
    }

    /// A time of day, `13:00` in the form.
    public mutating func timeField(
        _ name: String,
        label: String,
        value: String = "",
        help: String? = nil,
        problem: String? = nil,
        isRequired: Bool = true
    ) {
        line(
            FieldFrame(name, label, help, problem, isRequired),
            value,
            [.type("time")],
            names: "field is-short"
        )
    }

    /// A whole number.
    public mutating func numberField(
        _ name: String,
        label: String,
        value: String = "",
        help: String? = nil,
        problem: String? = nil,
        isRequired: Bool = true
    ) {
        line(
            FieldFrame(name, label, help, problem, isRequired),
            value,
            [.type("text"), .inputmode("numeric"), .autocomplete("off"), .maxlength(12)],
            names: "field is-short"
        )
    }

    private mutating func line(
        _ frame: FieldFrame,
        _ value: String,
        _ attributes: [Attribute],
        names: String = "field"
    ) {
        field(frame) { h in
            h.input(
                [
                    .class(names), .id(frame.name), .name(frame.name),
                    value.isEmpty ? .absent : .value(value), .required(frame.isRequired),
                    frame.describedBy, frame.invalid,
                ] + attributes
            )
        }
    }

    mutating func field(_ frame: FieldFrame, content: (inout HTML) -> Void) {
        div(.class(frame.problem == nil ? "entry" : "entry is-wrong")) { h in
            h.label(frame.label, .for(frame.name))
            h.explanation(of: frame)
            content(&h)
        }
    }

    mutating func explanation(of frame: FieldFrame) {
        if let help = frame.help {
            p(help, .class("help"), .id("\(frame.name)-help"))
        }
        nameProblem(of: frame)
        if let problem = frame.problem {
            p(problem, .class("problem"), .id("\(frame.name)-problem"))
        }
    }
}

/// What surrounds a field, and what ties it to the field.
struct FieldFrame {
    let name: String
    let label: String
    let help: String?
    let problem: String?
    let isRequired: Bool

    init(
        _ name: String,
        _ label: String,
        _ help: String?,
        _ problem: String?,
        _ isRequired: Bool
    ) {
        self.name = name
        self.label = label
        self.help = help
        self.problem = problem
        self.isRequired = isRequired
    }

    var describedBy: Attribute {
        let ids = [help.map { _ in "\(name)-help" }, problem.map { _ in "\(name)-problem" }]
        let known = ids.compactMap(\.self)
        return .ariaDescribedBy(known.isEmpty ? nil : known.joined(separator: " "))
    }

    var invalid: Attribute { problem == nil ? .absent : .ariaInvalid() }
}
