import Base
public import Store
public import Terms

extension Statement where Result == ConsentText {
    /// The employer's text of a version (`$2`) in a language (`$3`), or in another when there is none in that.
    public static let employerText = Statement(
        """
        select version, language, title, body, encode(sha256, 'hex') as hash from consent_text
         where $1::uuid is not null and kind = 'employer' and version = $2
         order by language = $3 desc, language
         limit 1
        """,
        ConsentText.init,
        "version",
        "language",
        "title",
        "body",
        "hash"
    )
}

extension Reply {
    /// A receipt for machines, as a file.
    public static func receipt(_ receipt: Receipt) -> Reply {
        .file(
            name: "kuitti-\(receipt.decision.id).json",
            type: "application/json",
            Array(receipt.record.text.utf8),
            about: [receipt.facts.employee.subject].compactMap(\.self)
        )
    }
}
