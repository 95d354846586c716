import Base
import HTML
import Interface
import Wording

/// The list, and how long it remembers.
func mailsPage(
    _ h: inout HTML,
    _ listing: Listing<SentMail>,
    _ found: ListPage<SentMail>,
    at path: String,
    _ words: Words
) {
    h.pageHead(words("mails.title"), lead: found.counted("mails.count", words)) { h in
        h.exportButton(found, at: path, words)
    }
    h.listing(listing, found, at: path, words) { h in
        h.emptyState(words("mails.none"), words("mails.none.what-to-do"))
    }
    h.p(
        words(
            "mails.kept",
            [
                "days": words.number(Limits.mailKeptDays),
                "returned": words.number(Limits.returnedMailKeptDays),
            ]
        ),
        .class("soft")
    )
}
