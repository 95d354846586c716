public import Base
public import Interface
public import Store

extension FieldList {
    /// Reads the fields of a row from their columns, over a value that holds the rest.
    ///
    ///     reader(Thing.init, from: thingFields.row(over: ThingDetails()), "id", "created_at")
    public func row(over blank: Value) -> @Sendable (Row) throws(Failure) -> Value {
        { row throws(Failure) in
            var value = blank
            let wrong = try load(into: &value) { (name) throws(Failure) in
                try row.textIfAny(name)
            }
            if let wrong { throw .broken(Fault("a column holds another value", "\(wrong)")) }
            return value
        }
    }
}
