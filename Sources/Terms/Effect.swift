/// Whether an engagement changed anything; its words stand under `effect.expert.<code>` and `effect.partner.<code>`.
public enum EffectAnswer: String, CaseIterable, Sendable {
    case yes
    case maybe
    case no
    case unknown
}
