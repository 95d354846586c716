// refused: has no member 'raw'
import HTML
func page(_ h: inout HTML, _ typed: String) { h.raw(typed) }
