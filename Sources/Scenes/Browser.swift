public import Base
import HTTP

/// A browser of somebody who plays: it keeps cookies, follows redirects and stands on a page.
public final class Browser {
    /// Where it stands, or is led.
    public private(set) var path = "/"
    private let player: Player
    private let peer: String
    private var cookies: [String: String]
    private var body: [UInt8] = []

    /// A browser at an address of a network, with the cookies of a session.
    public init(_ player: Player, peer: String = "127.0.0.1", cookies: [String: String] = [:]) {
        self.player = player
        self.peer = peer
        self.cookies = cookies
    }

    /// The page as text.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The same without the query.
    public var place: String { String(path.prefix { $0 != "?" }) }

    /// The links of the page that begin so.
    public func links(_ beginning: String) -> [String] {
        tags(text, named: ["a"]).map { $0["href"] }.filter { $0.hasPrefix(beginning) }
    }

    /// Opens a page; `refused` for somebody who may not.
    public func open(_ path: String, refused: Bool = false) throws(Failure) {
        try ask(.get, path, nil, expects: refused ? [403] : [200])
    }

    /// Fills a form of the page and sends it; what is not said stays as it stands there.
    ///
    /// The form is the first one to this path that has all of the fields. Who does not follow where it leads only knows the
    /// path.
    public func send(
        _ action: String,
        _ values: KeyValuePairs<String, String> = [:],
        follows: Bool = true
    ) throws(Failure) {
        try send(action, values.map { ($0.key, $0.value) }, follows: follows)
    }

    /// The same with values that are counted out.
    public func send(
        _ action: String,
        _ values: [(name: String, value: String)],
        follows: Bool = true
    ) throws(Failure) {
        guard let form = form(action, values) else {
            throw met("no form to \(action) with \(values.map(\.name))")
        }
        try ask(.post, form.action, form.filled(values), expects: follows ? [200] : [303])
    }

    /// The form of the page that goes to a path and has these fields.
    public func form(_ action: String, _ values: [(name: String, value: String)] = []) -> PageForm?
    {
        PageForm.all(in: text).first { form in
            form.action.prefix { $0 != "?" } == action
                && values.allSatisfy { form.takes($0.name, $0.value) }
        }
    }

    private func ask(_ method: HTTP.Method, _ path: String, _ form: Form?, expects: Set<Int>)
        throws(Failure)
    {
        self.path = path
        var fields: Fields = ["host": player.host, "user-agent": "Mozilla/5.0"]
        if !cookies.isEmpty {
            let pairs = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            fields.append("cookie", pairs.joined(separator: "; "))
        }
        if form != nil { fields.append("sec-fetch-site", "same-origin") }
        let response = try player.answer(
            Request(
                method,
                path,
                fields: fields,
                form: form,
                peer: peer,
                receivedAt: player.clock.now
            )
        )
        for cookie in response.fields.all("set-cookie") {
            let pair = cookie.prefix { $0 != ";" }
                .split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
        }
        body = response.body
        if response.status == 303, let location = response.fields.first("location") {
            guard !location.contains("tried=") else { throw met("refused with \(location)") }
            guard !expects.contains(303) else {
                self.path = location
                return
            }
            return try ask(.get, location, nil, expects: expects)
        }
        guard expects.contains(response.status) else {
            throw met("\(response.status) to \(method.rawValue)")
        }
    }

    /// What came instead of what was expected, with the beginning of what the page says.
    private func met(_ what: String) -> Failure {
        let page = text.split(separator: "<main").last ?? ""
        let words = page.split(separator: "<").compactMap {
            $0.split(separator: ">").dropFirst().last
        }
        .joined(separator: " ").split { $0.isWhitespace }.joined(separator: " ")
        return .broken(
            Fault("a scene met another page", "\(what) at \(path): \(words.prefix(600))")
        )
    }
}

extension PageForm {
    /// Whether a value can be given to a field of this name; what is carried unseen has to be the same.
    fileprivate func takes(_ name: String, _ value: String) -> Bool {
        fields.contains { field in
            guard field.name == name else { return false }
            switch field.kind {
            // A page takes a secret from its address by a script, and carries it on unseen.
            case .hidden: return field.value == value
            case .boxes, .radios, .list: return field.choices.contains { $0.value == value }
            default: return true
            }
        }
    }

    /// What a browser sends when these values have been filled in.
    fileprivate func filled(_ values: [(name: String, value: String)]) -> Form {
        let names = Set(values.map(\.name))
        var sent = Form()
        for field in fields where !names.contains(field.name) {
            switch field.kind {
            case .boxes, .radios: for value in field.chosen { sent.append(field.name, value) }
            case .list:
                if let value = field.chosen.first ?? field.choices.first?.value {
                    sent.append(field.name, value)
                }
            default: sent.append(field.name, field.value)
            }
        }
        for (name, value) in values { sent.append(name, value) }
        if let button, !names.contains(button.name) { sent.append(button.name, button.value) }
        return sent
    }
}
