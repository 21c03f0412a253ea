import CCrypto
import JSONText

/// Signs messages with the key of a connection file, and checks signatures in constant time.
///
/// It is `@unchecked Sendable` because the prepared context is only ever copied, never changed.
package final class Signer: @unchecked Sendable {
  /// The context with the key in it, from which each signature starts; nil signs nothing.
  private let prepared: OpaquePointer?

  /// Makes a signer for a scheme such as `hmac-sha256`; an empty key signs with an empty text.
  package init(scheme: String, key: String) throws(SignerError) {
    let prefix = "hmac-"
    guard scheme.hasPrefix(prefix) else { throw SignerError(scheme: scheme) }
    let digest = String(scheme.dropFirst(prefix.count))
    guard Signer.digests.contains(digest) else { throw SignerError(scheme: scheme) }
    if key.isEmpty {
      prepared = nil
      return
    }
    guard let mac = EVP_MAC_fetch(nil, "HMAC", nil) else { throw SignerError(scheme: scheme) }
    defer { EVP_MAC_free(mac) }
    guard let context = EVP_MAC_CTX_new(mac) else { throw SignerError(scheme: scheme) }
    // The parameters keep pointers to both texts, which must live until they were read.
    var name = Array(digest.utf8CString)
    let bytes = Array(key.utf8)
    let isReady = "digest".withCString { parameter in
      name.withUnsafeMutableBufferPointer { name in
        var parameters = [
          OSSL_PARAM_construct_utf8_string(parameter, name.baseAddress, 0),
          OSSL_PARAM_construct_end(),
        ]
        return EVP_MAC_init(context, bytes, bytes.count, &parameters) == 1
      }
    }
    guard isReady else {
      EVP_MAC_CTX_free(context)
      throw SignerError(scheme: scheme)
    }
    prepared = context
  }

  deinit { EVP_MAC_CTX_free(prepared) }

  private static let digests: Set<String> = [
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3-256", "sha3-512",
  ]

  /// Whether messages are signed at all.
  package var signs: Bool { prepared != nil }

  /// The signature of the four dictionaries in lower-case hex.
  package func signature(of dictionaries: [[UInt8]]) -> [UInt8] {
    guard let prepared, let context = EVP_MAC_CTX_dup(prepared) else { return [] }
    defer { EVP_MAC_CTX_free(context) }
    for bytes in dictionaries {
      EVP_MAC_update(context, bytes, bytes.count)
    }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(EVP_MAX_MD_SIZE)) { code in
      var count = 0
      guard EVP_MAC_final(context, code.baseAddress, &count, code.count) == 1 else { return [] }
      return [UInt8](unsafeUninitializedCapacity: 2 * count) { hex, written in
        for index in 0..<count {
          hex[2 * index] = hexDigit(code[index] >> 4)
          hex[2 * index + 1] = hexDigit(code[index] & 15)
        }
        written = 2 * count
      }
    }
  }

  /// Whether `signature` is that of the four dictionaries.
  package func accepts(_ signature: [UInt8], of dictionaries: [[UInt8]]) -> Bool {
    guard signs else { return true }
    let expected = self.signature(of: dictionaries)
    guard !expected.isEmpty, signature.count == expected.count else { return false }
    return CRYPTO_memcmp(expected, signature, expected.count) == 0
  }
}

/// A signature scheme that is not known.
package struct SignerError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The scheme that was asked for.
  package let scheme: String

  package var description: String {
    "the signature scheme `\(scheme)` is not known; hmac-sha256 and hmac-sha512 are"
  }
}
