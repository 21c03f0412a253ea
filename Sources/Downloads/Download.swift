import CCurl
import Glibc

/// Fetches a file from the web into a file of its own.
package struct Download {
  private let address: WebAddress
  private let limits: DownloadLimits

  /// What came.
  package struct Answer: Hashable, Sendable {
    /// The kind that the server names, in small letters and without a character set: `text/csv`.
    package var contentType: String
    /// The name of the file at the address that answered at last.
    package var fileName: String
    package var bytes: Int
  }

  package init(_ address: WebAddress, _ limits: DownloadLimits) {
    self.address = address
    self.limits = limits
  }

  /// Writes what the address answers to a file of that descriptor.
  ///
  /// `goOn` is asked some hundred times a second, with the bytes that came and those that will come
  /// in all, 0 if that is not known; once it is false, the download ends with an interruption.
  package func run(
    into file: Int32, goOn: @escaping (_ bytes: Int, _ expected: Int) -> Bool
  ) throws(DownloadError) -> Answer {
    let library = try CurlLibrary.load()
    let transfer = Transfer(file, limits.bytes, goOn)
    var answer = CCurlAnswer()
    fetch(library, transfer, &answer)
    if let failure = failure(answer, transfer) { throw failure }
    let last = WebAddress(Self.text(&answer.last_address)) ?? address
    let type = Self.text(&answer.content_type).prefix { $0 != ";" }.lowercased()
    return Answer(
      contentType: String(type.filter { $0 != " " }), fileName: last.fileName,
      bytes: transfer.count)
  }

  private func fetch(_ library: CurlLibrary, _ transfer: Transfer, _ answer: inout CCurlAnswer) {
    var request = CCurlRequest()
    request.takes_packed = !address.fileName.lowercased().hasSuffix(".gz")
    request.only_https_redirects = address.isSecure
    request.redirects = limits.redirects
    request.connect_milliseconds = limits.connectMilliseconds
    request.total_milliseconds = limits.totalSeconds * 1000
    request.stall_seconds = limits.stallSeconds
    request.context = Unmanaged.passUnretained(transfer).toOpaque()
    request.take = { context, bytes, count in
      guard let context else { return false }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.take(UnsafeRawBufferPointer(start: bytes, count: count))
    }
    request.go_on = { context, expected in
      guard let context else { return false }
      let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.goesOn(Int(expected))
    }
    address.text.withCString { url in
      "teff".withCString { agent in
        (limits.authorities ?? "").withCString { authorities in
          request.address = url
          request.agent = agent
          request.authorities = limits.authorities == nil ? nil : authorities
          withUnsafePointer(to: library.functions) { ccurl_fetch($0, &request, &answer) }
        }
      }
    }
    withExtendedLifetime(transfer) {}
  }

  // MARK: What went wrong

  private func failure(_ answer: CCurlAnswer, _ transfer: Transfer) -> DownloadError? {
    let host = "`\(address.host)`"
    switch answer.outcome {
    case CCURL_DONE: return nil
    case CCURL_STOPPED:
      if transfer.isTooLarge {
        return DownloadError(
          "the file at \(host) is larger than \(limits.bytes >> 20) MiB",
          hint: "download it and load the file, or raise TEFF_DOWNLOAD_LIMIT (in MiB)")
      }
      if let number = transfer.writeError {
        return DownloadError(
          "the file from \(host) cannot be kept: \(String(cString: strerror(number)))")
      }
      return .interruption
    case CCURL_BAD_ADDRESS: return DownloadError("the address is not well-formed")
    case CCURL_NO_HOST:
      return DownloadError("there is no host \(host)", hint: "check the address and the network")
    case CCURL_REFUSED:
      return DownloadError(
        "\(host) does not answer: the connection was refused", hint: "is the port right?")
    case CCURL_TIMED_OUT: return timeout(transfer)
    case CCURL_CERTIFICATE:
      return DownloadError(
        "the certificate of \(host) is not trusted",
        hint: "name the authority's file in SSL_CERT_FILE, or download the file in another way")
    case CCURL_TLS: return DownloadError("\(host) does not speak https as it should")
    case CCURL_STATUS: return refusal(answer.status)
    case CCURL_REDIRECTS:
      return DownloadError(
        "\(host) sends from one address to the next, more than \(limits.redirects) times")
    case CCURL_SCHEME:
      return DownloadError(
        address.isSecure
          ? "\(host) sends to an address that is not https"
          : "\(host) sends to an address that is not on the web",
        hint: "load that address itself if you trust it")
    case CCURL_CUT_OFF:
      return DownloadError("\(host) broke off before the file was whole", hint: "try again")
    default:
      var words = answer.words
      return DownloadError("the file at \(host) cannot be fetched: \(Self.text(&words))")
    }
  }

  private func timeout(_ transfer: Transfer) -> DownloadError {
    let host = "`\(address.host)`"
    if transfer.count == 0 {
      return DownloadError("\(host) does not answer in time", hint: "try again later")
    }
    return DownloadError(
      "\(host) stopped sending, or took longer than \(limits.totalSeconds / 60) minutes",
      hint: "download the file in another way and load that")
  }

  private func refusal(_ status: Int) -> DownloadError {
    let host = "`\(address.host)`"
    switch status {
    case 401, 403, 407:
      return DownloadError(
        "\(host) does not let you have this file (\(status))",
        hint: "it may need a login; download it in a browser and load the file")
    case 404, 410:
      return DownloadError("\(host) has no such file (\(status))", hint: "check the address")
    case 429: return DownloadError("\(host) asks for fewer requests (429)", hint: "try again later")
    case 500...: return DownloadError("\(host) has a fault (\(status))", hint: "try again later")
    default: return DownloadError("\(host) refuses the file (\(status))")
    }
  }

  /// The text in an array of C, which Swift sees as a tuple.
  private static func text<T>(_ tuple: inout T) -> String {
    withUnsafeBytes(of: &tuple) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

/// What a running download has to do with its bytes.
private final class Transfer {
  private let file: Int32
  private let most: Int
  private let goOn: (Int, Int) -> Bool
  private(set) var count = 0
  private(set) var isTooLarge = false
  private(set) var writeError: Int32?
  private var expected = 0

  init(_ file: Int32, _ most: Int, _ goOn: @escaping (Int, Int) -> Bool) {
    self.file = file
    self.most = most
    self.goOn = goOn
  }

  func goesOn(_ expected: Int) -> Bool {
    if expected > 0 { self.expected = expected }
    if self.expected > most { isTooLarge = true }
    return !isTooLarge && goOn(count, self.expected)
  }

  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard count + bytes.count <= most else {
      isTooLarge = true
      return false
    }
    var rest = bytes
    while !rest.isEmpty {
      let written = write(file, rest.baseAddress, rest.count)
      if written < 0 {
        if errno == EINTR { continue }
        writeError = errno
        return false
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    count += bytes.count
    return true
  }
}
