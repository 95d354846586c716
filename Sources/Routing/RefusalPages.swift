import Base
import HTML
import HTTP
import Interface
import Wording

/// The page of a refusal, in words for the one who reads it, with its status and fields.
func refusalPage(_ refusal: Refusal, _ frame: Frame, _ words: Words) -> Response {
    let (status, reason) = statusAndReason(refusal, frame, words)
    let name: StaticString? = if case .tooSlow = refusal { "503.slow" } else { nil }
    var response = page(status, frame, words, name: name, reason: reason)
    switch refusal {
    case .methodNotAllowed(let allowed):
        response.fields.set("allow", allowed.joined(separator: ", "))
    case .tooMany(let seconds), .unavailable(let seconds):
        response.fields.set("retry-after", String(seconds))
    case .contended: response.fields.set("retry-after", "1")
    case .tooSlow: response.fields.set("retry-after", "10")
    default: break
    }
    return response
}

/// The page of a fault: the user sees only its number.
func faultPage(_ reference: String, _ frame: Frame) -> Response {
    page(
        500,
        frame,
        frame.words,
        reason: frame.words("error.500.reference", ["reference": reference])
    )
}

extension Site {
    /// The page of a status alone, for requests of which nothing more is known than a language.
    func refusal(_ status: Int, in language: Language) -> Response {
        let words = catalogue.words(language, at: clock.now)
        guard words.has("error.\(status).why") else {
            return Response(status: status, text: "\(Response.reason(status))\n")
        }
        let frame = Frame(
            words: words,
            path: "/",
            spaceName: words("house.name"),
            styles: [assets.path(for: "site.css")]
        )
        var response = page(status, frame, words, reason: nil)
        secure(&response)
        response.fields.append("vary", "accept-language, cookie")
        return response
    }
}

private func statusAndReason(_ refusal: Refusal, _ frame: Frame, _ words: Words) -> (
    Int, String?
) {
    switch refusal {
    case .otherAccount: (409, words("form.other-account", ["name": frame.accountName ?? ""]))
    case .malformed: (400, nil)
    case .signInNeeded: (401, nil)
    case .forbidden(let why): (403, why.map { words.dynamic($0) })
    case .notFound: (404, nil)
    case .methodNotAllowed: (405, nil)
    case .conflict(let why): (409, words.dynamic(why))
    case .tooLarge: (413, nil)
    case .misdirected: (421, nil)
    case .invalid(let why): (422, words.dynamic(why))
    case .tooMany(let seconds): (429, words.count("error.429.wait", max(1, seconds)))
    case .unavailable, .contended, .tooSlow: (503, nil)
    }
}

/// `name` stands for the status in the keys of the words, where a status has words for more than one case.
private func page(
    _ status: Int,
    _ frame: Frame,
    _ words: Words,
    name: StaticString? = nil,
    reason: String?
) -> Response {
    let name = name.map { "\($0)" } ?? "\(status)"
    let title = words.dynamic("error.\(name).title")
    let content: (inout HTML) -> Void = { h in
        h.pageHead(title, lead: reason ?? words.dynamic("error.\(name).why"))
        h.p(words.dynamic("error.\(name).what-to-do"))
        h.p { h in h.a(words("error.home"), .href(frame.rail.first?.path ?? "/")) }
    }
    let page =
        frame.accountName == nil
        ? letterPage(title: title, frame: frame, content: content)
        : housePage(title: title, frame: frame, content: content)
    return Response(status: status, contentType: "text/html; charset=utf-8", body: page.bytes)
}
