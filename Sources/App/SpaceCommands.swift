import Base

let spaceCommand = Command(
    name: "space",
    summary: "creates, lists, suspends and resumes spaces",
    usage: "",
    valued: [],
    flags: []
) { options throws(Failure) in
    _ = options
}

let memberCommand = Command(
    name: "member",
    summary: "invites, lists and ends members of a space",
    usage: "",
    valued: [],
    flags: []
) { options throws(Failure) in
    _ = options
}

let auditCommand = Command(
    name: "audit",
    summary: "exports a space's log",
    usage: "",
    valued: [],
    flags: []
) { options throws(Failure) in
    _ = options
}
