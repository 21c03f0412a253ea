import Glibc
import JupyterProtocol
import JupyterServer
import Tasks

/// A language that only repeats what it reads; it proves that the server knows no other.
///
/// A cell is a list of commands, one a line: `result TEXT`, `show TEXT`, `say TEXT`, `warn TEXT`,
/// `fail`, `sleep MILLISECONDS`, `stubborn MILLISECONDS`, `lines N`, `shows N [BYTES]`,
/// `update ID TEXT`, `clear`, `ask PROMPT`, `secret PROMPT`,
/// `spawn SHELL-COMMAND`. Any other text is the cell's value. `#` begins a comment.
final class EchoHandler: KernelHandler {
  let info = KernelInfo(
    implementation: "echo", version: "1.0",
    language: KernelInfo.Language(
      name: "echo", version: "1.0", mimetype: "text/x-echo", fileExtension: ".echo"),
    banner: "Echo", helpLinks: [(text: "Echo", url: "https://example.org")])

  func execute(_ request: ExecuteRequest, output: CellOutput) -> ExecuteOutcome {
    for line in request.code.split(separator: "\n") where !line.hasPrefix("#") {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      if words.isEmpty { continue }
      let rest = words.count > 1 ? words[1] : ""
      if let report = run(words[0], rest, line: String(line), output) { return .failed(report) }
      if output.cancellation.isCancelled { return .failed(interrupted) }
    }
    return .ok
  }

  private let interrupted = ErrorReport(
    name: "Interrupted", value: "the cell was interrupted", traceback: ["Interrupted"])

  private func run(
    _ command: String, _ rest: String, line: String, _ output: CellOutput
  ) -> ErrorReport? {
    let number = Int(rest.split(separator: " ").first ?? "") ?? 0
    switch command {
    case "result": output.result(plain(rest))
    case "show": output.display(plain(rest), id: "shown")
    case "update":
      let words = rest.split(separator: " ", maxSplits: 1).map(String.init)
      output.update(plain(words.last ?? ""), id: words.first ?? "")
    case "clear": output.clear(wait: true)
    case "say": output.stream(.stdout, rest + "\n")
    case "warn": output.stream(.stderr, rest + "\n")
    case "ask", "secret":
      do {
        output.result(plain(try output.ask(rest, password: command == "secret")))
      } catch .notAllowed {
        return ErrorReport(name: "NoInput", value: "\(InputError.notAllowed)")
      } catch {
        return interrupted
      }
    case "spawn": output.result(plain("\(spawn(rest))"))
    case "fail": return ErrorReport(name: "Failure", value: rest, traceback: ["Failure: \(rest)"])
    case "sleep":
      for _ in 0..<number where !output.cancellation.isCancelled { usleep(1000) }
    case "stubborn": usleep(UInt32(number) * 1000)
    case "lines":
      for index in 0..<number where !output.cancellation.isCancelled {
        output.stream(.stdout, "\(index)\n")
      }
    case "shows":
      let size = Int(rest.split(separator: " ").last ?? "") ?? 0
      let padding = String(repeating: "x", count: rest.contains(" ") ? size : 0)
      for index in 0..<number where !output.cancellation.isCancelled {
        output.display(plain("\(index)\(padding)"))
      }
    default: output.result(plain(line))
    }
    return nil
  }

  /// Starts a shell that takes all signals, and gives its process.
  private func spawn(_ command: String) -> pid_t {
    let attributes = UnsafeMutablePointer<posix_spawnattr_t>.allocate(capacity: 1)
    defer { attributes.deallocate() }
    posix_spawnattr_init(attributes)
    defer { posix_spawnattr_destroy(attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setflags(attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setsigmask(attributes, &none)
    let texts: [String] = ["sh", "-c", command]
    var words: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = [strdup("PATH=/usr/bin:/bin"), nil]
    defer { for word in words + variables { free(word) } }
    var id: pid_t = 0
    return posix_spawn(&id, "/bin/sh", nil, attributes, &words, &variables) == 0 ? id : 0
  }

  private func plain(_ text: String) -> DisplayData { DisplayData([("text/plain", text)]) }

  func evaluate(
    _ expression: String, cancellation: Cancellation
  ) throws(ErrorReport) -> DisplayData {
    if expression.hasPrefix("fail") { throw ErrorReport(name: "Failure", value: "evaluated") }
    return plain(expression)
  }

  func complete(code: String, cursor: Int) -> Completion {
    let scalars = Array(code.unicodeScalars.prefix(cursor))
    let word = scalars.reversed().prefix { $0 != " " && $0 != "\n" && $0 != ";" }
    let start = cursor - word.count
    let text = String(String.UnicodeScalarView(word.reversed()))
    let matches = ["result", "show", "say", "stubborn", "sleep"].filter { $0.hasPrefix(text) }
    return Completion(
      matches: matches.map { Completion.Match($0, type: "keyword", signature: "TEXT") },
      range: start..<cursor)
  }

  func inspect(code: String, cursor: Int, detail: Int) -> Inspection? {
    code.hasPrefix("say") ? plain("say TEXT: writes a line (cursor \(cursor))") : nil
  }

  func isComplete(_ code: String) -> Completeness {
    if code.isEmpty { return .unknown }
    if code.hasSuffix("|") { return .incomplete(indent: "  ") }
    return code.hasPrefix("?") ? .invalid : .complete
  }

  func interrupt() {}

  func shutdown(restart: Bool) {}
}
