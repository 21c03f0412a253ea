import JupyterProtocol
import Testing

/// Signatures, checked against the examples of RFC 2202 and RFC 4231.
struct SignerTests {
  private let text = [Array("what do ya want ".utf8), Array("for nothing?".utf8)]

  @Test(arguments: [
    ("hmac-md5", "750c783e6ab0b503eaa86e310a5db738"),
    ("hmac-sha256", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    (
      "hmac-sha512",
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
        + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
    ),
  ])
  func `a signature is the known one`(scheme: String, expected: String) throws {
    let signer = try Signer(scheme: scheme, key: "Jefe")
    #expect(String(decoding: signer.signature(of: text), as: UTF8.self) == expected)
    #expect(signer.accepts(Array(expected.utf8), of: text))
    #expect(!signer.accepts(Array(expected.uppercased().utf8), of: text))
    #expect(!signer.accepts(Array(expected.dropLast().utf8), of: text))
    #expect(!signer.accepts(Array(expected.utf8) + [0x30], of: text))
    #expect(!signer.accepts([], of: text))
  }

  @Test func `an empty key signs nothing and accepts all`() throws {
    let signer = try Signer(scheme: "hmac-sha256", key: "")
    #expect(!signer.signs)
    #expect(signer.signature(of: text).isEmpty)
    #expect(signer.accepts([], of: text))
  }

  @Test(arguments: ["", "sha256", "hmac-", "hmac-rot13", "none"])
  func `an unknown scheme is refused`(scheme: String) {
    let failure = #expect(throws: SignerError.self) { try Signer(scheme: scheme, key: "k") }
    #expect(failure.map { "\($0)".contains("`\(scheme)`") } == true)
  }
}

/// The memory of signatures.
struct ReplayGuardTests {
  private func mark(_ number: Int) -> [UInt8] {
    Array((String(repeating: "0", count: 24) + String(10_000_000 + number, radix: 16)).utf8)
  }

  @Test func `a signature counts once while it is remembered`() {
    var replays = ReplayGuard(capacity: 100)
    let first = (0..<150).map { replays.admits(mark($0)) }
    let again = (0..<150).map { replays.admits(mark($0)) }
    #expect(!first.contains(false))
    // The first fifty were forgotten, and push the others out when they come again.
    #expect(!again.contains(false))
    let last = (50..<150).map { replays.admits(mark($0)) }
    #expect(!last.contains(true))
  }

  @Test func `hex digits are told apart at every place`() {
    var replays = ReplayGuard()
    let digits = Array("0123456789abcdef".utf8)
    var admitted: [Bool] = []
    for place in 0..<32 {
      for digit in digits.dropFirst() {
        var signature = [UInt8](repeating: digits[0], count: 64)
        signature[place] = digit
        admitted.append(replays.admits(signature))
      }
    }
    #expect(!admitted.contains(false))
  }
}
