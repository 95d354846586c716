import Access
import Base
import Routing
import Store

/// How far the reader's permission reaches, as `people_found` takes it.
struct Reach: Sendable {
    let scope: String
    let own: ID<Person>?

    init(_ visit: Visit) {
        scope = visit.permit.scope.rawValue
        own = visit.visitor.actor.person
    }
}

extension Transaction {
    /// Somebody within reach; anyone else is as absent as nobody: 404.
    borrowing func person(_ id: ID<Person>, _ reach: Reach) throws(Failure) -> RegisteredPerson {
        try one(.registeredPerson, reach.scope, reach.own, id)
    }
}

extension Statement where Result == PersonLine {
    /// The chosen ones within reach, in the order of the list.
    static let chosenPeople = Statement(
        """
        select id, family_name || ' ' || given_name as list_name, kind, state, municipality,
               created_at, changed_at
          from people_found($2, $3, null, null, null, null)
         where tenant_id = $1 and id = any ($4::uuid[])
         order by name_key, id
        """,
        PersonLine.init(row:)
    )
}
