import Base
import Store

extension AccountStatement where Result == SpaceListing {
    static let spaces = AccountStatement(
        """
        select space_id, slug, kind, state, name_fi, name_sv, name_en, created_at from accounts.spaces()
        """,
        SpaceListing.init(row:)
    )

    static let space = AccountStatement(
        """
        select space_id, slug, kind, state, name_fi, name_sv, name_en, created_at from accounts.spaces()
         where space_id = $1
        """,
        SpaceListing.init(row:)
    )
}

extension AccountStatement where Result == Bool {
    static let hasCoordinator = AccountStatement(
        "select accounts.space_has_coordinator($1) as found"
    ) { row throws(Failure) in try row.bool("found") }

    static let isSlugTaken = AccountStatement(
        "select exists (select from accounts.space_by_slug($1)) as found"
    ) { row throws(Failure) in try row.bool("found") }

    static let isBusinessIDTaken = AccountStatement(
        "select exists (select from accounts.employer_by_business_id($1)) as found"
    ) { row throws(Failure) in try row.bool("found") }

    /// Suspends or opens; false when the space was so already.
    static let changeState = AccountStatement(
        "select public.space_state($1, $2) = 1 as changed"
    ) { row throws(Failure) in try row.bool("changed") }
}

extension AccountStatement where Result == Void {
    static let makeSpace = AccountStatement(
        "select public.space_make($1, $2, $3, 'active', $4, $5, $6, $7, $8)"
    )

    static let inviteInto = AccountStatement(
        "select public.invitation_make($1, $2, $3, $4, $5, null, $6, $7, $8)"
    )
}

extension SpaceListing {
    init(row: Row) throws(Failure) {
        id = try row.id("space_id")
        slug = try row.text("slug")
        kind = try row.choice("kind")
        state = try row.choice("state")
        names = [
            .finnish: try row.text("name_fi"), .swedish: try row.text("name_sv"),
            .english: try row.text("name_en"),
        ]
        madeAt = try row.instant("created_at")
    }
}
