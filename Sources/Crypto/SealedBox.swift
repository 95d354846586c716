public import Base
import CCrypto

/// What the house hands out and reads again, which nobody else can read, make or change: AES-256-GCM (NIST SP 800-38D).
///
/// A box is 12 random bytes, the sealed bytes, and 16 bytes of tag.
public struct SealingKey: Sendable {
    private let bytes: [UInt8]

    /// A key of 32 bytes; nil for any other number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// A key that nobody else has.
    ///
    /// Throws a fault when the system has no random bytes.
    public static func random() throws(Failure) -> SealingKey {
        guard let key = SealingKey(try randomBytes(32)) else {
            throw .broken(Fault("a key has a wrong length"))
        }
        return key
    }

    /// Seals bytes for a use: a box of one use opens for no other.
    public func seal(_ plain: [UInt8], for use: StaticString) throws(Failure) -> [UInt8] {
        let nonce = try randomBytes(12)
        guard let context = unsafe EVP_CIPHER_CTX_new() else {
            throw .broken(Fault("no memory for a cipher"))
        }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        let label = Array("\(use)".utf8)
        var sealed = [UInt8](repeating: 0, count: plain.count + 16)
        var tag = [UInt8](repeating: 0, count: 16)
        var written: Int32 = 0
        var ignored: Int32 = 0
        let isDone =
            unsafe EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), nil, bytes, nonce) == 1
            && EVP_EncryptUpdate(context, nil, &ignored, label, Int32(clamping: label.count)) == 1
            && EVP_EncryptUpdate(
                context,
                &sealed,
                &written,
                plain,
                Int32(clamping: plain.count)
            ) == 1
            && EVP_EncryptFinal_ex(context, &tag, &ignored) == 1
            && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_GET_TAG, 16, &tag) == 1
        guard isDone, Int(written) == plain.count else {
            throw .broken(Fault("a box could not be sealed"))
        }
        return nonce + sealed.prefix(plain.count) + tag
    }

    /// What is in a box; nil when this key did not seal it for this use, or somebody changed it.
    public func open(_ box: [UInt8], for use: StaticString) -> [UInt8]? {
        guard box.count >= 28, let context = unsafe EVP_CIPHER_CTX_new() else { return nil }
        defer { unsafe EVP_CIPHER_CTX_free(context) }
        let label = Array("\(use)".utf8)
        let nonce = Array(box.prefix(12))
        let sealed = Array(box[12..<box.count - 16])
        var tag = Array(box.suffix(16))
        var plain = [UInt8](repeating: 0, count: sealed.count + 16)
        var written: Int32 = 0
        var ignored: Int32 = 0
        let isDone =
            unsafe EVP_DecryptInit_ex(context, EVP_aes_256_gcm(), nil, bytes, nonce) == 1
            && EVP_DecryptUpdate(context, nil, &ignored, label, Int32(clamping: label.count)) == 1
            && EVP_DecryptUpdate(
                context,
                &plain,
                &written,
                sealed,
                Int32(clamping: sealed.count)
            ) == 1
            && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, 16, &tag) == 1
            && EVP_DecryptFinal_ex(context, &tag, &ignored) == 1
        guard isDone, Int(written) == sealed.count else { return nil }
        return Array(plain.prefix(sealed.count))
    }
}
