import Audit
import Testing

struct ActionTests {
    @Test(arguments: Action.allCases)
    func `every line has a name, a kind, an object and a purpose`(action: Action) {
        #expect(action.name.wholeMatch(of: /[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*/) != nil)
        #expect(action.object.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
        let parts = [action.name, action.kind.rawValue, action.object, action.purpose.rawValue]
        #expect(action.rawValue == parts.joined(separator: " | "))
        #expect(Action(name: action.name) == action)
    }

    @Test(arguments: Purpose.allCases)
    func `something is done for every purpose`(purpose: Purpose) {
        #expect(!purpose.actions.isEmpty)
    }

    @Test func `looks, writes and refusals are of their kind`() {
        #expect(Action.personRead.kind == .read)
        #expect(Action.personExported.kind == .export)
        #expect(Action.accessRefused.kind == .deny)
        #expect(Action.consentGiven.kind == .consent)
        #expect(Action.databaseChanged.kind == .breakGlass)
        #expect(Action.accountSignedIn.kind == .auth)
        #expect(Action(name: "no.such") == nil)
    }
}
