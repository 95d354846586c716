internal import Base
public import HTML
internal import Wording

/// A page like a letter: narrow, without a menu, under the woven band.
///
/// For signing in, for public pages, for the employer's answer and for receipts.
public func letterPage(
    title: some Text,
    frame: Frame,
    content: (inout HTML) -> Void
) -> HTML {
    var h = HTML()
    h.document(language: frame.words.language.rawValue) { h in
        h.documentHead(title: title, frame: frame)
        h.body(.class("letter")) { h in
            h.skipLink(frame.words)
            h.header(.class("letterhead")) { h in
                h.div("", .class("weave"), .ariaHidden())
                h.p(.class("sender")) { h in
                    h.span("", .class("lid"), .ariaHidden())
                    if let path = frame.senderPath {
                        h.a(frame.spaceName, .href(path))
                    } else {
                        h.text(frame.spaceName)
                    }
                }
            }
            h.main(.id("main"), .tabindex(-1)) { h in
                h.notice(frame.notice)
                content(&h)
                h.about(frame)
            }
            h.footer(.class("letter-foot")) { h in
                h.languageLinks(frame)
            }
        }
    }
    return h
}
