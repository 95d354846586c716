import Base
import Letters
import Terms

/// What was answered and how that is known: the same at both ends, made of the letters that each end keeps.
struct Receipt: Sendable {
    let facts: RequestFacts
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

    /// The receipt of an answer; of one that was taken back when the withdrawal is of this answer.
    init(_ letter: ConsentAnswerLetter, _ ending: ConsentWithdrawnLetter?) {
        facts = RequestFacts(
            provider: letter.provider,
            employer: letter.employer,
            employee: letter.employee,
            course: letter.facts
        )
        asked = letter.asked
        answer = Answer(
            consents: letter.consents,
            support: letter.promised,
            contact: letter.contactPerson,
            name: letter.name
        )
        textVersion = letter.textVersion
        textLanguage = letter.textLanguage
        textHash = letter.textHash
        chain = letter.chain
        decision = ReceiptEvent(
            id: letter.record,
            at: letter.at,
            name: letter.name,
            strength: letter.strength
        )
        withdrawal = ending.flatMap { ending in
            guard ending.decision == letter.record else { return nil }
            return ReceiptEvent(
                id: ending.record,
                at: ending.at,
                name: ending.name,
                strength: ending.strength
            )
        }
    }

    /// The receipt that the letters tell of; nil before an answer.
    init?(_ letters: (ConsentAnswerLetter?, ConsentWithdrawnLetter?)) {
        guard let answer = letters.0 else { return nil }
        self.init(answer, letters.1)
    }

    /// What it came to: the answer, or its withdrawal.
    var state: ConsentState { withdrawal == nil ? answerState : .withdrawn }

    /// What the answer itself came to, whatever followed.
    var answerState: ConsentState { answer.state(asked: asked) }
}

/// One act of a receipt: the answer, or its withdrawal.
struct ReceiptEvent: Sendable {
    let id: String
    let at: Instant
    /// As they typed it.
    let name: String
    let strength: IdentityStrength
}
