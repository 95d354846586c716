import Base
import Interface
import Routing
import Wording

/// An address with its password, or without one: then a code is mailed.
struct PasswordEntry: Sendable {
    var email = ""
    var password = ""
    /// Where the visitor was going.
    var next = ""
}

/// A mailed code to sign in with.
struct CodeEntry: Sendable {
    var code = ""
    var next = ""
}

/// A mailed code to choose a new password with.
struct NewPasswordEntry: Sendable {
    var code = ""
    var password = ""
}

let passwordEntryFields = FieldList<PasswordEntry>(
    .hidden("next", \.next),
    .email("email", \.email, "signIn.email", autocomplete: "username"),
    .password("password", \.password, "signIn.password", isRequired: false) { words in
        words("signIn.password.help")
    }
)

let codeEntryFields = FieldList<CodeEntry>(
    .hidden("next", \.next),
    .code("code", \.code, "signIn.code", help: "signIn.code.help", tells: false)
)

let forgottenFields = passwordEntryFields.only("email")

func newPasswordFields(of email: String) -> FieldList<NewPasswordEntry> {
    FieldList(
        .code("code", \.code, "signIn.code", help: "signIn.code.help"),
        .newPassword(\.password, of: email)
    )
}
