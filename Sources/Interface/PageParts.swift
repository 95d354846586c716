internal import Base
internal import HTML
internal import Wording

// What both kinds of page are made of.

extension HTML {
    mutating func documentHead(title: some Text, frame: Frame) {
        head { h in
            h.meta(.charset("utf-8"))
            h.meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
            h.meta(.name("color-scheme"), .content("light dark"))
            h.title("\(h.plain(title)) · \(frame.spaceName)")
            if let summary = frame.summary {
                h.meta(.name("description"), .content(summary))
                h.meta(.property("og:type"), .content("website"))
                h.meta(.property("og:title"), .content(h.plain(title)))
                h.meta(.property("og:description"), .content(summary))
                h.meta(.property("og:site_name"), .content(frame.spaceName))
            }
            if let icon = frame.icon {
                h.link(.rel("icon"), .type("image/svg+xml"), .href(icon))
            }
            for style in frame.styles { h.link(.rel("stylesheet"), .href(style)) }
            for script in frame.scripts { h.script(src: script) }
        }
    }

    mutating func skipLink(_ words: Words) {
        a(words("interface.skip"), .class("skip"), .href("#main"))
    }

    mutating func notice(_ notice: Notice?) {
        guard let notice else { return }
        switch notice.kind {
        case .done:
            guard let undo = notice.undo else {
                return p(notice.sentence, .class("notice is-done"), .role("status"))
            }
            div(.class("notice is-done")) { h in
                h.p(notice.sentence, .role("status"))
                h.form(action: undo.path, once: undo.once) { h in h.quietButton(undo.title) }
            }
        case .problem:
            p(notice.sentence, .class("notice is-problem"), .role("alert"))
        }
    }

    /// What this page is: the same place on every page, after what it shows.
    mutating func about(_ frame: Frame) {
        guard let help = frame.help else { return }
        details(.id("about")) { h in
            h.summary(frame.words("interface.help"))
            h.p { h in
                h.text("\(help.what) \(help.log) ")
                guard !help.email.isEmpty else { return h.text(help.ask) }
                h.text(frame.words("interface.help.ask") + " ")
                h.mailLink(help.email)
            }
        }
    }

    mutating func languageLinks(_ frame: Frame) {
        nav(.class("languages"), .ariaLabel(frame.words("interface.language"))) { h in
            if frame.isDemo {
                h.span(.class("demo")) { h in
                    h.text(frame.words("interface.demo") + " ")
                    h.a(frame.words("interface.demo.mail"), .href("/demo/mail"))
                }
            }
            for language in Language.allCases {
                if let form = frame.languageForm {
                    h.button(
                        frame.words.dynamic("interface.language.\(language.rawValue)"),
                        .class("as-link"),
                        .type("submit"),
                        .form(form.id),
                        .formAction(languagePath(form.action, language)),
                        .name(LanguageForm.turn),
                        .value(language.rawValue),
                        .lang(language.rawValue),
                        .ariaCurrent(language == frame.words.language ? "true" : nil)
                    )
                    continue
                }
                h.a(
                    frame.words.dynamic("interface.language.\(language.rawValue)"),
                    .href(languagePath(frame.path, language)),
                    .lang(language.rawValue),
                    .hreflang(language.rawValue),
                    .ariaCurrent(language == frame.words.language ? "true" : nil)
                )
            }
        }
    }

    /// The windows of the keyboard's short cuts, which only scripts open.
    mutating func keyboardWords(_ frame: Frame) {
        let words = frame.words
        custom("key-guide") { h in
            let find = frame.searchPath == nil ? "" : words("interface.find")
            h.dialog(.id("go"), .ariaLabel(words("interface.go")), .data("find", find)) { h in
                h.form(.class("go"), .methodGet, .action(frame.searchPath ?? "")) { h in
                    h.label(words("interface.go.label"), .for("go-field"))
                    h.input(.class("field"), .id("go-field"), .name("q"), .autocomplete("off"))
                    h.ul(.class("menu")) { _ in }
                    h.p(words("interface.go.none"), .class("soft"), .role("status"), .hidden())
                }
            }
            h.dialog(.id("keys"), .ariaLabel(words("interface.keys"))) { h in
                h.h2(words("interface.keys"))
                h.dl(.class("facts")) { h in
                    h.key("/", words("interface.keys.search"))
                    h.key("Ctrl K", words("interface.keys.go"))
                    h.key("?", words("interface.keys.help"))
                }
                if frame.help != nil {
                    h.p { h in h.a(words("interface.help"), .href("#about")) }
                }
                h.button(words("interface.close"), .class("button"), .type("button"))
            }
        }
    }

    private mutating func key(_ name: String, _ meaning: String) {
        div { h in
            h.dt { h in h.kbd(name) }
            h.dd(meaning)
        }
    }
}

/// The same page in another language: `?language=sv` with the rest of the query kept.
func languagePath(_ path: String, _ language: Language) -> String {
    let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let kept = (parts.count > 1 ? parts[1] : "").split(separator: "&")
        .filter { !$0.hasPrefix("language=") }
    let query = (kept.map(String.init) + ["language=\(language.rawValue)"]).joined(separator: "&")
    return "\(parts.first ?? "/")?\(query)"
}
