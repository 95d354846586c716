public import Base
import Store

/// The demo's spaces: nine organisations, about two hundred invented people, two courses and a month of log.
public enum Demo {
    /// Every demo sign-in's password.
    public static let password = "vakka-demo"
    /// The operator's sign-in.
    public static let operatorAddress = "operator@vakka.demo"

    /// Whether the demo is in the database.
    ///
    /// Asked as the role that serves.
    public static func isLoaded(app: String) throws(Failure) -> Bool {
        try !runScript(app, "select 1 from accounts.credential('\(operatorAddress)')").isEmpty
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

    /// Loads the demo.
    ///
    /// Refuses, with a fault that says so, a database that holds anything.
    public static func load(app: String, owner: String, now: Instant = Clock.real.now)
        throws(Failure)
    {
        guard try isPossible(owner: owner) else {
            throw .broken(
                Fault("the demo is not loaded", "the database already holds spaces or accounts")
            )
        }
        var stage = Stage(now: now)
        var spaces = try DemoSpaces(password: password)
        for organisation in Cast.organisations {
            try spaces.load(organisation, &stage, app)
        }
        try spaces.loadOperator(app: app, owner: owner)
        var courses = try DemoCourses(stage)
        try courses.load(app)
        var log = DemoLog(stage, courses)
        // Days that are over: only the log's owner may write of them.
        try log.load(owner)
    }
}
