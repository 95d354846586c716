// refused: cannot convert value of type 'String' to expected argument type 'StaticString'
import Store
func search(_ name: String) -> Statement<Void> {
    Statement("delete from person where tenant_id = $1 and name = '" + name + "'")
}
