import FoundationEssentials
import TestSupport
import Testing

@Suite("The cells in the written pages run", .needsEngine)
struct DocumentTests {
  @Test("Each cell runs and prints what the page says; RECORD=1 writes it anew", arguments: pages)
  func cells(page: String) throws {
    var document = try DocumentCells(page)
    try #require(document.cells.count > 10)
    let notebook = Notebook()
    try notebook.write("InvoiceNo,amount\nA1,2.5\nNA,3\n", to: "sales.csv")
    var printed: [Int: String] = [:]
    for cell in document.cells {
      let answer = notebook.run(cell.text)
      let isError = cell.printed?.hasPrefix("error[") == true
      #expect(answer.errors.isEmpty != isError, "\(page), line \(cell.line): \(answer.text)")
      guard let expected = cell.printed else { continue }
      let shown = isError ? answer.text : answer.plain
      let plain = shown.split(separator: "\n").map(\.trimmedEnd).joined(separator: "\n")
      printed[cell.line] = plain
      if !isRecording { #expect(plain == expected, "\(page), line \(cell.line)") }
    }
    if isRecording { try document.record(printed) }
    try pictures(of: notebook, in: page)
  }

  static let pages = ["coming-from.md", "guide.md"]

  private let isRecording = ProcessInfo.processInfo.environment["RECORD"] == "1"

  /// The pictures that the page's cells saved are those beside the page.
  private func pictures(of notebook: Notebook, in page: String) throws {
    let manager = FileManager.default
    let made = "\(notebook.folder)/images"
    guard manager.fileExists(atPath: made) else { return }
    for name in try manager.contentsOfDirectory(atPath: made).sorted() {
      let picture = try Data(contentsOf: URL(filePath: "\(made)/\(name)"))
      let kept = DocumentCells.folder.appending(path: "images/\(name)")
      if isRecording {
        try picture.write(to: kept)
      } else {
        #expect((try? Data(contentsOf: kept)) == picture, "\(page): images/\(name) is stale")
      }
    }
  }
}

extension Substring {
  fileprivate var trimmedEnd: Substring {
    self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)]
  }
}
