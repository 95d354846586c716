public import Base
public import Terms

extension Visit {
    /// Where the space has the page of an engagement: the partner that of its order.
    public func engagementPage(_ id: ID<Engagement>) throws(Failure) -> String {
        here(try space.kind == .partner ? "/orders/\(id)" : "/engagements/\(id)")
    }
}
