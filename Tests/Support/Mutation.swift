/// Says whether the proofs noticed that something was taken away; `deploy/mutations` makes its table of these lines.
public func told(_ kind: String, _ mutation: String, isNoticed: Bool) -> Bool {
    let line = mutation.split(separator: "\n").joined(separator: " ")
    print("mutation | \(kind) | \(isNoticed ? "noticed" : "MISSED") | \(line)")
    return isNoticed
}
