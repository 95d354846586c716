public import Audit
public import Base
import Crypto
import HTTP
import Interface
public import Store
import Terms
import Wording

/// How the address is proven that came with something which anybody may send: by a mailed code, tied to what was sent.
///
/// Its words stand under `<key>.code` and `<key>.mail.code`.
public struct AddressProof<Sent: Sendable>: Sendable {
    private let key: StaticString
    private let page: StaticString
    private let address: Statement<String>
    private let prove: Statement<Void>
    private let action: Action
    private let end: StaticString
    private let did: (already: StaticString, proven: StaticString)

    /// `key` is what the database knows the codes by; `page` is the public page below which a code is typed; `address` answers
    /// with what is to be proven, empty when nothing is any more; `end` is the page where who has proven it arrives; `did` says that nothing was left to
    /// prove, and that it is proven.
    public init(
        _ key: StaticString,
        below page: StaticString,
        _ address: Statement<String>,
        _ prove: Statement<Void>,
        _ action: Action,
        end: StaticString,
        did: (already: StaticString, proven: StaticString)
    ) {
        (self.key, self.page, self.address, self.prove) = (key, page, address, prove)
        (self.action, self.end, self.did) = (action, end, did)
    }

    /// Counts a sending: as many a network and an address as the public application allows.
    public func count(
        _ visit: Visit,
        _ db: borrowing Transaction,
        _ email: String
    ) throws(Failure) {
        let place = visit.request.network.counted
        let network = [throttleKey("\(key).network \(place)")]
        let address = email.isEmpty ? [] : [throttleKey("\(key).address \(email) \(place)")]
        let wait = try db.account(.throttleWait, network + address).first ?? 0
        guard wait == 0 else { throw .refused(.tooMany(retrySeconds: wait)) }
        _ = try db.account(.throttleCount, network, 20)
        if !address.isEmpty { _ = try db.account(.throttleCount, address, 3) }
    }

    /// Where the code for something that was sent is typed.
    public func path(_ visit: Visit, _ id: ID<Sent>) -> String { visit.here("\(page)/\(id)") }

    /// Mails the code.
    public func mail(
        _ visit: Visit,
        _ db: borrowing Transaction,
        _ id: ID<Sent>,
        _ email: String
    ) throws(Failure) {
        let code = try mailedCode()
        _ = try db.account(
            .codeMake,
            email,
            "\(key)",
            Bytes(sha256(code)),
            tie(id),
            Limits.mailedCodeSeconds
        )
        let words = visit.words
        let space = try visit.space.name(words.language)
        try db.mailOutside(
            Mail(
                .code,
                to: email,
                subject: words.dynamic("\(key).mail.code.subject"),
                paragraphs: [
                    words.dynamic("\(key).mail.code.what", ["space": space]),
                    "\(code.prefix(4)) \(code.dropFirst(4))",
                    words.dynamic("\(key).mail.code.not-you"),
                ],
                language: words.language
            )
        )
    }

    /// The page that asks for the code.
    @Sendable public func show(_ visit: Visit) throws(Failure) -> Looked {
        let id: ID<Sent> = try visit.id()
        let email = try visit.read { (db) throws(Failure) in try db.one(address, id) }
        guard !email.isEmpty else { return .elsewhere(visit.here("\(end)")) }
        let problems = visit.request.query.first("tried").flatMap(CodeResult.init).map { tried in
            let isWrong = tried == .wrong
            let why = isWrong ? "\(key).code.wrong" : "\(key).code.spent"
            return [("code", visit.words.dynamic(why))]
        }
        return try visit.show(form(visit, id), problems: Problems(problems ?? []))
    }

    /// Tries a code: a right one proves the address, once.
    @Sendable public func submit(_ visit: Visit) throws(Failure) -> Looked {
        let id: ID<Sent> = try visit.id()
        let load: Visit.FormLoad<TypedCode> = { (visit, db) throws(Failure) in
            _ = try db.one(address, id)
            return form(visit, id)
        }
        return try visit.submit(load) { (db, _, typed, _) throws(Failure) in
            let email = try db.one(address, id)
            let start = visit.here("\(end)")
            if email.isEmpty { return .unchanged(to: start, did: did.already) }
            let tried = try db.account(
                .codeTry,
                email,
                "\(key)",
                Bytes(sha256(typed.code)),
                tie(id),
                Limits.mailedCodeTriesMax
            ).first
            guard tried == .right else {
                let path = "\(path(visit, id))?tried=\((tried ?? .spent).rawValue)"
                return .done(Entry(action, of: Object(id, ""), outcome: .refused), to: path)
            }
            try db.run(prove, id)
            return .done(Entry(action, of: Object(id, "")), to: start, did: did.proven)
        }
    }

    /// Ties a code to what it was asked for.
    private func tie(_ id: ID<Sent>) -> Bytes { Bytes(sha256("\(key) \(id)")) }

    private func form(_ visit: Visit, _ id: ID<Sent>) -> FormPage<TypedCode> {
        FormPage(
            visit.words.dynamic("\(key).code.title"),
            lead: visit.words.dynamic("\(key).code.lead"),
            FieldList(
                .code("code", \.code, "application.code.label", help: "application.code.help")
            ),
            TypedCode(),
            isNew: true,
            action: path(visit, id),
            save: visit.words.dynamic("\(key).code.prove"),
            back: visit.here("\(page)"),
            shape: .letter
        )
    }
}

/// The code that proves an address.
private struct TypedCode: Sendable {
    var code = ""
}
