public import Access
import Base
public import Store
import Terms
public import Wording

/// The mail that invites somebody to be a member: the same words from the members' page, the
/// operator's and the command line.
///
/// The token stands in the address's fragment, so that it reaches no log.
public func invitationMail(
    to address: String,
    name: String,
    space: (name: String, slug: String),
    roles: [Role],
    token: String,
    origin: String,
    _ words: Words
) -> Mail {
    let titles = roles.map { words.dynamic("role.\($0.rawValue)") }.joined(separator: ", ")
    let lastDay = words.now.adding(days: Limits.invitationDays).inFinland.day
    return Mail(
        .invitation,
        to: address,
        subject: words("members.mail.subject", ["space": space.name]),
        body: [
            words("members.mail.greeting", ["name": name]),
            words("members.mail.invited", ["space": space.name, "roles": titles]),
            words("members.mail.open", ["day": words.onDate(lastDay)])
                + "\n\(origin)/\(space.slug)/invitation#\(token)",
            words("members.mail.once"),
            words("members.mail.unexpected"),
        ].joined(separator: "\n\n") + "\n",
        language: words.language
    )
}
