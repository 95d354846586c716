import Audit
import Testing

struct ActionTests {
    @Test(arguments: Action.allCases)
    func `every line has a name, a kind and an object`(action: Action) {
        #expect(action.name.wholeMatch(of: /[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*/) != nil)
        #expect(action.object.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil)
        #expect(action.rawValue == "\(action.name) | \(action.kind.rawValue) | \(action.object)")
        #expect(Action(name: action.name) == action)
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
