import Base
import CCrypto

/// Looked up once: libcrypto takes longer to find the algorithm by its name than to hash a block.
nonisolated(unsafe) private let algorithm = unsafe EVP_MD_fetch(nil, "SHA256", nil)

/// SHA-256 of the bytes: 32 bytes (FIPS 180-4).
public func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let done = unsafe EVP_Digest(bytes, bytes.count, &digest, &length, algorithm, nil)
    // OpenSSL fails here only without memory; an empty digest matches nothing that is stored.
    return done == 1 ? digest : []
}

/// SHA-256 of the text's UTF-8.
public func sha256(_ text: String) -> [UInt8] {
    sha256(Array(text.utf8))
}

/// What an address can be recognised by in one matter, and never read from: 64 hexadecimal figures; none for no address.
public func addressMark(_ address: String, in matter: String) -> String {
    address.isEmpty ? "" : hex(sha256("\(matter) \(address)"))
}

/// Whether both are the same, in a time that does not depend on where they differ.
public func isSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return unsafe CRYPTO_memcmp(left, right, left.count) == 0
}
