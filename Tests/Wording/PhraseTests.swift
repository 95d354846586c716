import Base
import Testing
import Wording

struct `Optional places and plurals` {
    private func words(_ text: String) throws -> Words {
        try Catalogue([WordingSource(language: .finnish, name: "t", text: text)]).words(
            .finnish,
            at: Instant(milliseconds: 0)
        )
    }

    @Test func `what stands in brackets is written only where its places have values`() throws {
        let words = try words("a = katsoi tiedot[: {object}][ ({count})] nyt")
        #expect(words("a", ["object": "Liisa", "count": ""]) == "katsoi tiedot: Liisa nyt")
        #expect(words("a", ["object": "", "count": "3"]) == "katsoi tiedot (3) nyt")
        #expect(words("a") == "katsoi tiedot nyt")
    }

    @Test func `brackets may say something else instead`() throws {
        let words = try words("a = katsoi [koulutusta {object}|koulutuksia[ ({count})]] nyt")
        #expect(words("a", ["object": "Pori"]) == "katsoi koulutusta Pori nyt")
        #expect(words("a") == "katsoi koulutuksia nyt")
        #expect(words("a", ["count": "2"]) == "katsoi koulutuksia (2) nyt")
    }

    @Test func `a plural stands inside a sentence`() throws {
        let words = try words("a = luki[ ({count|yksi henkilö|{count} henkilöä})]")
        #expect(words("a", ["count": "1"]) == "luki (yksi henkilö)")
        #expect(words("a", ["count": "12"]) == "luki (12 henkilöä)")
        #expect(words("a", ["count": "0"]) == "luki (0 henkilöä)")
        #expect(words("a") == "luki")
    }

    @Test(arguments: ["a [b] c", "a { b", "a ] b }", "a [ b", "a [b {", "{a|b}"])
    func `what is not whole is text or a place`(text: String) throws {
        let words = try words("k = \(text)")
        #expect(words("k", ["x": "y"]) == text)
    }

    @Test func `values are not read as templates`() throws {
        let words = try words("a = {x}[ {y}]")
        #expect(words("a", ["x": "[{y}]", "y": "{x|1|2}"]) == "[{y}] {x|1|2}")
    }

    @Test func `pieces hold values that are more than text`() throws {
        let words = try words("a = x {n}[ {m}]")
        let pieces = words.pieces("a", ["n": 7, "m": 0]) { $0 == 0 ? "" : String($0) }
        guard pieces.count == 2, case .text("x ") = pieces[0], case .value(7) = pieces[1] else {
            Issue.record("\(pieces)")
            return
        }
    }
}
