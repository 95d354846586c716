// refused: cannot find type 'Transaction' in scope
import HTML
import Interface
import Wording
func page(_ h: inout HTML, _ db: borrowing Transaction, _ words: Words) {}
