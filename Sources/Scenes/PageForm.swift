/// A form that changes something, as it stands in a page.
public struct PageForm: Sendable {
    /// Where it is sent.
    public internal(set) var action: String
    /// What it asks and carries, in the order of the page.
    public internal(set) var fields: [FormField] = []
    /// The name and value of the button that sends it, when it has a name.
    public internal(set) var button: (name: String, value: String)?
    /// Its other buttons, each of which sends it elsewhere.
    var otherButtons: [(action: String, name: String, value: String)] = []

    /// The names of its fields, each once, the key aside.
    public var names: [String] {
        var seen: Set<String> = ["once"]
        return fields.map(\.name).filter { seen.insert($0).inserted }
    }

    /// The field of this name.
    public subscript(_ name: String) -> FormField? { fields.first { $0.name == name } }

    /// Every form of a page that is sent by POST; one with a button that leads elsewhere stands there once for each place.
    public static func all(in page: String) -> [PageForm] {
        var reading = FormReading()
        for tag in tags(page, named: FormReading.names) { reading.take(tag) }
        let forms = reading.forms.map(\.form)
        return forms + forms.flatMap(\.elsewhere)
    }

    /// A piece of a page's text as a browser reads it.
    public static func words(_ text: Substring) -> String { unescaped(String(text)) }

    /// Every form of a page that only asks.
    package static func searches(in page: String) -> [PageForm] {
        var reading = FormReading(method: "get")
        for tag in tags(page, named: FormReading.names) { reading.take(tag) }
        return reading.forms.map(\.form)
    }

    private var elsewhere: [PageForm] {
        var paths: Set<Substring> = []
        return otherButtons.compactMap { button in
            guard paths.insert(button.action.prefix { $0 != "?" }).inserted else { return nil }
            var form = self
            form.action = button.action
            form.button = button.name.isEmpty ? nil : (button.name, button.value)
            return form
        }
    }
}

/// What a form asks, or carries along unseen.
public struct FormField: Sendable {
    /// How a browser shows it.
    public enum Kind: Sendable {
        case hidden
        case text
        case email
        case number
        case code
        case date
        case time
        case password
        case area
        case boxes
        case radios
        case list
    }

    /// One of what can be chosen.
    public struct Choice: Sendable {
        /// What is sent.
        public let value: String
        /// Whether the page shows it as chosen.
        public let isChosen: Bool
    }

    /// How a browser shows it.
    public let kind: Kind
    /// What its values are sent under.
    public let name: String
    /// What stands beside it.
    public internal(set) var label: String
    /// What is in it; empty for what is chosen.
    public internal(set) var value: String
    /// What can be chosen.
    public internal(set) var choices: [Choice] = []
    /// Whether the browser asks for it.
    public let isRequired: Bool
    /// How much may be typed, when the page says it.
    public let charactersMax: Int?
    /// What a browser may fill it with.
    public let autocomplete: String

    /// Whether something is typed into it.
    public var isTyped: Bool {
        switch kind {
        case .hidden, .boxes, .radios, .list: false
        default: true
        }
    }

    /// Values of what is chosen.
    public var chosen: [String] { choices.filter(\.isChosen).map(\.value) }
}

/// Gathers forms from the tags of a page.
private struct FormReading {
    static let names: Set<String> = [
        "form", "fieldset", "legend", "label", "select", "textarea", "option", "input", "button",
    ]
    private(set) var forms: [(id: String, form: PageForm)] = []
    private let method: String
    private var current: Int?
    private var labels: [String: String] = [:]
    private var legends: [String] = []
    /// The list or area whose content is being read.
    private var open: (form: Int, field: Int)?

    init(method: String = "post") {
        self.method = method
    }

    mutating func take(_ tag: Tag) {
        switch (tag.name, tag.isEnd) {
        case ("form", false):
            guard tag["method"] == method else { return current = nil }
            forms.append((tag["id"], PageForm(action: tag["action"])))
            current = forms.count - 1
        case ("form", true): current = nil
        case ("fieldset", false): legends.append("")
        case ("fieldset", true): _ = legends.popLast()
        case ("legend", false):
            if !legends.isEmpty { legends[legends.count - 1] = tag.text }
        case ("label", false): labels[tag["for"]] = tag.text
        case ("select", true), ("textarea", true): open = nil
        case ("option", false): choose(tag)
        case ("input", false), ("select", false), ("textarea", false): field(tag)
        case ("button", false): button(tag)
        default: break
        }
    }

    /// The form that an input belongs to: the one around it, or the one that it names.
    private func form(of tag: Tag) -> Int? {
        guard tag.has("form") else { return current }
        return forms.firstIndex { $0.id == tag["form"] }
    }

    private mutating func field(_ tag: Tag) {
        guard let index = form(of: tag), tag.has("name"), !tag.has("disabled") else { return }
        let kind = kind(of: tag)
        if kind == .boxes || kind == .radios {
            let choice = FormField.Choice(value: tag["value"], isChosen: tag.has("checked"))
            if let known = forms[index].form.fields.firstIndex(where: { $0.name == tag["name"] }) {
                return forms[index].form.fields[known].choices.append(choice)
            }
            var field = made(tag, kind, label: legends.last ?? "")
            field.value = ""
            field.choices = [choice]
            return forms[index].form.fields.append(field)
        }
        var field = made(tag, kind, label: labels[tag["id"]] ?? "")
        if kind == .area {
            field.value = tag.text.hasPrefix("\n") ? String(tag.text.dropFirst()) : tag.text
        }
        forms[index].form.fields.append(field)
        if tag.name != "input" { open = (index, forms[index].form.fields.count - 1) }
    }

    private func made(_ tag: Tag, _ kind: FormField.Kind, label: String) -> FormField {
        FormField(
            kind: kind,
            name: tag["name"],
            label: label,
            value: tag["value"],
            isRequired: tag.has("required"),
            charactersMax: Int(tag["maxlength"]),
            autocomplete: tag["autocomplete"]
        )
    }

    private func kind(of tag: Tag) -> FormField.Kind {
        if tag.name == "textarea" { return .area }
        if tag.name == "select" { return .list }
        if tag.has("hidden") { return .hidden }
        switch tag["type"] {
        case "hidden": return .hidden
        case "checkbox": return .boxes
        case "radio": return .radios
        case "email": return .email
        case "password": return .password
        case "date": return .date
        case "time": return .time
        default:
            guard tag["inputmode"] == "numeric" else { return .text }
            return tag["autocomplete"] == "one-time-code" ? .code : .number
        }
    }

    private mutating func choose(_ tag: Tag) {
        guard let open else { return }
        forms[open.form].form.fields[open.field].choices.append(
            FormField.Choice(value: tag["value"], isChosen: tag.has("selected"))
        )
    }

    private mutating func button(_ tag: Tag) {
        guard let index = form(of: tag), tag["type"] != "button" else { return }
        guard !tag.has("formaction") else {
            return forms[index].form.otherButtons.append(
                (tag["formaction"], tag["name"], tag["value"])
            )
        }
        if tag.has("name"), forms[index].form.button == nil {
            forms[index].form.button = (tag["name"], tag["value"])
        }
    }
}
