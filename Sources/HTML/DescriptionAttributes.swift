// WAI-ARIA: what a screen reader says.

extension Attribute {
    /// The name that is read.
    public static func ariaLabel(_ label: String?) -> Attribute { Attribute("aria-label", label) }

    /// The ids of the elements that name this one.
    public static func ariaLabelledBy(_ ids: String?) -> Attribute {
        Attribute("aria-labelledby", ids)
    }

    /// The ids of the elements that explain this one.
    public static func ariaDescribedBy(_ ids: String?) -> Attribute {
        Attribute("aria-describedby", ids)
    }

    /// Where the user is: `page`, `true`.
    public static func ariaCurrent(_ what: String?) -> Attribute { Attribute("aria-current", what) }

    /// How a column is sorted: `ascending`, `descending`, `none`.
    public static func ariaSort(_ order: String?) -> Attribute { Attribute("aria-sort", order) }

    /// Whether changes are read: `polite`, `assertive`, `off`.
    public static func ariaLive(_ mode: String?) -> Attribute { Attribute("aria-live", mode) }

    /// What this controls.
    public static func ariaControls(_ ids: String?) -> Attribute { Attribute("aria-controls", ids) }

    /// What opens: `menu`, `dialog`.
    public static func ariaHasPopup(_ kind: String?) -> Attribute {
        Attribute("aria-haspopup", kind)
    }

    /// The keys that do the same.
    public static func ariaKeyShortcuts(_ keys: String?) -> Attribute {
        Attribute("aria-keyshortcuts", keys)
    }

    /// The role in people's words.
    public static func ariaRoleDescription(_ text: String?) -> Attribute {
        Attribute("aria-roledescription", text)
    }

    /// Which way it lies.
    public static func ariaOrientation(_ way: String?) -> Attribute {
        Attribute("aria-orientation", way)
    }

    /// Not read.
    public static func ariaHidden(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-hidden", isOn ? "true" : "false")
    }

    /// What it controls is open.
    public static func ariaExpanded(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-expanded", isOn ? "true" : "false")
    }

    /// A button that is held down.
    public static func ariaPressed(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-pressed", isOn ? "true" : "false")
    }

    /// What is in the field does not hold.
    public static func ariaInvalid(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-invalid", isOn ? "true" : "false")
    }

    /// Still working.
    public static func ariaBusy(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-busy", isOn ? "true" : "false")
    }

    /// Must be filled in.
    public static func ariaRequired(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-required", isOn ? "true" : "false")
    }

    /// Cannot be used now.
    public static func ariaDisabled(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-disabled", isOn ? "true" : "false")
    }

    /// Chosen.
    public static func ariaSelected(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-selected", isOn ? "true" : "false")
    }

    /// Nothing behind it can be used.
    public static func ariaModal(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-modal", isOn ? "true" : "false")
    }

    /// Changes are read as a whole.
    public static func ariaAtomic(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-atomic", isOn ? "true" : "false")
    }
}

// Drawings.
extension Attribute {
    /// The drawing's own measures: left, top, width, height.
    public static func viewBox(_ box: String) -> Attribute { Attribute("viewBox", box) }

    /// How a drawing is fitted into its place.
    public static func preserveAspectRatio(_ rule: String) -> Attribute {
        Attribute("preserveAspectRatio", rule)
    }

    /// Distance from the left.
    public static func x(_ x: Double) -> Attribute {
        Attribute("x", .text(decimal(x)))
    }

    /// Distance from the top.
    public static func y(_ y: Double) -> Attribute {
        Attribute("y", .text(decimal(y)))
    }

    /// Where a line begins, from the left.
    public static func x1(_ x: Double) -> Attribute {
        Attribute("x1", .text(decimal(x)))
    }

    /// Where a line begins, from the top.
    public static func y1(_ y: Double) -> Attribute {
        Attribute("y1", .text(decimal(y)))
    }

    /// Where a line ends, from the left.
    public static func x2(_ x: Double) -> Attribute {
        Attribute("x2", .text(decimal(x)))
    }

    /// Where a line ends, from the top.
    public static func y2(_ y: Double) -> Attribute {
        Attribute("y2", .text(decimal(y)))
    }

    /// The centre of a circle, from the left.
    public static func cx(_ x: Double) -> Attribute {
        Attribute("cx", .text(decimal(x)))
    }

    /// The centre of a circle, from the top.
    public static func cy(_ y: Double) -> Attribute {
        Attribute("cy", .text(decimal(y)))
    }

    /// The radius of a circle.
    public static func r(_ radius: Double) -> Attribute {
        Attribute("r", .text(decimal(radius)))
    }

    /// The radius of corners.
    public static func rx(_ radius: Double) -> Attribute {
        Attribute("rx", .text(decimal(radius)))
    }

    /// The width.
    public static func width(_ width: Double) -> Attribute {
        Attribute("width", .text(decimal(width)))
    }

    /// The height.
    public static func height(_ height: Double) -> Attribute {
        Attribute("height", .text(decimal(height)))
    }

    /// The course of a path.
    public static func d(_ commands: String) -> Attribute { Attribute("d", commands) }

    /// The colour inside.
    public static func fill(_ colour: String) -> Attribute { Attribute("fill", colour) }

    /// The colour of the line.
    public static func stroke(_ colour: String) -> Attribute { Attribute("stroke", colour) }

    /// Which part of a word stands at its place.
    public static func textAnchor(_ place: String) -> Attribute { Attribute("text-anchor", place) }

    /// Whether a drawing takes the focus.
    public static func focusable(_ value: String) -> Attribute { Attribute("focusable", value) }
}

/// A number for a drawing, with at most one figure after the point.
func decimal(_ number: Double) -> String {
    guard number.isFinite, abs(number) < 1_000_000 else { return "0" }
    let tenths = Int((number * 10).rounded())
    guard tenths % 10 != 0 else { return String(tenths / 10) }
    let sign = tenths < 0 ? "-" : ""
    return "\(sign)\(abs(tenths) / 10).\(abs(tenths) % 10)"
}
