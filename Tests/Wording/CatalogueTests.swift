import Base
import Testing

@testable import Wording

@Suite("Catalogues")
struct CatalogueTests {
    @Test("Every file has the same keys and the same placeholders in all three languages")
    func languagesAgree() throws {
        let catalogue = try Catalogue.load(folder: wordingFolder)
        let finnish = catalogue.keys(.finnish)
        #expect(!finnish.isEmpty)
        for language in Language.allCases {
            let other = catalogue.keys(language)
            let missing = Set(finnish.map(\.key)).subtracting(other.map(\.key))
            let extra = Set(other.map(\.key)).subtracting(finnish.map(\.key))
            #expect(missing.isEmpty, "\(language.rawValue) lacks \(missing.sorted())")
            #expect(extra.isEmpty, "only \(language.rawValue) has \(extra.sorted())")
            let places = Dictionary(uniqueKeysWithValues: other.map { ($0.key, $0.placeholders) })
            for entry in finnish {
                #expect(
                    places[entry.key] ?? entry.placeholders == entry.placeholders,
                    "\(language.rawValue): the placeholders of \(entry.key) differ"
                )
            }
        }
    }

    @Test("Each plural has both of its forms")
    func pluralsAreWhole() throws {
        for language in Language.allCases {
            let keys = Set(try Catalogue.load(folder: wordingFolder).keys(language).map(\.key))
            for key in keys where key.hasSuffix(".one") {
                #expect(keys.contains(key.dropLast(4) + ".other"), "\(key) has no .other")
            }
        }
    }

    @Test("Places are filled, and one without a value stays visible")
    func placesAreFilled() throws {
        let words = try finnishWords("hello = Hei {name}, {rest}!")
        #expect(words("hello", ["name": "Äiti {rest}"]) == "Hei Äiti {rest}, {rest}!")
        #expect(words.dynamic("hello", ["name": "a", "rest": "b"]) == "Hei a, b!")
    }

    @Test("A missing key is seen")
    func missingKeys() throws {
        let words = try finnishWords("a = b")
        #expect(words("nothing.here") == "⟦nothing.here⟧")
        #expect(words.count("nothing", 2) == "⟦nothing.other⟧")
        #expect(words.has("a") && !words.has("b"))
    }

    @Test("A kind of space says in its own words what it has words for")
    func kindsOfSpace() throws {
        let words = try finnishWords(
            "role.expert = Toimija\nrole.expert@association = Osaaja\nrole.trainer = Kouluttaja"
        )
        #expect(words.inSpace("association")("role.expert") == "Osaaja")
        #expect(words.inSpace("association")("role.trainer") == "Kouluttaja")
        #expect(words.inSpace("provider")("role.expert") == "Toimija")
    }

    @Test("One thing and many things have their own words")
    func plurals() throws {
        let words = try finnishWords("n.one = {count} hakemus\nn.other = {count} hakemusta")
        #expect(words.count("n", 1) == "1 hakemus")
        #expect(words.count("n", 0) == "0 hakemusta")
        #expect(words.count("n", 1204) == "1\u{A0}204 hakemusta")
    }

    @Test(
        "A file that does not hold is refused",
        arguments: [
            "a", "a = ", "= b", "a b = c", "a = b\na = c", "a@employer = b", "a = b\na@moon = c",
        ]
    )
    func badFiles(text: String) {
        #expect(throws: Failure.self) { _ = try finnishWords(text) }
    }

    @Test("Comments, empty lines and Windows line ends are no words")
    func comments() throws {
        let words = try finnishWords("# a = b\r\n\r\n  key   =  a = b # c \r\n")
        #expect(words("key") == "a = b # c")
        #expect(!words.has("#"))
    }

    @Test("A missing folder is a failure and no crash")
    func missingFolder() {
        #expect(throws: Failure.self) { _ = try Catalogue.load(folder: "/nowhere") }
    }

    private func finnishWords(_ text: String) throws(Failure) -> Words {
        try Catalogue([WordingSource(language: .finnish, name: "test.txt", text: text)])
            .words(.finnish, at: Instant(milliseconds: 0))
    }
}

/// `Web/wording` of this checkout.
private let wordingFolder =
    #filePath.split(separator: "/").dropLast(3)
    .reduce("") { "\($0)/\($1)" } + "/Web/wording"
