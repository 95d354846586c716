import Base
import Testing
import Wording

struct `Values from right to left` {
    private func words(_ text: String) throws -> Words {
        try Catalogue([WordingSource(language: .finnish, name: "t", text: text)]).words(
            .finnish,
            at: Instant(milliseconds: 0)
        )
    }

    @Test func `they stand between marks of their own direction`() throws {
        let words = try words(
            "a = Avasi: {name} ({n})\nb.one = {name}, yksi\nb.other = {name}, {count}"
        )
        #expect(words("a", ["name": "משה", "n": "3"]) == "Avasi: \u{2068}משה\u{2069} (3)")
        #expect(words("a", ["name": "Aino", "n": "3"]) == "Avasi: Aino (3)")
        #expect(words.count("b", 2, ["name": "ليلى"]) == "\u{2068}ليلى\u{2069}, 2")
    }

    @Test func `a sentence in a sentence is marked once`() throws {
        let words = try words("a = {name}\nb = {what}!")
        #expect(words("b", ["what": words("a", ["name": "משה"])]) == "\u{2068}משה\u{2069}!")
    }
}
