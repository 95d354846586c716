import Audit
import Base
import Crypto
import HTTP
import Routing
import Store
import Wording

/// What the database knows an application's codes by.
let codePurpose = "application"

/// Mails a code, unless too many were asked for: then the seconds to wait.
func mailCode(
    _ visit: Visit,
    _ course: CourseFacts,
    _ applicant: Applicant,
    _ browser: Token
) throws(Failure) -> Int {
    let place = visit.request.network.counted
    // An address is counted together with the network that names it: a stranger elsewhere locks nobody out of their mail.
    let address = [throttleKey("application.address \(applicant.email) \(place)")]
    let network = [throttleKey("application.network \(place)")]
    let code = try mailedCode()
    let words = visit.site.catalogue.words(applicant.language)
    let mail = codeMail(applicant, code, course.name, try visit.space.name(words.language), words)
    return try visit.account { (db) throws(Failure) in
        let wait = try db.one(.throttleWait, address + network)
        if wait == 0 {
            try db.run(.throttleCount, address, 3)
            try db.run(.throttleCount, network, 20)
            try db.run(
                .codeMake,
                applicant.email,
                codePurpose,
                Bytes(sha256(code)),
                Bytes(browser.hash),
                Limits.mailedCodeSeconds
            )
            try db.mail(mail)
        }
        // Nothing has happened in any space yet: no log hears of it.
        return AccountAudited(wait, Entry(.applicationMade), in: [])
    }
}

/// The secret that ties a code to the browser that asked for it.
func browser(_ visit: Visit) throws(Failure) -> Token {
    if let kept = Token(received: visit.request.cookie(browserCookieName(visit)) ?? "") {
        return kept
    }
    return try Token()
}

private func browserCookieName(_ visit: Visit) -> String {
    visit.site.isSecure ? "__Host-vakka-application" : "vakka-application"
}

func browserCookie(_ visit: Visit, _ value: String, seconds: Int) -> Cookie {
    Cookie(browserCookieName(visit), value, maxAge: seconds, secure: visit.site.isSecure)
}

/// The page with the browser's secret.
func bound(_ reply: Reply, to browser: Token, _ visit: Visit) -> Reply {
    guard case .page(let status, let bytes) = reply else { return reply }
    var response = Response(status: status, contentType: "text/html; charset=utf-8", body: bytes)
    response.setCookie(browserCookie(visit, browser.text, seconds: 3600))
    return .response(response)
}
