import Base
import CCurl

/// A mail server, spoken to over libcurl.
///
/// Owned by one thread; the connection is kept between the mails of one round.
@safe final class SMTPClient {
    private let url: String
    private let isLoopback: Bool
    private var handle: UnsafeMutableRawPointer?

    /// What became of one attempt.
    ///
    /// The words name no person.
    enum Outcome: Equatable {
        case accepted
        /// Perhaps the next attempt succeeds.
        case refused(String)
        /// The server does not want this mail for this recipient, and says so for good: with a status such as `5.1.1`.
        case rejected(status: String)
    }

    /// Throws a fault when the address is none of a mail server.
    init(url: String) throws(Failure) {
        guard SMTPClient.isReady, let parts = unsafe curl_url() else {
            throw .broken(Fault("curl does not start"))
        }
        defer { unsafe curl_url_cleanup(parts) }
        guard unsafe curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK,
            let scheme = unsafe SMTPClient.part(parts, CURLUPART_SCHEME),
            ["smtp", "smtps"].contains(scheme),
            let host = unsafe SMTPClient.part(parts, CURLUPART_HOST)
        else {
            throw .broken(Fault("VAKKA_SMTP is not an address like smtp://user:password@host:587"))
        }
        self.url = url
        isLoopback = ["localhost", "127.0.0.1", "[::1]"].contains(host)
    }

    deinit {
        hangUp()
    }

    /// Ends the connection, if there is one.
    func hangUp() {
        if let handle = unsafe handle { unsafe curl_easy_cleanup(handle) }
        unsafe handle = nil
    }

    /// Hands one mail over.
    func send(_ message: Message) -> Outcome {
        guard let curl = unsafe handle ?? curl_easy_init() else { return .refused("no memory") }
        unsafe handle = unsafe curl
        // What an earlier mail set is taken back; the connection stays.
        unsafe curl_easy_reset(curl)
        guard let recipients = unsafe list(["<\(message.to.address)>"]),
            let fields = unsafe list(
                message.fields.map { "\($0.name): \($0.value)" }
                    + ["Content-Type: multipart/alternative"]
            ),
            let mime = unsafe content(message, curl)
        else { return .refused("no memory") }
        defer {
            unsafe curl_slist_free_all(recipients)
            unsafe curl_slist_free_all(fields)
            unsafe curl_mime_free(mime)
        }
        unsafe curl_set_text(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        unsafe curl_set_text(curl, CURLOPT_URL, url)
        unsafe curl_set_text(curl, CURLOPT_MAIL_FROM, "<\(message.returnAddress)>")
        unsafe curl_set_list(curl, CURLOPT_MAIL_RCPT, recipients)
        unsafe curl_set_list(curl, CURLOPT_HTTPHEADER, fields)
        unsafe curl_set_mime(curl, mime)
        unsafe curl_set_long(curl, CURLOPT_NOSIGNAL, 1)
        unsafe curl_set_long(curl, CURLOPT_CONNECTTIMEOUT, Limits.mailConnectSecondsMax)
        unsafe curl_set_long(curl, CURLOPT_TIMEOUT, Limits.mailSecondsMax)
        unsafe curl_set_long(
            curl,
            CURLOPT_USE_SSL,
            isLoopback ? Int(CURLUSESSL_TRY.rawValue) : Int(CURLUSESSL_ALL.rawValue)
        )
        if isLoopback {
            // Nobody stands between this machine and itself, and the server there often has a certificate of its own making.
            unsafe curl_set_long(curl, CURLOPT_SSL_VERIFYPEER, 0)
            unsafe curl_set_long(curl, CURLOPT_SSL_VERIFYHOST, 0)
        }
        var said = curl_said()
        let result = unsafe curl_perform_hearing(curl, &said)
        guard result != CURLE_OK else { return .accepted }
        let code = unsafe curl_response_code(curl)
        let words = unsafe curl_easy_strerror(result).map { unsafe String(cString: $0) } ?? "error"
        hangUp()
        let command = unsafe String(cString: curl_said_command(&said))
        guard ["RCPT", "DATA"].contains(command), (500...599).contains(code) else {
            return .refused(code == 0 ? words : "\(words), the server said \(code)")
        }
        let reply = unsafe String(cString: curl_said_reply(&said))
        let status =
            mailStatus(reply.dropFirst(4)).flatMap { $0.hasPrefix("5") ? $0 : nil } ?? "5.0.0"
        // The mail server itself (3), the way to the next one (4), its rules (7): neither address nor text is to blame, and
        // whoever keeps the server can mend it (RFC 3463).
        return ["5.3.", "5.4.", "5.7."].contains(where: status.hasPrefix)
            ? .refused("the mail server does not pass it on, it said \(code) \(status)")
            : .rejected(status: status)
    }

    /// curl's list of these lines; nil without memory.
    private func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = unsafe curl_slist_append(list, line) else {
                unsafe curl_slist_free_all(list)
                return nil
            }
            unsafe list = unsafe longer
        }
        return unsafe list
    }

    /// The same words twice, the richer last (RFC 2046, section 5.1.4); nil without memory.
    private func content(_ message: Message, _ curl: UnsafeMutableRawPointer) -> OpaquePointer? {
        guard let mime = unsafe curl_mime_init(curl) else { return nil }
        guard unsafe add(linesOfMail(message.text), "text/plain", to: mime),
            unsafe add(message.html, "text/html", to: mime)
        else {
            unsafe curl_mime_free(mime)
            return nil
        }
        return unsafe mime
    }

    /// One part, quoted-printable; false without memory.
    private func add(_ bytes: [UInt8], _ type: String, to mime: OpaquePointer) -> Bool {
        // curl takes CR LF for the end of a line, and encodes any other.
        guard let part = unsafe curl_mime_addpart(mime) else { return false }
        return unsafe curl_mime_type(part, "\(type); charset=utf-8") == CURLE_OK
            && curl_mime_encoder(part, "quoted-printable") == CURLE_OK
            && bytes.withUnsafeBytes { bytes in
                unsafe curl_mime_data(
                    part,
                    bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                    bytes.count
                )
            } == CURLE_OK
    }

    // curl wants to be started once, before a second thread uses it.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private static func part(_ address: OpaquePointer, _ which: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(address, which, &text, 0) == CURLUE_OK, let found = unsafe text
        else {
            return nil
        }
        defer { unsafe curl_free(found) }
        return unsafe String(cString: found)
    }
}
