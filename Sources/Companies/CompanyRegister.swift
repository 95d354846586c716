public import Base
import CCurl
public import Terms

/// The open interface of Finland's company register (`https://avoindata.prh.fi/opendata-ytj-api/v3/companies`), spoken to over
/// libcurl.
///
/// It is told what is looked for and nothing else. Whoever asks waits, so pages are not answered meanwhile on the same thread.
@safe public struct CompanyRegister: Sendable {
    private let url: String
    private let isLoopback: Bool

    /// Throws a fault when the address is none of a register.
    public init(_ url: String) throws(Failure) {
        guard CompanyRegister.isReady, let parts = unsafe curl_url() else {
            throw .broken(Fault("curl does not start"))
        }
        defer { unsafe curl_url_cleanup(parts) }
        guard unsafe curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK,
            let scheme = unsafe CompanyRegister.part(parts, CURLUPART_SCHEME),
            let host = unsafe CompanyRegister.part(parts, CURLUPART_HOST), !url.contains("?"),
            !url.contains("#")
        else { throw .broken(Fault("--company-register is no address", url)) }
        isLoopback = ["localhost", "127.0.0.1", "[::1]"].contains(host)
        guard scheme == "https" || scheme == "http" && isLoopback else {
            throw .broken(Fault("--company-register is spoken to over https alone", url))
        }
        self.url = url
    }

    /// Asks once; another address that the answer leads to is not followed.
    public func search(_ query: CompanyQuery) -> CompanyAnswer {
        guard let curl = unsafe curl_easy_init() else { return .failed }
        defer { unsafe curl_easy_cleanup(curl) }
        let asked =
            switch query {
            case .businessID(let number): "businessId=\(percentEncoded(number.text))"
            case .name(let name): "name=\(percentEncoded(name))"
            }
        unsafe curl_set_text(curl, CURLOPT_URL, "\(url)?\(asked)")
        unsafe curl_set_text(curl, CURLOPT_PROTOCOLS_STR, isLoopback ? "http,https" : "https")
        unsafe curl_set_text(curl, CURLOPT_USERAGENT, "Vakka")
        if isLoopback { unsafe curl_set_text(curl, CURLOPT_PROXY, "") }
        unsafe curl_set_long(curl, CURLOPT_FOLLOWLOCATION, 0)
        unsafe curl_set_long(curl, CURLOPT_NOSIGNAL, 1)
        unsafe curl_set_long(curl, CURLOPT_TIMEOUT_MS, Limits.registerMillisecondsMax)
        let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Limits.registerBytesMax)
        defer { unsafe room.deallocate() }
        var body = unsafe curl_body(bytes: room.baseAddress, count: 0, max: room.count, is_over: 0)
        let result = unsafe curl_perform_keeping(curl, &body)
        if unsafe body.is_over != 0 { return .tooMany }
        guard result == CURLE_OK, unsafe curl_response_code(curl) == 200,
            let text = unsafe String(validating: room[..<body.count], as: UTF8.self),
            let companies = CompanyRegister.companies(in: text)
        else { return .failed }
        return companies.count > Limits.registerRowsMax ? .tooMany : .found(companies)
    }

    /// The companies of an answer that are registered and have not ended; nil for what is no answer.
    static func companies(in text: String) -> [Company]? {
        guard case .array(let rows)? = JSON(parsing: text)?["companies"] else { return nil }
        return rows.compactMap { row in
            guard let number = row["businessId"]?["value"]?.string.flatMap({ BusinessID($0) }),
                row["businessId"]?["registrationDate"]?.string != nil,
                row["endDate"]?.string == nil,
                row["tradeRegisterStatus"]?.string != ceased,
                case .array(let names)? = row["names"],
                let name = names.compactMap(Name.init).max(by: { $0.since < $1.since })
            else { return nil }
            return Company(name: name.text, businessID: number)
        }
    }

    /// The code of a company that has ceased in the trade register (`REK_KDI`).
    private static let ceased = "4"

    // curl wants to be started once, before a second thread uses it.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    private static func part(_ address: OpaquePointer, _ which: CURLUPart) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard unsafe curl_url_get(address, which, &text, 0) == CURLUE_OK, let found = unsafe text
        else { return nil }
        defer { unsafe curl_free(found) }
        return unsafe String(cString: found)
    }
}

/// A company's own name that is in force: no parallel or auxiliary one.
private struct Name {
    let text: String
    let since: String

    init?(_ json: JSON) {
        guard let typed = json["name"]?.string, json["type"]?.string == "1",
            json["endDate"]?.string == nil
        else {
            return nil
        }
        let line = TypedText(line: typed)
        guard line.fault == nil, line.isVisible, line.length <= Limits.nameCharactersMax else {
            return nil
        }
        (text, since) = (line.text, json["registrationDate"]?.string ?? "")
    }
}

extension JSON {
    /// A text that is not empty; nil for anything else.
    fileprivate var string: String? {
        guard case .string(let text) = self, !text.isEmpty else { return nil }
        return text
    }
}
