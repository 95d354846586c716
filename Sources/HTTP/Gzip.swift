import CZlib

/// The bytes in gzip's format (RFC 1952), or nil when zlib refuses.
///
/// Levels go from 1, fast, to 9, small.
public func gzipped(_ bytes: [UInt8], level: Int) -> [UInt8]? {
    guard let length = UInt32(exactly: bytes.count) else { return nil }
    var stream = unsafe z_stream()
    // 15 bits of window, and 16 for the wrapping of gzip in place of zlib's own.
    guard unsafe zlib_deflate_init(&stream, Int32(min(max(level, 1), 9)), 31) == Z_OK else {
        return nil
    }
    defer { unsafe deflateEnd(&stream) }
    guard let bound = unsafe UInt32(exactly: deflateBound(&stream, UInt(length))) else {
        return nil
    }

    var output = [UInt8](repeating: 0, count: Int(bound))
    // zlib reads from its input alone, but its header does not say so.
    var input = bytes
    let result = unsafe input.withUnsafeMutableBufferPointer { input in
        unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe stream.next_in = input.baseAddress
            unsafe stream.avail_in = length
            unsafe stream.next_out = output.baseAddress
            unsafe stream.avail_out = bound
            return unsafe deflate(&stream, Z_FINISH)
        }
    }
    guard result == Z_STREAM_END else { return nil }
    unsafe output.removeLast(Int(stream.avail_out))
    return output
}
