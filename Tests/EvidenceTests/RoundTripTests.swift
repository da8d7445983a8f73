import Evidence
import Testing

/// What is written is read again.
@Suite struct RoundTripTests {
    @Test(arguments: 0..<60 as Range<UInt64>) func `Evidence is read as it was written`(seed: UInt64) throws {
        var random = RandomEvidence(seed: seed)
        let evidence = random.evidence()
        let text = try evidence.json()
        #expect(try Evidence(json: text.utf8) == evidence)
        #expect(text.hasSuffix("}\n"))
        #expect(try Evidence(json: text.utf8).json() == text)
    }

    @Test func `A number that is not finite is not written`() {
        var evidence = RandomEvidence.complete()
        evidence.paths[0].clockOffsetMs = .nan
        #expect(throws: EncodingError.self) { try evidence.json() }
    }

    @Test func `What later versions write beside it is passed over`() throws {
        let text = try RandomEvidence.complete().json().replacing(
            "{\n  \"ends\"", with: "{\n  \"later\": [1, {}],\n  \"ends\"")
        #expect(text.contains("later"))
        #expect(try Evidence(json: text.utf8) == RandomEvidence.complete())
    }
}
