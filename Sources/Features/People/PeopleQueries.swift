import Access
import Base
import Routing
import Store

extension Transaction {
    /// Somebody within reach; anyone else is as absent as nobody: 404.
    borrowing func person(_ id: ID<Person>) throws(Failure) -> RegisteredPerson {
        try one(.registeredPerson, id)
    }
}

extension Statement where Result == PersonLine {
    /// The chosen ones within reach, in the order of the list.
    static let chosenPeople = Statement(
        within: .reach,
        """
        select id, family_name || ' ' || given_name as list_name, kind, state, municipality,
               created_at, changed_at
          from people_within($2, $3, $4)
         where tenant_id = $1 and id = any ($5::uuid[])
         order by name_key, id
        """,
        PersonLine.init(row:)
    )
}
