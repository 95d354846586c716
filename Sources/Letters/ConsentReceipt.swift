public import Base
public import Terms

extension Receipt {
    /// The receipt that the letters tell of, taken back when the withdrawal is of this answer; nil before an answer.
    ///
    /// `subject` is whom it is about in the space that keeps the letters.
    public init?(
        _ letter: ConsentAnswerLetter?,
        _ ending: ConsentWithdrawnLetter?,
        about subject: Subject
    ) {
        guard let letter else { return nil }
        var withdrawal: Act?
        if let ending, ending.decision == letter.record {
            withdrawal = Act(
                id: ending.record,
                at: ending.at,
                name: ending.name,
                strength: ending.strength
            )
        }
        self.init(
            facts: RequestFacts(
                provider: letter.provider,
                employer: letter.employer,
                employee: PersonName(subject, letter.employee),
                course: letter.facts
            ),
            asked: letter.asked,
            answer: ConsentAnswer(
                consents: letter.consents,
                support: letter.promised,
                contact: letter.contactPerson,
                name: letter.name
            ),
            textVersion: letter.textVersion,
            textLanguage: letter.textLanguage,
            textHash: letter.textHash,
            chain: letter.chain,
            decision: Act(
                id: letter.record,
                at: letter.at,
                name: letter.name,
                strength: letter.strength
            ),
            withdrawal: withdrawal
        )
    }
}
