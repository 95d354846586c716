import Base
import HTML
import HTTP
import Interface
import Testing
import Wording

@Suite("Components")
struct ComponentTests {
    let pages: DemoPages

    init() throws {
        pages = try DemoPages()
    }

    @Test("What was typed is kept, escaped, and tied to its help and its problem")
    func typedValueIsKept() {
        let page = text(pages.form.bytes)
        #expect(page.contains("value=\"&lt;b&gt;&quot;kesken&quot;\""))
        #expect(page.contains("aria-describedby=\"name-help name-problem\""))
        #expect(page.contains("<option value=\"pori\" selected>"))
        #expect(page.contains("value=\"tailored\" checked"))
        #expect(page.contains(">Rivi 1\nRivi 2</textarea>"))
        #expect(page.contains("type=\"date\""))
        #expect(page.contains("value=\"2027-01-14\""))
    }

    @Test("The summary of problems links to each field, and without problems there is none")
    func summaryLinks() {
        let page = text(pages.form.bytes)
        #expect(page.contains("<a href=\"#name\">Nimi: Kirjoita kurssin nimi.</a>"))
        #expect(
            page.contains("<a href=\"#kind\">Millainen kurssi: Valitse, millainen kurssi on.</a>")
        )
        #expect(page.contains("id=\"kind\" name=\"kind\""))
        var h = HTML()
        h.errorSummary(Problems(), pages.words)
        #expect(h.bytes.isEmpty)
    }

    @Test("The summary stands in the order of the page, whatever was looked at first")
    func summaryOrder() {
        struct Two: Sendable { var (first, second) = ("", "") }
        let list = FieldList<Two>(
            .line("first", \.first, "person.given-name"),
            .line("second", \.second, "person.family-name")
        )
        var entry = FormEntry(HTTP.Form(), pages.words)
        for name in ["", "second", "first"] { entry.problem(name, "Täytä.") }
        let view = FormView(list, entry, theirs: nil, action: "/", seal: "", save: "", back: "")
        #expect(view.entry.problems.list.map { $0.field } == ["first", "second", ""])
    }

    @Test("The summary says which field, of the same label in two groups too")
    func summaryNamesFields() {
        let problems = Problems([("a", "Täytä tämä kohta."), ("b", "Täytä tämä kohta.")])
        var h = HTML()
        h.errorSummary(problems, pages.words) { field in field == "b" ? "2. <ryhmä>" : nil }
        h.textField("a", label: "Kuka & miksi?", problem: problems["a"])
        h.textField("b", label: "Päivä", problem: problems["b"])
        h.textField("c", label: "Muu")
        let page = text(h.bytes)
        #expect(page.contains("<a href=\"#a\">Kuka &amp; miksi? Täytä tämä kohta.</a>"))
        #expect(page.contains("<a href=\"#b\">2. &lt;ryhmä&gt;, Päivä: Täytä tämä kohta.</a>"))
    }

    @Test("A password is never sent back")
    func passwordIsEmpty() {
        var h = HTML()
        h.passwordField("password", label: "Salasana")
        #expect(!text(h.bytes).contains("value="))
    }

    @Test("Every page has a language, one heading, no missing words and nothing inline")
    func pagesAreWhole() throws {
        for language in Language.allCases {
            for page in try DemoPages(language).all {
                let text = text(page.bytes)
                #expect(text.hasPrefix("<!doctype html><html lang=\"\(language.rawValue)\">"))
                #expect(occurrences("<h1>", text) == 1, "\(page.name)")
                #expect(!text.contains("⟦"), "\(page.name)")
                #expect(!text.contains(" style="), "\(page.name)")
                #expect(!text.contains("<script>"), "\(page.name)")
                #expect(page.bytes.count < 30 * 1024, "\(page.name): \(page.bytes.count) bytes")
            }
        }
    }

    @Test("No page uses an id twice")
    func idsAreUnique() {
        for page in pages.all {
            let ids = text(page.bytes).split(separator: " id=\"").dropFirst()
                .map { $0.prefix { $0 != "\"" } }
            #expect(Set(ids).count == ids.count, "\(page.name)")
        }
    }

    @Test("The language links keep the rest of the address")
    func languageLinks() {
        #expect(text(pages.today.bytes).contains("href=\"/takk/today?sort=name&amp;language=sv\""))
    }

    @Test("A sorted column says how, and leads to the other order")
    func sortedColumns() {
        let page = text(pages.list.bytes)
        #expect(page.contains("aria-sort=\"ascending\"><a href=\"?sort=-name\">"))
        #expect(occurrences("aria-sort", page) == 1)
    }

    @Test("The matrix gives back only the marks that were changed")
    func matrixChanges() {
        let fields = [
            ("session.0", "s0"), ("session.1", "s1"), ("row.0", "anna"), ("was.0", "p-"),
            ("mark.0.0", "p"), ("mark.0.1", "e"), ("mark.0.7", "a"), ("mark.9.0", "a"),
            ("mark.0.x", "p"), ("mark.0.-1", "p"), ("mark.0.1.2", "p"),
        ].map { (name: $0.0, value: $0.1) }
        let changes = Matrix.changes(in: fields)
        #expect(changes.map(\.row) == ["anna"])
        #expect(changes.map(\.session) == ["s1"])
        #expect(changes.map(\.before) == [.unmarked])
        #expect(changes.map(\.after) == [.excused])
    }

    @Test("Styles and scripts stay small")
    func assetsAreSmall() throws {
        #expect(try size(pages.frame().styles) <= 32 * 1024)
        #expect(try size(pages.frame().scripts) <= 15 * 1024)
    }

    private func size(_ addresses: [String]) throws -> Int {
        var size = 0
        for address in addresses { size += try readFile("\(checkout)/Web\(address)").count }
        return size
    }

    private func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    private func occurrences(_ part: String, _ text: String) -> Int {
        text.split(separator: part, omittingEmptySubsequences: false).count - 1
    }
}
