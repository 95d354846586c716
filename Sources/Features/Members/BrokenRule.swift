import Audit
import Base
import HTTP
import Routing
import Store

/// A rule of the domain that refused a form, to be said on the form itself.
struct BrokenRule {
    /// Wording key of the rule.
    let key: String
    let status: Int

    /// Nil for failures that are no rule's.
    init?(_ failure: Failure) {
        switch failure {
        case .refused(.conflict(let why)): (key, status) = (why, 409)
        case .refused(.forbidden(let why?)): (key, status) = (why, 403)
        default: return nil
        }
    }

    /// The refusal for the log; nil where the state of things refused, and not a missing right.
    func entry(_ visit: Visit) throws(Failure) -> Entry? {
        guard status == 403 else { return nil }
        let label = "\(visit.request.method.rawValue) \(visit.request.path)"
        return Entry(.accessRefused, of: Object(try visit.space.id, label), outcome: .refused)
    }
}

/// Carries a form out once; what a rule refuses is answered by `refused`, with the form again.
func carryOut(
    _ visit: Visit,
    _ body: (borrowing Transaction) throws(Failure) -> Audited<String>,
    refused: (BrokenRule) throws(Failure) -> Reply
) throws(Failure) -> Reply {
    do throws(Failure) {
        return try visit.act(body)
    } catch {
        guard let rule = BrokenRule(error) else { throw error }
        return try refused(rule)
    }
}
