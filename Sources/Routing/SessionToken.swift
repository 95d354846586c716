import Base
import Crypto
public import HTTP

/// What the database keeps of a session's cookie; of anything that cannot be a token, a hash that no session has.
func sessionHash(_ cookie: String) -> [UInt8] {
    Token(received: cookie)?.hash ?? []
}

extension Site {
    /// The cookie of a fresh session.
    public func sessionCookie(token: String) -> Cookie {
        Cookie(
            sessionCookie,
            token,
            path: "/",
            maxAge: Limits.sessionSeconds,
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        )
    }

    /// The cookie that takes a session's away.
    public var endedSessionCookie: Cookie {
        Cookie(
            sessionCookie,
            "",
            path: "/",
            maxAge: 0,
            secure: isSecure,
            httpOnly: true,
            sameSite: .lax
        )
    }
}
