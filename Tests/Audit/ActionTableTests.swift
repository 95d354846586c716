import Audit
import Base
import Testing

struct ActionTableTests {
    @Test func `the table of this program has every action`() throws {
        let table = try ActionTable.embedded.get()
        for action in Action.allCases { #expect(table[action].object != "unknown", "\(action)") }
    }

    @Test func `looks, writes and refusals are of their kind`() {
        #expect(Action.personRead.line.kind == .read)
        #expect(Action.personExported.line.kind == .export)
        #expect(Action.accessRefused.line.kind == .deny)
        #expect(Action.consentGiven.line.kind == .consent)
        #expect(Action.databaseChanged.line.kind == .breakGlass)
        #expect(Action.accountSignedIn.line.kind == .auth)
    }

    @Test(arguments: [
        "action | kind | object\ntoday.read | read | page",
        "action | kind | object\ntoday.read | read",
        "action | kind | object\ntoday.read | look | page",
        "action | kind | object\nno.such | read | page",
    ])
    func `a table that is not whole is refused`(text: String) {
        #expect(throws: Failure.self) { _ = try ActionTable(text: text) }
    }
}
