import Base

/// What was answered and how that is known: the same at both ends, made of what each end keeps.
struct Receipt: Sendable {
    let facts: CourseFacts
    let asked: Set<Support>
    let answer: Answer
    let textVersion: Int
    let textLanguage: Language
    /// SHA-256 of the text, in hexadecimal.
    let textHash: String
    /// Who passed the request on before it was answered, the first first.
    let chain: [String]
    let decision: ReceiptEvent
    let withdrawal: ReceiptEvent?

    /// What it came to: the answer, or its withdrawal.
    var state: ConsentState { withdrawal == nil ? answerState : .withdrawn }

    /// What the answer itself came to, whatever followed.
    var answerState: ConsentState { answer.state(asked: asked) }

    /// The letter that carries the answer to the provider: flat, so that the provider's own query reads it.
    var letterBody: JSON {
        [
            "record": .string(decision.id), "state": .string(answerState.rawValue),
            "at": .string(decision.at.iso), "name": .string(decision.name),
            "strength": .string(decision.strength.rawValue), "consents": .bool(answer.consents),
            "support": .array(answer.support.sorted().map { .string($0.rawValue) }),
            "contact": .string(answer.contact),
            "asked": .array(asked.sorted().map { .string($0.rawValue) }),
            "chain": .array(chain.map(JSON.string)),
            "text_version": .number(textVersion), "text_language": .string(textLanguage.rawValue),
            "text_sha256": .string(textHash), "provider": .string(facts.provider),
            "employer": .string(facts.employer), "employee": .string(facts.employee),
            "course": .string(facts.course), "place": .string(facts.place),
            "hours": .number(facts.hours),
            "sessions": .array(facts.afternoons.map(\.json)),
        ]
    }
}

/// One act of a receipt: the answer, or its withdrawal.
struct ReceiptEvent: Sendable {
    let id: String
    let at: Instant
    /// As they typed it.
    let name: String
    let strength: IdentityStrength

    /// The letter that carries a withdrawal to the provider.
    func letterBody(of decision: ReceiptEvent) -> JSON {
        [
            "record": .string(id), "decision": .string(decision.id), "at": .string(at.iso),
            "name": .string(name), "strength": .string(strength.rawValue),
        ]
    }
}

extension Afternoon {
    var json: JSON {
        ["date": .string(day.iso), "starts": .string(starts.iso), "ends": .string(ends.iso)]
    }
}
