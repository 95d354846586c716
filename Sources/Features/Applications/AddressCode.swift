import Interface
import Audit
import Base
import Crypto
import HTTP
import Routing
import Store
import Terms
import Wording

/// What the database knows an application's codes by.
let codePurpose = "application"

/// Mails a code, unless too many were asked for: then the seconds to wait.
func mailCode(
    _ visit: Visit,
    _ course: AppliedCourse,
    _ applicant: Applicant,
    _ browser: Token
) throws(Failure) -> Int {
    let place = visit.request.network.counted
    // An address is counted together with the network that names it: a stranger elsewhere locks nobody out of their mail.
    let address = [throttleKey("application.address \(applicant.email) \(place)")]
    let network = [throttleKey("application.network \(place)")]
    let code = try mailedCode()
    let words = visit.words(in: applicant.language)
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

// MARK: What the browser keeps meanwhile

/// The secret that ties a code to the browser that asked for it.
func browser(_ visit: Visit) throws(Failure) -> Token {
    if let kept = Token(received: String(keptParts(visit).first ?? "")) { return kept }
    return try Token()
}

/// What was typed before the code was asked for; nil when the browser keeps nothing that holds.
///
/// Nobody else has it: before an address is proven, nothing of its owner is stored here.
func keptApplicant(_ visit: Visit) -> Applicant? {
    guard let part = keptParts(visit).dropFirst().first, let bytes = bytes(hex: part),
        let text = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let values = text.split(separator: separator, omittingEmptySubsequences: false)
    let names = Applicant().fields.map(\.name)
    guard values.count == names.count else { return nil }
    let form = Form(zip(names, values).map { Form.Pair($0, String($1)) })
    var entry = FormEntry(form, visit.words)
    let applicant = readApplicant(&entry, visit)
    return entry.isSound ? applicant : nil
}

/// Not a character that a line can hold.
private let separator: Character = "\u{1F}"

private func keptParts(_ visit: Visit) -> [Substring] {
    (visit.request.cookie(browserCookieName(visit)) ?? "").split(separator: ".")
}

private func browserCookieName(_ visit: Visit) -> String {
    visit.site.isSecure ? "__Host-vakka-application" : "vakka-application"
}

func browserCookie(_ visit: Visit, _ value: String, seconds: Int) -> Cookie {
    Cookie(
        browserCookieName(visit),
        value,
        maxAge: seconds,
        secure: visit.site.isSecure,
        sameSite: .strict
    )
}

/// The reply with the browser's secret, and with what was typed once there is a code to wait for.
///
/// The longest that holds takes 3.5 KiB; browsers keep 4.
func bound(_ reply: Reply, to browser: Token, keeping applicant: Applicant? = nil, _ visit: Visit)
    -> Reply
{
    let typed = applicant.map { $0.fields.map(\.value).joined(separator: String(separator)) }
    let value = [browser.text, typed.map { hex(Array($0.utf8)) }].compactMap(\.self)
        .joined(separator: ".")
    return reply.with { $0.setCookie(browserCookie(visit, value, seconds: 3600)) }
}
