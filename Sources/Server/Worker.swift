public import HTTP

/// Answers the requests of one lane.
///
/// It is made on the lane's thread and never leaves it, so it may own what is bound to one thread, such as
/// a database connection.
public protocol Worker {
    /// Answers by `exchange.send`, at once or later, from any thread.
    mutating func answer(_ request: Request, on exchange: Exchange)
}
