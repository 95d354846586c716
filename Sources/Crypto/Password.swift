public import Base
import CArgon2

/// Passwords as argon2id hashes in PHC text (RFC 9106): 19 MiB, two passes, one lane.
public enum Password {
    private static let memoryKibibytes: UInt32 = 19 * 1024
    private static let passes: UInt32 = 2
    private static let marker = "$argon2id$v=19$m=19456,t=2,p=1$"

    /// The PHC text that is stored.
    public static func hash(_ password: String) throws(Failure) -> String {
        let salt = try randomBytes(16)
        let length = argon2_encodedlen(passes, memoryKibibytes, 1, 16, 32, Argon2_id)
        var text = [CChar](repeating: 0, count: length)
        let bytes = Array(password.utf8)
        let result = unsafe argon2id_hash_encoded(
            passes,
            memoryKibibytes,
            1,
            bytes,
            bytes.count,
            salt,
            salt.count,
            32,
            &text,
            length
        )
        guard result == ARGON2_OK.rawValue else {
            throw .broken(Fault("argon2 failed", "code \(result)"))
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Whether the password is the one that was hashed.
    ///
    /// The same work is done for an unknown user (`nil`).
    public static func isRight(_ password: String, hash: String?) -> Bool {
        let stored = hash ?? decoy
        let bytes = Array(password.utf8)
        let result = unsafe argon2id_verify(stored, bytes, bytes.count)
        return hash != nil && result == ARGON2_OK.rawValue
    }

    /// Whether the stored text was made with weaker parameters than today's.
    public static func needsRehash(_ hash: String) -> Bool {
        !hash.hasPrefix(marker)
    }

    // A well-formed hash of nothing anyone can type.
    private static let decoy =
        marker + "dmFra2EgZGVjb3kgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
}
