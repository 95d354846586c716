// refused: 'methodPost' is inaccessible due to '@_spi' protection level
import HTML
import Interface
var page = HTML()
page.form(.methodPost, .action("/people")) { _ in }
