import Base
import HTML
import Interface
import Routing
import Wording

// The fields that several forms of accounts share.

extension HTML {
    mutating func addressField(_ entry: FormEntry, _ words: Words) {
        emailField(
            "email",
            label: words("signIn.email"),
            value: entry.typed("email"),
            problem: entry.problems["email"],
            autocomplete: "username"
        )
    }

    mutating func nameField(_ entry: FormEntry, _ words: Words) {
        textField(
            "name",
            label: words("account.name"),
            value: entry.typed("name"),
            help: words("account.name.help"),
            problem: entry.problems["name"],
            autocomplete: "name",
            charactersMax: Limits.nameCharactersMax
        )
    }

    /// The code of a mail.
    mutating func mailedCodeField(_ entry: FormEntry, _ words: Words) {
        codeField(
            "code",
            label: words("signIn.code"),
            value: entry.typed("code"),
            help: words("signIn.code.help"),
            problem: entry.problems["code"]
        )
    }

    /// The address under which password managers keep the password of the form.
    mutating func passwordOwner(_ email: String) {
        input(
            .type("email"),
            .name("username"),
            .value(email),
            .autocomplete("username"),
            .hidden()
        )
    }

    mutating func newPasswordField(_ entry: FormEntry, _ words: Words, label: String? = nil) {
        passwordField(
            "new_password",
            label: label ?? words("signIn.new.password"),
            help: words(
                "signIn.new.help",
                [
                    "least": String(Limits.passwordCharactersMin),
                    "most": String(Limits.passwordCharactersMax),
                ]
            ),
            problem: entry.problems["new_password"],
            isNew: true
        )
    }
}
