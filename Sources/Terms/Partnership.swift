/// How far a partnership has come; its words stand in `Web/wording` under `partnership.state.<code>`.
public enum PartnershipState: String, CaseIterable, Sendable {
    case proposed
    case active
    case declined
    case ended
}

/// Who pays the expert's fee; its words stand in `Web/wording` under `partnership.fee.<code>`.
public enum FeePayer: String, CaseIterable, Sendable {
    case association
    case partner
}
