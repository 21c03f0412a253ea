import Downloads
import FoundationEssentials
import Glibc
import Synchronization
import TestSupport
import Testing

@Suite struct DownloadTests {
  private let folder: TestFolder
  private var limits = DownloadLimits()

  init() throws {
    folder = try TestFolder()
    limits.connectMilliseconds = 5000
    limits.totalSeconds = 20
    limits.stallSeconds = 2
  }

  /// Fetches an address; `goOn` is asked with the number of bytes.
  private func fetch(
    _ text: String, _ limits: DownloadLimits? = nil, goOn: @escaping (Int) -> Bool = { _ in true }
  ) throws -> (answer: Download.Answer, bytes: [UInt8]) {
    let address = try #require(WebAddress(text))
    let path = "\(folder.path)/\(UInt32.random(in: 0...UInt32.max))"
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    defer { close(file) }
    let answer = try Download(address, limits ?? self.limits).run(into: file) { bytes, _ in
      goOn(bytes)
    }
    return (answer, Array(try Data(contentsOf: URL(filePath: path))))
  }

  private func failure(
    _ text: String, _ limits: DownloadLimits? = nil, goOn: @escaping (Int) -> Bool = { _ in true }
  ) -> DownloadError? {
    #expect(throws: DownloadError.self) { try fetch(text, limits, goOn: goOn) }
  }

  @Test("A file comes as it is, with its kind and its last name")
  func plain() throws {
    let server = try WebServer { path in
      switch path {
      case "/old.csv": .init(status: 302, headers: ["Location: /new.csv?x=1"])
      case "/new.csv?x=1": .init("a,b\n1,2\n", headers: ["Content-Type: Text/CSV; charset=utf-8"])
      default: .init(status: 404)
      }
    }
    defer { server.close() }
    let (answer, bytes) = try fetch(server.address("/old.csv"))
    #expect(bytes == Array("a,b\n1,2\n".utf8))
    #expect(answer.contentType == "text/csv")
    #expect(answer.fileName == "new.csv")
    #expect(answer.bytes == 8)
    #expect(failure(server.address("/none.csv"))?.message == "`127.0.0.1` has no such file (404)")
  }

