import Base
import HTML
import Interface
import Testing
import Wording

struct `Whom a page names` {
    private let liisa = PersonName(ID<Person>(), "Liisa <Malli>")
    private let member = PersonName(.member(ID()), "Onni Oja")

    private func words(_ text: String) throws -> Words {
        try Catalogue([WordingSource(language: .finnish, name: "t", text: text)]).words(
            .finnish,
            at: Instant(milliseconds: 0)
        )
    }

    private func page(_ content: (inout HTML) -> Void) -> HTML {
        var h = HTML()
        content(&h)
        return h
    }

    @Test func `a name is written in its own direction, and gathered once`() {
        let page = page { h in
            h.name(liisa)
            h.p(liisa, .class("x"))
            h.fact("a", member)
        }
        let text = String(decoding: page.bytes, as: UTF8.self)
        #expect(text.hasPrefix("<bdi>Liisa &lt;Malli&gt;</bdi><p class=\"x\"><bdi>Liisa"))
        #expect(page.subjects == [liisa.subject, member.subject].compactMap(\.self))
    }

    @Test func `a sentence and an attribute gather as well`() throws {
        let words = try words("k = Muistiinpano[ {when}]: {name}")
        let sentence = words.sentence("k", ["name": liisa, "when": ""])
        let other = words.sentence("k", ["name": member, "when": "nyt"])
        let page = page { h in
            h.a(
                sentence,
                .ariaLabel(h.plain(other))
            )
        }
        #expect(
            String(decoding: page.bytes, as: UTF8.self)
                == "<a aria-label=\"Muistiinpano nyt: Onni Oja\">Muistiinpano: <bdi>Liisa &lt;Malli&gt;</bdi></a>"
        )
        #expect(page.subjects.count == 2)
    }

    @Test func `lists, tasks, choices, chips and titles gather`() throws {
        let words = try words("interface.sort = s")
        let gathered: [HTML] = [
            page { h in
                h.list(
                    [liisa],
                    caption: "c",
                    columns: [.name("n", path: { _ in "/" }) { $0 }],
                    words
                )
            },
            page { h in
                h.list(
                    [liisa],
                    caption: "c",
                    columns: [.name("n", path: { _ in "/" }) { $0 }],
                    bulk: Bulk(name: "b") { _ in "1" },
                    words
                )
            },
            page { h in h.tasks([WaitingTask(what: liisa)]) },
            page { h in h.history([HistoryEntry(liisa, when: "nyt")]) },
            page { h in h.select("s", label: "l", choices: [Choice("1", liisa)]) },
            page { h in h.radios("s", label: "l", choices: [Choice("1", liisa)]) },
            page { h in h.filters(nil, chips: [Chip(liisa, "/")], words) },
            page { h in h.pageHead(liisa, lead: "x") },
            housePage(title: liisa, frame: Frame(words: words, path: "/", spaceName: "s")) { _ in },
            letterPage(title: liisa, frame: Frame(words: words, path: "/", spaceName: "s")) { _ in
            },
        ]
        for (index, page) in gathered.enumerated() {
            #expect(page.subjects == [liisa.subject].compactMap(\.self), "\(index)")
        }
    }

    @Test func `a table for spreadsheets gathers its cells`() {
        var file = TableFile()
        file.add(["x", liisa, "y"])
        file.add([liisa, member])
        #expect(Set(file.subjects) == Set([liisa.subject, member.subject].compactMap(\.self)))
        #expect(String(decoding: file.bytes, as: UTF8.self).contains("\"Liisa <Malli>\""))
    }

    @Test func `a name that only somebody typed is written and is nobody's`() {
        let page = page { h in h.name(.unlisted("Kaisa")) }
        #expect(page.subjects.isEmpty && page.bytes == Array("<bdi>Kaisa</bdi>".utf8))
    }
}
