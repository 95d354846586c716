import Base
import Glibc
import Support
import Terms
import Testing

@testable import Companies

/// A real server on loopback that answers as the public register does, or badly (`server.py`).
private final class Register {
    let folder: String
    let url: String
    private let process: pid_t

    init() throws {
        folder = "\(TestCluster.scratch)/register"
        unsafe mkdir(folder, 0o700)
        let port = Int(try freePort())
        url = "http://127.0.0.1:\(port)/v3/companies"
        let server = "\(TestCluster.root)/Tests/Browser/register/server.py"
        process = try spawn([TestCluster.python, server, String(port), folder])
        try wait(untilListening: port)
    }

    deinit {
        kill(process, SIGTERM)
        var status: Int32 = 0
        unsafe waitpid(process, &status, 0)
    }

    /// What it was told, the request line first.
    func told() throws -> [String] {
        try listFolder(folder).sorted().map { try text(of: "\(folder)/\($0)") }
    }

    private func text(of path: String) throws -> String {
        String(decoding: try readFile(path), as: UTF8.self)
    }
}

@Suite struct `The public register of companies` {
    @Test
    func
        `tells names and business ids of companies that go on, and whatever it does it is bounded`()
        throws
    {
        let server = try Register()
        let register = try CompanyRegister(server.url)
        let number = try #require(BusinessID("2345678-0"))
        let paja = CompanyAnswer.found([Company(name: "Paja & Pojat Oy", businessID: number)])
        #expect(register.search(.name("paja")) == paja)
        #expect(register.search(.businessID(number)) == paja)
        #expect(register.search(.name("äö & x=1#\r\nX: y")) == .found([]))
        // It was told what is looked for, and nothing else.
        let told = try server.told()
        #expect(told[0].hasPrefix("GET /v3/companies?name=paja HTTP/1.1\n"))
        #expect(told[1].hasPrefix("GET /v3/companies?businessId=2345678-0 HTTP/1.1\n"))
        #expect(
            told[2].hasPrefix(
                "GET /v3/companies?name=%C3%A4%C3%B6%20%26%20x%3D1%23%0D%0AX%3A%20y HTTP/1.1\n"
            )
        )
        for request in told {
            let names = request.split(separator: "\n").dropFirst().map {
                $0.prefix { $0 != ":" }.lowercased()
            }
            #expect(Set(names).isSubset(of: ["host", "user-agent", "accept"]), "\(request)")
        }
        for (name, answer) in [
            ("rikki", CompanyAnswer.failed), ("virhe", .failed), ("muualla", .failed),
            ("muoto", .failed),
            ("iso", .tooMany), ("monta", .tooMany),
        ] { #expect(register.search(.name(name)) == answer, "\(name)") }
        // Another address is not followed.
        #expect(try server.told().count == 9)
        let begun = ContinuousClock.now
        #expect(register.search(.name("hidas")) == .failed)
        #expect(ContinuousClock.now - begun < .milliseconds(3900))
        let nobody = try CompanyRegister("http://127.0.0.1:\(try freePort())/companies")
        #expect(nobody.search(.name("paja")) == .failed)
    }

    @Test(arguments: [
        "http://register.example/x", "ftp://127.0.0.1/", "register", "", "https://x.example/?a=b",
        "https://x.example/#a",
    ])
    func `has an address over https, unless it is on this machine`(url: String) throws {
        #expect(throws: Failure.self) { _ = try CompanyRegister(url) }
    }
}
