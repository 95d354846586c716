import Access
import Base
import HTML
import Interface
import Routing
import Wording

@Sendable func listMail(_ visit: Visit) throws(Failure) -> Reply {
    let mails = keptMail(folder: try folder(visit))
    return page(visit, visit.words("demomail.title")) { h in
        mailList(&h, mails, visit.words)
    }
}

@Sendable func showMail(_ visit: Visit) throws(Failure) -> Reply {
    guard let mail = keptMail(folder: try folder(visit), id: try visit.id()) else {
        throw .refused(.notFound)
    }
    return page(visit, mail.subject) { h in
        mailPage(&h, mail, origin: visit.site.origin, visit.words)
    }
}

/// Outside the demo there is no such page, whoever asks.
private func folder(_ visit: Visit) throws(Failure) -> String {
    guard visit.site.isDemo, let folder = visit.site.mailFolder else { throw .refused(.notFound) }
    return folder
}

private func page(_ visit: Visit, _ title: String, content: (inout HTML) -> Void) -> Reply {
    visit.visitor.account == nil
        ? visit.letter(title, content: content) : visit.page(title, content: content)
}
