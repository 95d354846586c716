import Base
import Demo

/// Loads the demo into an empty database where it is wanted.
///
/// Whether the demo is there and may be served as one; refused, it is a house like any other.
func prepareDemo(
    _ configuration: Configuration,
    _ app: String,
    wantsDemo: Bool,
    refusesDemo: Bool
) throws(Failure) -> Bool {
    if refusesDemo {
        let shut = try Demo.shut(owner: configuration.ownerSettings())
        if shut > 0 { say("\(shut) demo sign-ins have no password and no session any more") }
        return false
    }
    if try Demo.isLoaded(app: app) { return true }
    guard wantsDemo else { return false }
    let owner = try configuration.ownerSettings()
    guard try Demo.isPossible(owner: owner) else {
        say("the demo is not loaded: the database holds other spaces")
        return false
    }
    say("loading the demo spaces")
    try Demo.load(
        Ground(
            app: app,
            worker: try configuration.settings(role: "vakka_worker"),
            owner: owner,
            root: configuration.root,
            origin: configuration.origin
        )
    )
    return true
}
