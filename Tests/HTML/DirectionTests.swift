import Testing

@testable import HTML

@Suite("Text from right to left")
struct DirectionTests {
    @Test("It stands in an element of its own direction, wherever it is written")
    func textIsIsolated() {
        #expect(written { h in h.p("משה כהן") } == "<p><bdi>משה כהן</bdi></p>")
        #expect(written { h in h.text("Aino, ليلى <b>") } == "<bdi>Aino, ليلى &lt;b&gt;</bdi>")
        #expect(written { h in h.a("שלום", .href("/x")) } == "<a href=\"/x\"><bdi>שלום</bdi></a>")
    }

    @Test(
        "Between its marks it ends where they do, and marks that have no partner leave nothing open"
    )
    func marksBecomeElements() {
        #expect(
            written { h in h.p("Avasi \u{2068}משה\u{2069} – eilen") }
                == "<p>Avasi <bdi>משה</bdi> – eilen</p>"
        )
        #expect(
            written { h in h.p("\u{2068}a \u{2068}ب\u{2069}\u{2069} ج") }
                == "<p><bdi>a <bdi>ب</bdi></bdi><bdi> ج</bdi></p>"
        )
        #expect(written { h in h.p("\u{2068}ש<") } == "<p><bdi>ש&lt;</bdi></p>")
        #expect(written { h in h.p("\u{2069}x") } == "<p>\u{2069}x</p>")
    }

    @Test("Other letters have none")
    func othersStayAsTheyAre() {
        let text = "Åsa Öhman – Дарья 日本 «Sámi» 👩‍👩‍👧 e\u{301}"
        #expect(written { h in h.p(text) } == "<p>\(text)</p>")
    }

    @Test("Where elements cannot stand, there are none")
    func charactersStayCharacters() {
        #expect(written { h in h.title("משה") } == "<title>משה</title>")
        #expect(written { h in h.option("משה") } == "<option>משה</option>")
        #expect(written { h in h.textarea("משה") } == "<textarea>משה</textarea>")
        #expect(
            written { h in h.input(.ariaLabel("\u{2068}משה\u{2069}")) }
                == "<input aria-label=\"\u{2068}משה\u{2069}\">"
        )
        #expect(written { h in h.bdi("משה") } == "<bdi>משה</bdi>")
    }
}

@Suite("A word longer than any word of a language")
struct LongWordTests {
    private let long = String(repeating: "a", count: 40)

    @Test("It may be broken after each 15 characters, and its neighbours are left alone")
    func longWordsMayBreak() {
        let broken = "aaaaaaaaaaaaaaa<wbr>aaaaaaaaaaaaaaa<wbr>aaaaaaaaaa"
        #expect(written { h in h.p("Aino \(long)  Aalto") } == "<p>Aino \(broken)  Aalto</p>")
        #expect(written { h in h.bdi(long) } == "<bdi>\(broken)</bdi>")
        let family = String(repeating: "👩‍👩‍👧", count: 31)
        #expect(written { h in h.p(family) }.split(separator: "<wbr>").count == 3)
        #expect(written { h in h.p(String(repeating: "<", count: 31)) }.hasSuffix("&lt;</p>"))
    }

    @Test("Every word of a language stays whole, and where no element can stand, any word")
    func wordsStayWhole() {
        let compound = "kokemusasiantuntijatoiminnassa"
        #expect(written { h in h.p(compound) } == "<p>\(compound)</p>")
        let id = "01a21998-19c5-74f9-8d3f-a64a8aaf0922"
        #expect(written { h in h.p(id) } == "<p>\(id)</p>")
        #expect(written { h in h.title(long) } == "<title>\(long)</title>")
        #expect(written { h in h.option(long) } == "<option>\(long)</option>")
        #expect(written { h in h.input(.value(long)) } == "<input value=\"\(long)\">")
    }
}

private func written(_ content: (inout HTML) -> Void) -> String {
    var h = HTML()
    content(&h)
    return String(decoding: h.bytes, as: UTF8.self)
}