  @Test("At most five redirects are followed, and only on the web")
  func redirects() throws {
    let server = try WebServer { path in
      if path == "/file" { return .init(status: 302, headers: ["Location: file:///etc/passwd"]) }
      if path == "/ftp" { return .init(status: 301, headers: ["Location: ftp://127.0.0.1/x"]) }
      let number = Int(path.dropFirst()) ?? 0
      if number == 0 { return .init("a\n1\n") }
      return .init(status: 307, headers: ["Location: /\(number - 1)"])
    }
    defer { server.close() }
    #expect(try fetch(server.address("/5")).bytes == Array("a\n1\n".utf8))
    #expect(failure(server.address("/6"))?.message.hasSuffix("more than 5 times") == true)
    for path in ["/file", "/ftp"] {
      #expect(
        failure(server.address(path))?.message
          == "`127.0.0.1` sends to an address that is not on the web")
    }
  }

  @Test("Refusals and faults are told in sentences")
  func statuses() throws {
    let server = try WebServer { path in .init("secret", status: Int(path.dropFirst()) ?? 500) }
    defer { server.close() }
    for (status, words) in [
      401: "does not let you have this file (401)", 410: "has no such file (410)",
      429: "asks for fewer requests (429)", 418: "refuses the file (418)", 503: "has a fault (503)",
    ] {
      #expect(failure(server.address("/\(status)"))?.message == "`127.0.0.1` \(words)")
    }
  }

  @Test("A host that is not there, and a port where nobody listens")
  func nobody() throws {
    let server = try WebServer { _ in .init() }
    let address = server.address("/x.csv")
    server.close()
    #expect(failure(address)?.message == "`127.0.0.1` does not answer: the connection was refused")
    #expect(
      failure("http://no-such-host.invalid/x.csv")?.message
        == "there is no host `no-such-host.invalid`")
  }

  @Test("A body that is cut off is an error")
  func cutOff() throws {
    let server = try WebServer { _ in .init("a,b\n1,", ending: .cutOff) }
    defer { server.close() }
    #expect(
      failure(server.address("/x.csv"))?.message
        == "`127.0.0.1` broke off before the file was whole")
  }

  @Test("A server that says nothing is left")
  func silence() throws {
    let server = try WebServer { _ in .init("a,b\n", ending: .silent) }
    defer { server.close() }
    let error = failure(server.address("/x.csv"))
    #expect(error?.message.hasPrefix("`127.0.0.1` stopped sending") == true)
  }

  @Test("A file that is too large is given up, whether its length is known or not")
  func tooLarge() throws {
    let server = try WebServer { path in
      path == "/known" ? .init([UInt8](repeating: 65, count: 3 << 20)) : .init(ending: .endless)
    }
    defer { server.close() }
    var limits = limits
    limits.bytes = 1 << 20
    for path in ["/known", "/endless"] {
      let error = failure(server.address(path), limits)
      #expect(error?.message == "the file at `127.0.0.1` is larger than 1 MiB")
      #expect(error?.hint?.contains("TEFF_DOWNLOAD_LIMIT") == true)
    }
  }

  @Test("A packed body is unpacked on its way, up to the limit; a packed file stays packed")
  func packed() throws {
    let packed: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 212, 73, 226, 50, 212, 49, 226, 2, 0, 123, 7, 151, 10, 8,
      0, 0, 0,
    ]
    let pack = "head -c 3000000 /dev/zero | gzip -n > bomb.gz"
    var status: Int32 = 0
    waitpid(try start(["sh", "-c", pack]), &status, 0)
    let bomb = Array(try Data(contentsOf: URL(filePath: "\(folder.path)/bomb.gz")))
    let server = try WebServer { path in
      .init(path == "/bomb.csv" ? bomb : packed, headers: ["Content-Encoding: gzip"])
    }
    defer { server.close() }
    #expect(try fetch(server.address("/x.csv")).bytes == Array("a,b\n1,2\n".utf8))
    #expect(try fetch(server.address("/x.csv.gz")).bytes == packed)
    var limits = limits
    limits.bytes = 1 << 20
    let error = failure(server.address("/bomb.csv"), limits)
    #expect(error?.message == "the file at `127.0.0.1` is larger than 1 MiB")
  }

  /// Starts a program in the folder.
  private func start(_ arguments: [String]) throws -> pid_t {
    try spawn(
      "/usr/bin/env", ["-C", folder.path] + arguments,
      variables: ProcessInfo.processInfo.environment, output: "\(folder.path)/log")
  }

  @Test("An interrupt ends a download at once, also one that waits")
  func interruption() throws {
    let server = try WebServer { path in
      path == "/slow" ? .init("a", ending: .silent) : .init(ending: .endless)
    }
    defer { server.close() }
    for path in ["/slow", "/endless"] {
      let start = ContinuousClock.now
      var asked = ContinuousClock.now
      let error = failure(server.address(path)) { _ in
        guard ContinuousClock.now - start > .milliseconds(150) else {
          asked = ContinuousClock.now
          return true
        }
        return false
      }
      let late = ContinuousClock.now - asked
      #expect(error?.isInterruption == true)
      #expect(late < .milliseconds(500), "\(late)")
    }
  }

  @Test("A certificate that nobody vouches for is not trusted; one that is named, is")
  func certificates() throws {
    let names = ["-keyout", "key.pem", "-out", "cert.pem"]
    let subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    var status: Int32 = 0
    waitpid(
      try start(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"] + names + subject
      ),
      &status, 0)
    try #require(status == 0, "openssl makes no certificate")
    try Data("a,b\n1,2\n".utf8).write(to: URL(filePath: "\(folder.path)/x.csv"))
    let other = try WebServer { _ in .init() }
    let port = other.port
    other.close()
    let server = try start(
      [
        "openssl", "s_server", "-accept", "\(port)", "-cert", "cert.pem", "-key", "key.pem", "-WWW",
        "-quiet",
      ])
    defer {
      kill(server, SIGTERM)
      waitpid(server, &status, 0)
    }
    let address = "https://localhost:\(port)/x.csv"
    var error: DownloadError?
    for _ in 0..<100 {
      error = #expect(throws: DownloadError.self) { try fetch(address) }
      if error?.message.contains("refused") != true { break }
      usleep(50_000)
    }
    #expect(error?.message == "the certificate of `localhost` is not trusted")
    var limits = limits
    limits.authorities = "\(folder.path)/cert.pem"
    #expect(try fetch(address, limits).bytes == Array("a,b\n1,2\n".utf8))
    let otherName = failure("https://127.0.0.1:\(port)/x.csv", limits)
    #expect(otherName?.message == "the certificate of `127.0.0.1` is not trusted")
  }
}

@Suite struct WebAddressTests {
  static let names: [(String, host: String, name: String)] = [
    (
      "https://data.example.org/a/sales%202024.csv?token=abc#x", "data.example.org",
      "sales 2024.csv"
    ),
    ("http://ana:geheim@example.org:8080/x.parquet", "example.org", "x.parquet"),
    ("https://ana:geh@im@example.org", "example.org", ""),
    ("https://[::1]:80/..%2f..%2fetc%2fpasswd", "[::1]", "_.._etc_passwd"),
    ("HTTPS://Example.org/a?b=/c.csv", "Example.org", "a"),
    ("https://h/%00%0a*.csv", "h", "___.csv"),
  ]

  @Test("Host and name of an address, without its secrets", arguments: names)
  func parts(_ text: String, _ host: String, _ name: String) throws {
    let address = try #require(WebAddress(text))
    #expect(address.host == host)
    #expect(address.fileName == name)
  }

  @Test(
    "What is no address on the web",
    arguments: [
      "file:///x", "ftp://h/x", "https://", "https:///x.csv", "sales.csv", "http://a b/c",
    ])
  func others(_ text: String) { #expect(WebAddress(text) == nil) }

  @Test("The scheme of a text")
  func schemes() {
    #expect(WebAddress.scheme(of: "S3://bucket/x") == "s3")
    #expect(WebAddress.scheme(of: "data/x.csv") == nil)
    #expect(WebAddress.scheme(of: "a b://c") == nil)
  }

  @Test("The limit is set in MiB")
  func limits() {
    #expect(DownloadLimits(variables: [:]).bytes == 1 << 30)
    #expect(DownloadLimits(variables: ["TEFF_DOWNLOAD_LIMIT": "5"]).bytes == 5 << 20)
    #expect(DownloadLimits(variables: ["TEFF_DOWNLOAD_LIMIT": "-5"]).bytes == 1 << 30)
  }
}
