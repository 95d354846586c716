import Base
import HTML
import Interface
import Wording

func mailList(_ h: inout HTML, _ mails: [KeptMail], _ words: Words) {
    h.pageHead(words("demomail.title"), lead: words("demomail.lead"))
    guard !mails.isEmpty else {
        return h.emptyState(words("demomail.none"), words("demomail.none.what-to-do"))
    }
    h.list(
        mails,
        caption: words("demomail.title"),
        columns: [
            .link(words("demomail.subject"), path: { "/demo/mail/\($0.id)" }) { $0.subject },
            .text(words("demomail.recipient")) { $0.recipient },
            .text(words("demomail.at")) { words.moment($0.at) },
        ],
        words
    )
}

func mailPage(_ h: inout HTML, _ mail: KeptMail, origin: String, _ words: Words) {
    h.pageHead(mail.subject)
    h.facts { h in
        h.fact(words("demomail.recipient"), mail.recipient)
        h.fact(words("demomail.at"), words.fullMoment(mail.at))
    }
    h.sheet { h in
        h.div(.class("mail")) { h in h.mailText(mail.text, origin: origin) }
    }
    h.p { h in h.a(words("demomail.all"), .href("/demo/mail")) }
}
