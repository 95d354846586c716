import Base
public import Store
public import Terms

extension Statement where Result == EngagementTime {
    /// When an order or an engagement (`$2`) is held.
    public static let engagementTimes = Statement(
        "select number, held_on, starts_at, ends_at from engagement_times($2) where $1::uuid = current_tenant()",
        EngagementTime.init,
        "number",
        "held_on",
        "starts_at",
        "ends_at"
    )

    /// When it is held in a version (`$3`) of its facts.
    public static let versionTimes = Statement(
        "select number, held_on, starts_at, ends_at from version_times($2, $3) where $1::uuid = current_tenant()",
        EngagementTime.init,
        "number",
        "held_on",
        "starts_at",
        "ends_at"
    )
}
