public import Base
import Crypto
import Scenes
import Store

/// The demo's spaces: nine organisations, about two hundred invented people, three courses and a month of log, played.
public enum Demo {
    /// Every demo sign-in's password.
    public static let password = "vakka-demo"
    /// The operator's sign-in.
    public static let operatorAddress = "operator@vakka.demo"

    /// Whether the demo is in the database.
    ///
    /// Asked as the role that serves.
    public static func isLoaded(app: String) throws(Failure) -> Bool {
        try !runScript(
            app,
            "select 1 from accounts.credential('\(operatorAddress)') where password is not null"
        )
        .isEmpty
    }

    /// Whether the demo may be loaded: nothing else is there.
    ///
    /// `owner` names a role that sees all of the database.
    public static func isPossible(owner: String) throws(Failure) -> Bool {
        try runScript(
            owner,
            "select 1 from space where kind <> 'installation' union all select 1 from accounts.account limit 1"
        )
        .isEmpty
    }

    /// Takes password and sessions from the demo's accounts, whose password everybody knows.
    ///
    /// How many there were that still had one.
    public static func shut(owner: String) throws(Failure) -> Int {
        try runScript(
            owner,
            """
            with shut as (
              update accounts.account set password = null where email like '%.demo' and password is not null returning id),
            ended as (
              update accounts.session s set ended_at = public.moment() from shut where s.account_id = shut.id and s.ended_at is null)
            select id from shut
            """
        )
        .count
    }

    /// Whether somebody began to load the demo and did not come to its end: the database still takes the player's moments.
    public static func isUnfinished(owner: String) throws(Failure) -> Bool {
        try !runScript(
            owner,
            """
            select 1 from pg_proc p join pg_namespace n on n.oid = p.pronamespace
             where n.nspname = 'public' and p.proname = 'moment' and pg_get_functiondef(p.oid) like '%app.moment%'
            """
        )
        .isEmpty
    }

    /// Loads the demo: plays what the people of the cast have done in the last three months.
    ///
    /// Refuses, with a fault that says so, a database that holds anything.
    public static func load(_ ground: Ground, now: Instant = Clock.real.now) throws(Failure) {
        guard try isPossible(owner: ground.owner) else {
            throw .broken(
                Fault("the demo is not loaded", "the database already holds spaces or accounts")
            )
        }
        // What breaks off leaves the database with the player's moments: the next start sees it, and makes it anew.
        try allow(ground, true)
        try play(Stage(ground, now: now), ground)
        try allow(ground, false)
    }

    /// Whether the database takes the player's moments; what is played waits for no disk.
    private static func allow(_ ground: Ground, _ isPlayed: Bool) throws(Failure) {
        let name = try runScript(ground.owner, "select quote_ident(current_database())")[0][0]
        let commit = isPlayed ? "set synchronous_commit = off" : "reset synchronous_commit"
        _ = try runScript(
            ground.owner,
            "call public.allow_scenes(\(isPlayed)); alter database \(name) \(commit)"
        )
    }

    private static func play(_ stage: Stage, _ ground: Ground) throws(Failure) {
        try stage.house.account(operatorAddress, "Yrjö Ylänkö", hash: nil)
        // Only the database's owner can make an operator: no function of the app does.
        _ = try runScript(
            ground.owner,
            "update accounts.account set is_operator = true where email = '\(operatorAddress)'"
        )
        try DemoSpaces(stage).plan()
        DemoEnquiries(stage: stage).plan()
        DemoPartnerships(stage: stage).plan()
        let workshop = DemoOrders(stage: stage).plan()
        DemoProfiles(stage: stage).plan()
        DemoStories(stage: stage).plan()
        DemoActivities(stage: stage).plan()
        DemoOffers(stage: stage).plan(earlier: workshop)
        DemoHeld(stage: stage).plan()
        DemoExperts(stage: stage).plan()
        var courses = DemoCourses(stage)
        try courses.plan()
        var log = DemoLog(stage)
        log.plan()
        for daysAgo in [80, 60, 30] {
            // What grows in seconds outruns the database's own look at it.
            stage.player.at(stage.moment(daysAgo: daysAgo, hour: 0, minute: 0)) {
                () throws(Failure) in _ = try runScript(ground.owner, "analyze")
            }
        }
        try stage.player.play()
        stage.player.clock.turn(to: stage.now)
        // What the operator signs in with tells that the demo is whole.
        try stage.house.account(
            operatorAddress,
            "Yrjö Ylänkö",
            hash: try Password.hash(password)
        )
    }
}
