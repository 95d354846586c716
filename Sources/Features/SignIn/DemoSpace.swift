/// The demo's sign-ins, by the space that each opens.
struct DemoSpace: Sendable {
    let slug: String
    let kind: String
    /// Tells spaces of a kind apart: a letter or a number.
    let mark: String
    let roles: [DemoRole]

    static let all: [DemoSpace] =
        [
            DemoSpace(
                slug: "takk",
                kind: "provider",
                mark: "",
                roles: [.coordinator, .trainer, .expert, .auditor]
            ),
            DemoSpace(
                slug: "tyonantaja-1",
                kind: "employer",
                mark: "1",
                roles: [.consent, .coordinator, .auditor]
            ),
            DemoSpace(
                slug: "tyonantaja-2",
                kind: "employer",
                mark: "2",
                roles: [.consent, .coordinator, .auditor]
            ),
            DemoSpace(
                slug: "pksotu",
                kind: "association",
                mark: "",
                roles: [.coordinator, .expert, .auditor]
            ),
        ]
        + ["a", "b", "c", "d"].map { letter in
            DemoSpace(
                slug: "kumppani-\(letter)",
                kind: "partner",
                mark: letter.uppercased(),
                roles: [.coordinator, .auditor]
            )
        }

    static let operatorAddress = "operator@vakka.demo"
    static let password = "vakka-demo"

    func address(_ role: DemoRole) -> String { "\(role.rawValue)@\(slug).demo" }
}

/// A role as the demo's addresses name it.
enum DemoRole: String, Sendable {
    case coordinator
    case trainer
    case expert
    case consent
    case auditor

    /// The role's name in the permission table.
    var role: String { self == .consent ? "consent-giver" : rawValue }
}
