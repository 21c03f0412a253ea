import Downloads
import DynamicLibraries
import FoundationEssentials
import Glibc
import Planning
import Synchronization
import Tasks

/// The files that a session fetched from the web, each once, in a folder that nobody else may read.
final class WebFiles: Sendable {
  private let paths = Mutex<[String: String]>([:])
  private let number = Atomic<Int>(0)
  private let limits: DownloadLimits

  init(_ limits: DownloadLimits) { self.limits = limits }

  /// Whether the path is an address that `file(for:…)` fetches.
  static func isAddress(_ path: String) -> Bool {
    let scheme = WebAddress.scheme(of: path)
    return scheme == "http" || scheme == "https"
  }

  /// The file of an address; it is fetched if the session has not done so.
  func file(
    for text: String, in folder: TemporaryFolder, _ progress: Progress,
    checking check: @escaping () throws(EngineError) -> Void
  ) throws(EngineError) -> String {
    if let path = paths.withLock({ $0[text] }), Paths.isFile(path) { return path }
    guard let address = WebAddress(text) else {
      throw EngineError(
        .missingFile, "this is no address of a file", hint: "write it as \"https://host/sales.csv\""
      )
    }
    let place = "\(folder.path)/web/\(number.wrappingAdd(1, ordering: .relaxed).newValue)"
    do {
      try FileManager.default.createDirectory(
        atPath: place, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw EngineError(.missingFile, "there is no room for a file from the web")
    }
    do throws(EngineError) {
      let path = try fetch(address, into: place, progress, check)
      paths.withLock { $0[text] = path }
      return path
    } catch {
      try? FileManager.default.removeItem(atPath: place)
      throw error
    }
  }

  private func fetch(
    _ address: WebAddress, into folder: String, _ progress: Progress,
    _ check: @escaping () throws(EngineError) -> Void
  ) throws(EngineError) -> String {
    let unfinished = "\(folder)/part"
    let file = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw PlainFile.failure(unfinished) }
    defer { close(file) }
    var interruption: EngineError?
    var shown = 0
    let answer: Download.Answer
    do throws(DownloadError) {
      answer = try Download(address, limits).run(into: file) { bytes, expected in
        do throws(EngineError) { try check() } catch {
          interruption = error
          return false
        }
        if bytes - shown >= 1 << 20 {
          shown = bytes
          let part = expected > 0 ? min(1, Double(bytes) / Double(expected)) : 0
          progress.update(part, "fetching from \(address.host), \(bytes >> 20) MiB")
        }
        return true
      }
    } catch {
      if let interruption { throw interruption }
      throw EngineError(.missingFile, error.message, hint: error.hint)
    }
    let path = "\(folder)/\(try name(address, answer, unfinished))"
    guard rename(unfinished, path) == 0 else { throw PlainFile.failure(path) }
    return path
  }

  /// The name to keep what came by: its ending tells the kind, from the address or from the answer.
  private func name(
    _ address: WebAddress, _ answer: Download.Answer, _ path: String
  ) throws(EngineError) -> String {
    let content = try FileBytes(path)
    defer { withExtendedLifetime(content) {} }
    let head = content.bytes
    let isPage =
      answer.contentType == "text/html" || answer.contentType == "application/xhtml+xml"
      || ForeignBytes.isPage(head)
    guard !isPage else {
      throw EngineError(
        .badFile, "`\(address.host)` answers with a web page (HTML), not with a table",
        hint: "it may want a login, or the address of the file itself is another one")
    }
    for name in [address.fileName, answer.fileName] where (try? FileKind(of: name)) != nil {
      return name
    }
    let base = address.fileName.isEmpty ? "file" : address.fileName
    if head.starts(with: Array("PAR1".utf8)) { return "\(base).parquet" }
    if let ending = Self.endings[answer.contentType] { return "\(base).\(ending)" }
    throw EngineError(
      .badFile,
      "the kind of the file at `\(address.host)` is not known: "
        + (answer.contentType.isEmpty
          ? "the server names none" : "the server says \(answer.contentType.prefix(60))"),
      hint: "load reads .csv .tsv .txt .json .jsonl .parquet .xlsx, and text files with .gz")
  }

  private static let endings = [
    "text/csv": "csv", "application/csv": "csv", "text/plain": "csv",
    "text/tab-separated-values": "tsv", "application/json": "json", "text/json": "json",
    "application/geo+json": "json", "application/x-ndjson": "jsonl", "application/jsonl": "jsonl",
    "application/vnd.apache.parquet": "parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.12": "xlsm",
  ]
}
