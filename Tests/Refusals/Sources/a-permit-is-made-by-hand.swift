// refused: 'Permit' initializer is inaccessible
import Access
let permit = Permit(actor: Actor(), permission: .courseRead, scope: .all)
