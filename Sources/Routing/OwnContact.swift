public import Base
public import Store
import Terms

/// What the entered space is called in its own language, and how it is reached, as it says it to other organisations.
public struct OwnContact: Sendable {
    /// What it is called.
    public let name: String
    /// The language in which it is called so.
    public let language: Language
    /// Its address; empty when it has said none.
    public let email: String
    /// Its telephone number; empty when it has said none.
    public let phone: String

    /// How it is reached, on one line; empty when it has not said so.
    public var line: String {
        [email, Phone.shown(phone)].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension Statement where Result == OwnContact {
    /// How the space is reached.
    public static let ownContact = Statement(
        "select name, language, email, phone from own_contact() where $1::uuid = current_tenant()",
        OwnContact.init,
        "name",
        "language",
        "email",
        "phone"
    )
}
