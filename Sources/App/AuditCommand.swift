import Base

let auditCommand = Command(
    name: "audit",
    summary: "exports a space's log",
    usage: """
          vakka audit export --space SLUG
              prints the log as JSON lines, private parts opened with their salts; the export is itself in the log;
              the space `vakka` is the installation: the operator's sign-ins, and who was turned away at /operator
        """,
    valued: ["space"],
    flags: []
) { options throws(Failure) in
    guard options.words == ["export"] else {
        throw .broken(Fault("say export", "vakka audit --help"))
    }
    let slug = try options.need("space")
    try withOperator(options) { (desk) throws(Failure) in try desk.exportLog(slug) }
}
