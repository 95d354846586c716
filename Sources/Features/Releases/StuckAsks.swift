import Audit
import Base
import Letters
import Routing
import Store

// Asks that nobody at the employer can answer or that did not arrive, as the employer's space tells.

/// Nobody at the employer can answer, or the ask came back; or this is over.
func receiveStuck(
    _ letter: ConsentStuckLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    guard
        let person = try inbox.oneIfAny(.noteStuck, letter.ask, letter.stuck, letter.returned)
    else {
        throw .refused(.conflict(why: "application.rule.nothing-waits"))
    }
    return [Entry(.consentStuck, of: Object(letter.ask, letter.employer), about: [person])]
}

extension Statement where Result == ID<Person> {
    fileprivate static let noteStuck = Statement(
        """
        update consent_ask set is_stuck = $3, is_returned = $4
         where tenant_id = $1 and id = $2 and state = 'waiting' and (is_stuck, is_returned) <> ($3, $4) returning person_id
        """,
        "person_id"
    )
}
