import FoundationEssentials
import TestSupport
import Testing

/// A file of cells with what each must give.
///
/// Blocks are parted by empty lines. Lines that start with `< ` run before every cell of the file,
/// those after `<file name` are a file there; lines that start with `> ` are a cell, and what it gives
/// stands below.
struct CaseFile {
  let name: String
  let setup: [String]
  let files: [File]
  let cases: [Case]

  struct Case {
    var cell: String
    var expected: String
  }

  struct File {
    var name: String
    var content: String
  }

  init(_ name: String) throws {
    self.name = name
    let url = goldenFolder.appending(path: "Verbs/\(name).txt")
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    var setup: [String] = []
    var files: [File] = []
    var cases: [Case] = []
    for block in text.split(separator: "\n\n") {
      let lines = block.split(separator: "\n").map(String.init)
      func cell(_ mark: String) -> String {
        lines.prefix { $0.hasPrefix(mark) }.map { String($0.dropFirst(2)) }.joined(separator: "\n")
      }
      if let first = lines.first, first.hasPrefix("<file ") {
        let content = lines.dropFirst().map { $0.dropFirst(2) + "\n" }.joined()
        files.append(File(name: String(first.dropFirst("<file ".count)), content: content))
      } else if lines.first?.hasPrefix("<") ?? false {
        setup.append(cell("<"))
      } else {
        let rest = lines.drop { $0.hasPrefix(">") }
        cases.append(Case(cell: cell(">"), expected: rest.joined(separator: "\n")))
      }
    }
    self.setup = setup
    self.files = files
    self.cases = cases
  }

  /// Runs all cells and compares; `RECORD=1` rewrites the file.
  func check(threads: Int) throws {
    var recorded = files.map { file in
      "<file \(file.name)\n" + lines("< ", String(file.content.dropLast()))
    }
    recorded += setup.map { lines("< ", $0) }
    for item in cases {
      let bench = CellBench(threads: threads)
      for file in files { try bench.write(file.content, to: file.name) }
      for cell in setup { bench.succeed(cell) }
      let text = bench.run(item.cell).text
      recorded.append(lines("> ", item.cell) + (text.isEmpty ? "" : "\n" + text))
      if !Self.isRecording {
        #expect(text == item.expected, "\(name): \(item.cell)")
      }
    }
    if Self.isRecording {
      expectGolden(recorded.joined(separator: "\n\n") + "\n", named: "Verbs/\(name).txt")
    }
  }

  private func lines(_ mark: String, _ cell: String) -> String {
    cell.split(separator: "\n", omittingEmptySubsequences: false).map { mark + $0 }
      .joined(separator: "\n")
  }

  private static let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"
}
