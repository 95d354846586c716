import Base

/// The text of `letters.table`, the closed list of what passes between spaces.
public let lettersTable = String(decoding: PackageResources.letters_table, as: UTF8.self)
