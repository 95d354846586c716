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

    /// Not read.
    public static func ariaHidden(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-hidden", isOn ? "true" : "false")
    }

    /// What is in the field does not hold.
    public static func ariaInvalid(_ isOn: Bool = true) -> Attribute {
        Attribute("aria-invalid", isOn ? "true" : "false")
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

    /// The colour inside.
    public static func fill(_ colour: String) -> Attribute { Attribute("fill", colour) }

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
