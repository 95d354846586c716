import Base
import Store

extension AccountStatement where Result == Credential {
    static let credential = AccountStatement(
        "select account_id, name, language, password from accounts.credential($1)"
    ) { row throws(Failure) in
        Credential(
            account: try row.id("account_id"),
            name: try row.text("name"),
            language: try row.language("language"),
            password: try row.textIfAny("password")
        )
    }
}

extension AccountStatement where Result == RunningSession {
    static let sessions = AccountStatement(
        "select id, strength, agent, address, created_at, seen_at from accounts.sessions($1)"
    ) { row throws(Failure) in
        RunningSession(
            id: try row.id("id"),
            strength: try row.text("strength"),
            agent: try row.text("agent"),
            address: try row.text("address"),
            createdAt: try row.instant("created_at"),
            seenAt: try row.instant("seen_at")
        )
    }
}

extension AccountStatement where Result == Int {
    /// `$1` account, `$2` the session to end, or null for all of them but `$3`.
    static let sessionEnd = AccountStatement(
        "select accounts.session_end($1, $2, $3) as ended"
    ) { row throws(Failure) in try row.int("ended") }
}

extension AccountStatement where Result == Bool {
    static let knowsNetwork = AccountStatement(
        "select accounts.knows_network($1, $2) as found"
    ) { row throws(Failure) in try row.bool("found") }
}

extension AccountStatement where Result == Wait {
    /// Account, network, all together, and the network's own failures for when all together are too many.
    static let attemptsWait = AccountStatement(
        """
        with own as materialized (select accounts.throttle_wait(array[$1, $2]) as wait),
             strained as materialized (
               select case when own.wait > 0 then 0 when $4 = '' then 900 else accounts.throttle_wait(array[$4]) end as wait
                 from own)
        select own.wait as own,
               case when strained.wait = 0 then 0 else least(strained.wait, accounts.throttle_wait(array[$3])) end as overall
          from own, strained
        """
    ) { row throws(Failure) in
        Wait(own: try row.int("own"), overall: try row.int("overall"))
    }
}

extension AccountStatement where Result == Void {
    /// Each key with the attempts that are free.
    static let attemptsCount = AccountStatement(
        """
        select accounts.throttle_count(array[$1], $2), accounts.throttle_count(array[$3], $4),
               accounts.throttle_count(array[$5], $6), accounts.throttle_count(array_remove(array[$7], ''), 0)
        """
    )

    static let throttleClear = AccountStatement("select accounts.throttle_clear(array[$1])")

    static let passwordSet = AccountStatement("select accounts.password_set($1, $2)")

    static let nameSet = AccountStatement("select accounts.name_set($1, $2)")

    static let languageSet = AccountStatement("select accounts.language_set($1, $2)")

    /// A mail for the account of the address; for an address without one, the same statement sends nothing.
    static let mailToAccount = AccountStatement(
        """
        select accounts.mail_add($1, $2, $3, $4, $5) from accounts.credential($2)
        """
    )
}
