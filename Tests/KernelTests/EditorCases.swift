import FoundationEssentials
import TestSupport
import Testing

/// A file of editor cases: a cell that is run first, then cells with `‸` where the cursor stands, each
/// followed by what the editor answers.
///
/// The answer's lines start with `→`; `␍` stands for a carriage return.
struct EditorCases {
  let setup: String
  let cells: [String]

  init(_ name: String) throws {
    let text = try String(contentsOf: goldenFolder.appending(path: name), encoding: .utf8)
    let halves = text.split(separator: "\n----\n", maxSplits: 1, omittingEmptySubsequences: false)
    setup = String(halves[0])
    var cells: [String] = []
    var cell: [Substring] = []
    for line in try #require(halves.last).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("→") {
        let text = cell.joined(separator: "\n")
        if !text.isEmpty { cells.append(text) }
        cell = []
      } else if !cell.isEmpty || !line.isEmpty {
        cell.append(line)
      }
    }
    self.cells = cells
  }

  /// The file with the answers of `answer`, which is given a cell and the cursor in code points.
  func text(_ answer: (String, Int) throws -> [String]) rethrows -> String {
    var blocks = [setup + "\n----"]
    for cell in cells {
      let lines = try answer(Self.code(of: cell), Self.cursor(in: cell))
      blocks.append(([cell] + lines.map { $0.isEmpty ? "→" : "→ " + $0 }).joined(separator: "\n"))
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func code(of cell: String) -> String {
    cell.replacing("␍", with: "\r").replacing("‸", with: "")
  }

  private static func cursor(in cell: String) -> Int {
    let before = cell.replacing("␍", with: "\r").split(
      separator: "‸", maxSplits: 1, omittingEmptySubsequences: false)
    return before.first?.unicodeScalars.count ?? 0
  }
}
