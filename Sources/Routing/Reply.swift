public import Audit
public import Base
import Crypto
public import HTML
public import HTTP
import Interface
public import Store

/// What a handler answers.
public enum Reply: Sendable {
    /// A whole document.
    case page(status: Int, HTML)
    /// To another page, after an act.
    case redirect(to: String)
    /// A file to keep, and whom it names.
    case file(name: String, type: String, [UInt8], about: [Subject] = [])
    /// Anything else, with its own fields, and whom it names.
    case response(Response, about: [Subject] = [])
    /// A form that was kept over a lost session, as it was sent: its page is shown with what was typed.
    case kept(Request)

    /// Whom the reply names.
    public var subjects: [Subject] {
        switch self {
        case .page(_, let page): page.subjects
        case .file(_, _, _, let subjects), .response(_, let subjects): subjects
        case .redirect, .kept: []
        }
    }

    /// The same with a cookie or a field more.
    public func with(_ change: (inout Response) -> Void) -> Reply {
        var response = response
        change(&response)
        return .response(response, about: subjects)
    }

    /// What goes out, but for the fields that every reply has.
    var response: Response {
        switch self {
        case .page(let status, let page):
            return Response(
                status: status,
                contentType: "text/html; charset=utf-8",
                body: page.bytes
            )
        case .redirect(let location):
            return .redirect(to: location)
        case .file(let name, let type, let bytes, _):
            var response = Response(status: 200, contentType: type, body: bytes)
            response.fields.set("content-disposition", "attachment; filename=\"\(name)\"")
            // A file may be fetched in parts, and parts are of one version.
            response.fields.set("etag", "\"\(hex(sha256(bytes).prefix(16)))\"")
            return response
        case .response(let response, _):
            return response
        case .kept:
            // It has been asked again; see `Pipeline.show`.
            return Response(status: 500)
        }
    }
}

extension Audited where Value == Reply {
    /// A page that a write answers with: its entry tells of whomever the page names, too.
    public init(_ reply: Reply, _ entry: Entry, also others: [Entry] = []) {
        self.init(reply, entry.about(also: reply.subjects), also: others, account: nil)
    }
}
