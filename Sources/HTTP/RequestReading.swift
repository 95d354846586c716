import Base

/// The moves of the parser, in the order of a request.
extension RequestParser {
    mutating func readRequestLine() -> Outcome {
        switch input.takeLine(bytesMax: Limits.requestLineBytesMax) {
        case .unfinished: return .needsMore
        case .tooLong: return .refused(414)
        case .invalid: return .refused(400)
        case .whole(let line):
            // One empty line before a request is left over from an old client's last body (RFC 9112, section 2.2).
            if line.isEmpty, !head.hasSkippedLine {
                head.hasSkippedLine = true
                input.releaseIfLong()
                return .readOn
            }
            if let status = head.read(requestLine: line.span) { return .refused(status) }
            state = .fieldLines
            return .readOn
        }
    }

    mutating func readFieldLine(at instant: Instant) -> Outcome {
        switch input.takeLine(bytesMax: Limits.headerBytesMax - head.fieldBytes) {
        case .unfinished: return .needsMore
        case .tooLong: return .refused(431)
        case .invalid: return .refused(400)
        case .whole(let line):
            guard !line.isEmpty else { return endHead(at: instant) }
            head.fieldBytes = min(Limits.headerBytesMax, head.fieldBytes + line.count + 2)
            guard head.fields.list.count < Limits.headerFieldsMax else { return .refused(431) }
            return head.read(fieldLine: line.span, keeps: true).map(Outcome.refused) ?? .readOn
        }
    }

    private mutating func endHead(at instant: Instant) -> Outcome {
        receivedAt = instant
        guard head.hasValidHost else { return .refused(400) }
        let (framing, refusal) = head.framing(bodyBytesMax: bodyBytesMax)
        switch framing {
        case .none: break
        case .fixed(let length): state = .fixedBody(left: length)
        case .chunked: state = .chunkSize
        }
        // From here on the head is whole, and a refusal can say whose request it was.
        guard refusal == nil, let expectsContinue = head.expectsContinue else {
            state = .trailers
            return .refused(refusal ?? 417)
        }
        if case .none = framing { return .complete }
        // Leave is not needed by a client that has begun already.
        return expectsContinue && input.isEmpty ? .continueWanted : .readOn
    }

    mutating func readFixedBody(left: Int) -> Outcome {
        let part = input.take(upTo: left)
        body.append(contentsOf: part)
        input.releaseIfLong()
        guard part.count < left else { return .complete }
        state = .fixedBody(left: left - part.count)
        return .needsMore
    }

    mutating func readChunkSize() -> Outcome {
        switch input.takeLine(bytesMax: RequestParser.chunkLineBytesMax) {
        case .unfinished: return .needsMore
        case .tooLong, .invalid: return .refused(400)
        case .whole(let line):
            guard let size = RequestParser.chunkSize(line) else { return .refused(400) }
            guard size <= UInt64(clamping: bodyBytesMax - body.count) else { return .refused(413) }
            state = size == 0 ? .trailers : .chunk(left: Int(clamping: size))
            return .readOn
        }
    }

    mutating func readChunk(left: Int) -> Outcome {
        let part = input.take(upTo: left)
        body.append(contentsOf: part)
        input.releaseIfLong()
        state = part.count < left ? .chunk(left: left - part.count) : .chunkEnd
        return part.count < left ? .needsMore : .readOn
    }

    mutating func readChunkEnd() -> Outcome {
        switch input.takeLine(bytesMax: 0) {
        case .unfinished: return .needsMore
        case .tooLong, .invalid: return .refused(400)
        case .whole:
            state = .chunkSize
            return .readOn
        }
    }

    /// Trailers are checked and then dropped: nobody here may rely on them (RFC 9110, section 6.5.1).
    mutating func readTrailer() -> Outcome {
        switch input.takeLine(bytesMax: Limits.headerBytesMax - head.fieldBytes) {
        case .unfinished: return .needsMore
        case .tooLong: return .refused(431)
        case .invalid: return .refused(400)
        case .whole(let line):
            guard !line.isEmpty else { return .complete }
            head.fieldBytes = min(Limits.headerBytesMax, head.fieldBytes + line.count + 2)
            head.trailerFields += 1
            guard head.fields.list.count + head.trailerFields <= Limits.headerFieldsMax else {
                return .refused(431)
            }
            return head.read(fieldLine: line.span, keeps: false).map(Outcome.refused) ?? .readOn
        }
    }

    /// A size in 16 digits, an extension and some to spare; longer ones only keep the reader busy.
    private static let chunkLineBytesMax = 128

    /// 1 to 16 hexadecimal digits, then nothing or an extension, which is ignored (RFC 9112, section 7.1.1).
    private static func chunkSize(_ line: ArraySlice<UInt8>) -> UInt64? {
        let digits = line.prefix { $0 != UInt8(ascii: ";") }
        guard (1...16).contains(digits.count), line.allSatisfy(Characters.isFieldValue) else {
            return nil
        }
        var size: UInt64 = 0
        for digit in digits {
            guard let value = Characters.digitValue(digit) else { return nil }
            // At most 16 digits of 4 bits: nothing is shifted out.
            size = size << 4 | UInt64(value)
        }
        return size
    }
}
