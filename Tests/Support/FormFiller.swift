public import HTTP
public import Scenes

/// What somebody types into forms who wants them to be carried out.
public struct FormFiller: Sendable {
    /// Tokens of mailed links, by the end of the path to which they are sent.
    public var tokens: [String: String] = [:]
    /// The address of somebody who has an account and a password.
    public var address = ""
    /// Their password.
    public var password = ""
    /// The address of a partner's space that has no partnership.
    public var partner = ""
    /// The figures of the newest mailed code.
    public var code = ""

    /// One who knows no secrets.
    public init() {}

    /// A form filled so that it holds: what the page has stays, the rest is made up.
    ///
    /// `isChanging` makes something else of what can be anything, so that there is something to save.
    public func filled(_ form: PageForm, isChanging: Bool = false) -> Form {
        var sent = Form()
        let isTicked = form.fields.contains { $0.kind == .boxes && !$0.chosen.isEmpty }
        var hasTicked = isTicked
        let spare = isChanging ? form.spare : nil
        for (index, field) in form.fields.enumerated() {
            switch field.kind {
            case .hidden: sent.append(field.name, field.value)
            case .boxes:
                var chosen = field.chosen
                if chosen.isEmpty,
                    index == spare || !hasTicked || FormFiller.always.contains(field.name)
                {
                    // Of the rows of a list all: which of them an act takes, its page says.
                    let isSelection = form.action.hasSuffix("/selection")
                    chosen = field.choices.prefix(isSelection ? .max : 1).map(\.value)
                    hasTicked = true
                }
                for value in chosen { sent.append(field.name, value) }
            case .list where isChanging,
                .radios
            where isChanging && (field.name.hasPrefix("mark.") || field.name == "fee_choice"):
                let other = first(field, but: field.chosen.first)
                if let other = other ?? field.chosen.first { sent.append(field.name, other) }
            case .radios, .list:
                let chosen = field.chosen.first ?? first(field)
                if let chosen { sent.append(field.name, chosen) }
            default:
                var value = field.value.isEmpty ? made(field, index, form) : field.value
                if index == spare { value = "20\(50 + index)-01-14" }
                let isFree = field.kind == .text || field.kind == .area
                if isChanging, isFree, !field.value.isEmpty, FormFiller.known[field.name] == nil {
                    value += "x"
                }
                sent.append(field.name, value)
            }
        }
        if let button = form.button { sent.append(button.name, button.value) }
        return sent
    }

    /// Boxes without which nothing is done.
    private static let always: Set<String> = ["agreed"]

    /// Values that no kind of field tells of.
    private static let known = [
        "business_id": "1234567-1", "slug": "uusi-tila", "phone": "040 123 4567",
        "seats": "16", "sessions_needed": "5", "fee": "80",
    ]

    private func first(_ field: FormField, but chosen: String? = nil) -> String? {
        field.choices.first { !$0.value.isEmpty && $0.value != chosen }?.value
    }

    private func made(_ field: FormField, _ index: Int, _ form: PageForm) -> String {
        if field.name == "token" {
            return tokens.first { form.action.hasSuffix($0.key) }?.value ?? ""
        }
        guard field.isRequired else { return "" }
        if field.name == "partner" { return partner }
        if let value = FormFiller.known[field.name] { return value }
        switch field.kind {
        case .email where field.autocomplete == "username": return address
        case .email: return "uusi\(index)@testi.example"
        case .number: return "5"
        case .code: return code
        case .date: return "20\(50 + index)-01-14"
        case .time: return field.name.contains("end") ? "16:00" : "13:00"
        case .password: return field.autocomplete == "new-password" ? FormFiller.chosen : password
        default: return "Uusi \(index)"
        }
    }

    /// A password that somebody chooses.
    public static let chosen = "kolmetoista vihreää kissaa"
}

extension PageForm {
    /// The box, or else the day, that may be filled in a form which would be sent as it is.
    fileprivate var spare: Int? {
        guard fields.allSatisfy({ [.hidden, .boxes, .date].contains($0.kind) }) else { return nil }
        return fields.firstIndex { $0.kind == .boxes && $0.chosen.isEmpty }
            ?? fields.firstIndex { $0.kind == .date && $0.value.isEmpty && !$0.isRequired }
    }

    /// The form filled with words that stand nowhere else, every box ticked, and of each list the last choice.
    ///
    /// Hidden fields stay as they are, and what cannot be typed into a field is not tried here.
    public var canaries: Form {
        var sent = Form()
        for (index, field) in fields.enumerated() {
            switch field.kind {
            case .hidden: sent.append(field.name, field.value)
            case .boxes: for choice in field.choices { sent.append(field.name, choice.value) }
            case .radios, .list:
                if let last = field.choices.last { sent.append(field.name, last.value) }
            default: sent.append(field.name, canary(field, index))
            }
        }
        if let button { sent.append(button.name, button.value) }
        return sent
    }

    private func canary(_ field: FormField, _ index: Int) -> String {
        switch field.kind {
        case .email: "kanaria\(index)@typed.example"
        case .number: "\(index + 1)"
        case .code: "9876 54\(10 + index % 90)"
        case .date: "20\(50 + index % 50)-02-\(10 + index % 18)"
        case .time: "\(10 + index % 10):\(10 + index % 50)"
        case .password: "kanaria \(index) salasana <&>"
        case .area: "Kanaria \(index) & \"<lainaus>\"\n'toinen' rivi"
        default:
            String("K\(index) & \"<x>\" 'kanaria'".prefix(field.charactersMax ?? 200))
        }
    }
}
