import FoundationEssentials
import TestSupport

/// The cells of a written page: blocks of Teff, and the last column of tables that end in "Teff".
struct DocumentCells {
  struct Cell: Sendable {
    var text: String
    /// What the block of text right behind the cell says that it prints.
    var printed: String?
    /// The line of the page, from 1.
    var line: Int
  }

  static let folder = goldenFolder.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs")

  let url: URL
  /// The page's lines.
  private(set) var lines: [String]
  private(set) var cells: [Cell] = []

  init(_ name: String) throws {
    url = Self.folder.appending(path: name)
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var index = 0
    var isTable = false
    while index < lines.count {
      let line = lines[index]
      index += 1
      if line == "```teff" {
        let start = index
        let code = block(&index)
        var cell = Cell(text: code, line: start)
        if index < lines.count, lines[index] == "```text" {
          index += 1
          cell.printed = block(&index)
        }
        cells.append(cell)
      } else if line.hasSuffix("| Teff |") {
        isTable = true
      } else if !line.hasPrefix("|") {
        isTable = false
      } else if isTable, line.hasSuffix("` |"), let start = line.ranges(of: " | `").first {
        let code = line[start.upperBound...].dropLast(3).replacing("\\|", with: "|")
        cells.append(Cell(text: String(code), line: index))
      }
    }
  }

  /// The lines up to the end of the block, which is passed over.
  private func block(_ index: inout Int) -> String {
    let start = index
    while index < lines.count, lines[index] != "```" { index += 1 }
    defer { index += 1 }
    return lines[start..<min(index, lines.count)].joined(separator: "\n")
  }

  /// Puts new text into the block behind each cell that has one.
  mutating func record(_ printed: [Int: String]) throws {
    for (line, text) in printed.sorted(by: { $0.key > $1.key }) {
      guard let start = lines[line...].firstIndex(of: "```text"),
        let end = lines[start...].firstIndex(of: "```")
      else { continue }
      lines.replaceSubrange((start + 1)..<end, with: text.split(separator: "\n").map(String.init))
    }
    try Data(lines.joined(separator: "\n").utf8).write(to: url)
  }
}
