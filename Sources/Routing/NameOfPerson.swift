public import Base
public import Store

extension Statement where Result == PersonName {
    /// Somebody of the register (`$5`) within reach.
    public static let nameOfPerson = Statement(
        within: .reach,
        """
        select (id, given_name || ' ' || family_name) as name from people_within($2, $3, $4)
         where tenant_id = $1 and id = $5
        """,
        "name"
    )
}
