import Base

/// What PostgreSQL's error codes mean to a request: one table for the whole house.
/// - Source: PostgreSQL 15, appendix A; VK codes are raised by `public.refuse` with a wording key.
func failure(sqlState: String, message: String, place: String) -> Failure {
    switch sqlState {
    case "VK409": return .refused(.conflict(why: message))
    case "VK403": return .refused(.forbidden(why: message))
    case "23505": return .refused(.conflict(why: "error.conflict.already"))
    case "23503": return .refused(.conflict(why: "error.conflict.gone"))
    case "22P02", "22021", "22P05": return .refused(.malformed)
    case "40001", "40P01": return .refused(.contended)
    case "55P03": return .refused(.unavailable(retrySeconds: 1))
    // A statement went on beyond its time, and was ended.
    case "57014": return .refused(.tooSlow)
    case "25006": return .refused(.unavailable(retrySeconds: 5))
    default:
        switch sqlState.prefix(2) {
        // The connection broke.
        case "08": return .refused(.unavailable(retrySeconds: 2))
        // No disk, memory or connections left; an operator or a deadline ended it; the system below failed.
        case "53", "57", "58": return .refused(.unavailable(retrySeconds: 5))
        default: break
        }
        return .broken(
            Fault("the database refused a statement", "\(sqlState) \(message) in \(place)")
        )
    }
}
