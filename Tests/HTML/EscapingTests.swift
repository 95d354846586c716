import Testing

@testable import HTML

@Suite("Escaping")
struct EscapingTests {
    @Test("What a user typed never becomes an element")
    func textIsEscaped() {
        #expect(
            written { h in h.p("<script>alert('x')</script> & \"more\"") }
                == "<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;</p>"
        )
    }

    @Test("A value cannot leave its attribute")
    func valuesAreEscaped() {
        #expect(
            written { h in h.input(.name("a"), .value("\" onfocus=\"alert(1)")) }
                == "<input name=\"a\" value=\"&quot; onfocus=&quot;alert(1)\">"
        )
    }

    @Test("What is put into places kept open stands there, escaped, and nowhere else")
    func placesAreFilled() {
        #expect(
            written { h in
                h.p { h in
                    h.keepPlace("a")
                    h.keepPlace("b")
                    h.text("1")
                    h.keepPlace("a")
                    h.text("2")
                    h.keepPlace("c")
                }
                h.fillPlaces("a") { h in h.text("aa") }
                h.fillPlaces("b") { h in h.text("<b>") }
                h.fillPlaces("a") { h in h.text("again") }
                h.fillPlaces("d") { h in h.text("d") }
            } == "<p>aa&lt;b&gt;1aa2</p>"
        )
    }

    @Test("NUL is left out, other languages are kept")
    func unusualTextIsKept() {
        #expect(written { h in h.text("a\0b ä 日本 👩‍👩‍👧") } == "ab ä 日本 👩‍👩‍👧")
    }

    @Test(
        "Addresses that could run something lead nowhere",
        arguments: [
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
            "java\nscript:alert(1)", "data:text/html,x", "vbscript:x", "//other.example",
            "/\\other.example", "/\t/other.example", "other.html", "", "\u{1}javascript:x",
        ]
    )
    func unsafeAddresses(address: String) {
        #expect(written { h in h.a("x", .href(address)) } == "<a href=\"#\">x</a>")
        #expect(
            written { h in h.form(.action(address)) { _ in } } == "<form action=\"#\"></form>"
        )
    }

    @Test(
        "Addresses of the site, the web, mail and telephone are kept",
        arguments: [
            "/", "/takk/courses?sort=name", "#main", "?q=a", "https://example.org/",
            "http://a.example",
            "HTTPS://example.org", "mailto:info@example.org", "tel:+358401234567",
        ]
    )
    func safeAddresses(address: String) {
        #expect(Address.isSafe(address))
    }

    @Test("Absent attributes and flags that are off leave no trace")
    func absentAttributes() {
        #expect(
            written { h in
                h.input(
                    .required(false),
                    .checked(),
                    .ariaLabel(nil),
                    .when(false, .class("x")),
                    .data("row", "1")
                )
            } == "<input checked data-row=\"1\">"
        )
    }

    @Test("The first line break of a text field is kept")
    func firstLineBreakIsKept() {
        #expect(written { h in h.textarea("\na") } == "<textarea>\n\na</textarea>")
        #expect(
            written { h in h.textarea("</textarea>") } == "<textarea>&lt;/textarea&gt;</textarea>"
        )
    }

    @Test("Elements nest, and a custom element has a hyphen in its name")
    func nesting() {
        #expect(
            written { h in
                h.ul { h in h.li { h in h.custom("copy-text") { h in h.code("a") } } }
                h.custom("script") { h in h.text("a") }
                h.br()
            } == "<ul><li><copy-text><code>a</code></copy-text></li></ul><x-script>a</x-script><br>"
        )
    }

    @Test("Numbers of drawings have a point and at most one figure after it")
    func decimals() {
        #expect(decimal(3) == "3")
        #expect(decimal(-0.25) == "-0.3")
        #expect(decimal(12.54) == "12.5")
        #expect(decimal(.nan) == "0")
    }

    private func written(_ content: (inout HTML) -> Void) -> String {
        var h = HTML()
        content(&h)
        return String(decoding: h.bytes, as: UTF8.self)
    }
}
