import Base
import Letters

// The database has the closed list of letters as a table, so that its trigger can ask it.

extension LetterTable {
    /// Makes the database's list the same as this one, if the database has such a list.
    var script: String {
        let rows = lines.map { line in
            let cells = [line.from.map(\.rawValue), line.to.map(\.rawValue), line.fields]
            return "(\(literal(line.kind.rawValue)), \(cells.map(array).joined(separator: ", ")))"
        }
        return """
            set role vakka_owner; do $fill$ begin
              if to_regclass('public.letter_kind') is not null then
                delete from public.letter_kind;
                insert into public.letter_kind (kind, from_kinds, to_kinds, fields)
                  values \(rows.joined(separator: ",\n"));
              end if;
            end $fill$; reset role
            """
    }

    /// Kinds that are not the same in the database, as the rows of its list tell them.
    func differences(_ rows: [[String?]]) -> [String] {
        let theirs = Set(rows.map { $0.map { $0 ?? "" }.joined(separator: " | ") })
        let ours = Set(
            lines.map { line in
                let cells = [line.from.map(\.rawValue), line.to.map(\.rawValue), line.fields]
                return ([line.kind.rawValue] + cells.map { $0.joined(separator: " ") })
                    .joined(separator: " | ")
            }
        )
        return theirs.symmetricDifference(ours).sorted()
    }

    /// The database's list, for `differences`.
    static let query = """
        select kind, array_to_string(from_kinds, ' '), array_to_string(to_kinds, ' '), array_to_string(fields, ' ')
          from public.letter_kind
        """
}

private func array(_ texts: [String]) -> String {
    "array[\(texts.map(literal).joined(separator: ", "))]"
}
