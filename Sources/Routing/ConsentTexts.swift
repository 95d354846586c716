import Base
public import Store
public import Terms

extension Statement where Result == ConsentText {
    /// The text of a kind (`$2`) in a language (`$3`), or in another when there is none in that: of a version (`$4`), or the
    /// newest.
    public static let consentText = Statement(
        """
        select version, language, title, body, encode(sha256, 'hex') as hash from consent_text
         where $1::uuid is not null and kind = $2
           and version = coalesce($4, (select max(n.version) from consent_text n where n.kind = $2))
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
