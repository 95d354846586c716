internal import Base
@_spi(Forms) public import HTML
internal import Wording

/// A page of the house: the rail with what this role can do, and the room with the page's content.
public func housePage(
    title: some Text,
    frame: Frame,
    content: (inout HTML) -> Void
) -> HTML {
    var h = HTML(capacity: 32 * 1024)
    h.document(language: frame.words.language.rawValue) { h in
        h.documentHead(title: title, frame: frame)
        h.body(.class("house")) { h in
            h.skipLink(frame.words)
            h.rail(frame)
            h.main(.class("room"), .id("main"), .tabindex(-1)) { h in
                h.notice(frame.notice)
                content(&h)
                h.about(frame)
            }
            h.keyboardWords(frame)
        }
    }
    return h
}

extension HTML {
    fileprivate mutating func rail(_ frame: Frame) {
        header(.class("rail")) { h in
            h.spaceSwitcher(frame)
            h.details(.class("fold")) { h in
                h.summary(.class("button")) { h in h.text(frame.words("interface.menu")) }
                h.div(.class("fold-sheet")) { h in
                    if let path = frame.searchPath {
                        h.p { h in h.a(frame.words("interface.find"), .href(path)) }
                    }
                    h.menu(frame, name: frame.words("interface.menu"))
                    h.ownAccount(frame)
                }
            }
            h.finder(frame)
            h.menu(frame, name: frame.words("interface.navigation"))
            h.ownAccount(frame)
        }
    }

    /// The search for all that the space keeps.
    private mutating func finder(_ frame: Frame) {
        guard let path = frame.searchPath else { return }
        search(SearchField(action: path, label: frame.words("interface.find")), frame.words)
    }

    private mutating func spaceSwitcher(_ frame: Frame) {
        guard frame.spaces.count > 1 else {
            div(.class("space")) { h in h.spaceName(frame, hint: frame.spaceKind) }
            return
        }
        details(.class("switcher")) { h in
            h.summary(.class("space")) { h in
                h.spaceName(frame, hint: frame.words("interface.spaces.change"))
            }
            h.ul(.class("menu")) { h in
                for space in frame.spaces {
                    h.li { h in
                        h.a(
                            space.name,
                            .href(space.path),
                            .ariaCurrent(space.isCurrent ? "true" : nil)
                        )
                    }
                }
            }
        }
    }

    private mutating func spaceName(_ frame: Frame, hint: String) {
        span("", .class("lid"), .ariaHidden())
        span { h in
            h.text(frame.shortName.isEmpty ? frame.spaceName : frame.shortName)
            if !hint.isEmpty { h.small(hint) }
        }
    }

    private mutating func menu(_ frame: Frame, name: String) {
        nav(.class("ways"), .ariaLabel(name)) { h in
            h.ul(.class("menu")) { h in
                for item in frame.rail {
                    h.li { h in
                        h.a(
                            item.title,
                            .href(item.path),
                            .ariaCurrent(item.isCurrent ? "page" : nil)
                        )
                    }
                }
            }
        }
    }

    private mutating func ownAccount(_ frame: Frame) {
        div(.class("me")) { h in
            if let name = frame.accountName {
                h.p { h in
                    if !frame.roleTitle.isEmpty { h.text("\(frame.roleTitle) ") }
                    h.strong(name)
                }
                h.p(.class("ways-out")) { h in
                    h.a(frame.words("interface.account"), .href("/account"))
                }
                h.form(.methodPost, .action("/sign-out")) { h in
                    h.button(frame.words("interface.signOut"), .class("as-link"), .type("submit"))
                }
            }
            h.languageLinks(frame)
        }
    }
}
