import FoundationEssentials

/// How long a download may take and how large it may be.
package struct DownloadLimits: Hashable, Sendable {
  /// Bytes of the file, after it was unpacked on its way.
  package var bytes = 1 << 30
  package var redirects = 5
  package var connectMilliseconds = 10_000
  package var totalSeconds = 1800
  /// No byte for so long ends the download.
  package var stallSeconds = 30
  /// A file with the certificates to trust, in place of the system's.
  package var authorities: String?

  package init() {}

  /// The limits that the variables of the process set: `TEFF_DOWNLOAD_LIMIT` in MiB, and
  /// `SSL_CERT_FILE`.
  package init(variables: [String: String]) {
    if let text = variables["TEFF_DOWNLOAD_LIMIT"], let mebibytes = Int(text), mebibytes > 0,
      mebibytes < 1 << 24
    {
      bytes = mebibytes << 20
    }
    let places =
      [variables["SSL_CERT_FILE"], variables["CURL_CA_BUNDLE"]].compactMap(\.self)
      // Debian, Fedora, SUSE and Alpine keep the system's certificates in different places.
      + [
        "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem",
      ]
    authorities = places.first { FileManager.default.fileExists(atPath: $0) }
  }
}
