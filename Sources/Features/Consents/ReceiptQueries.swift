import Base
import Store
import Terms

extension Statement where Result == ID<Person> {
    /// Whose an ask (`$2`) is; only of one person (`$3`) when one is named.
    static let personOfAsk = Statement(
        """
        select person_id from consent_ask
         where tenant_id = $1 and id = $2 and ($3::uuid is null or person_id = $3)
        """,
        "person_id"
    )
}
