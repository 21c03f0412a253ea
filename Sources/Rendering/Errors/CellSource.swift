import Syntax

/// The text of a cell, without its passwords, and how places in it are named.
package struct CellSource: Hashable, Sendable {
  /// Where a cell stands.
  package enum Origin: Hashable, Sendable {
    /// The cell of a notebook with its execution count: `cell 3, line 2`.
    case cell(Int?)
    /// A part of a file, which starts at line `firstLine`: `report.teff, line 14`.
    case file(String, firstLine: Int)
  }

  package var text: String
  package var origin: Origin

  package init(_ text: String, _ origin: Origin) {
    self.text = Passwords.masked(text, .code)
    self.origin = origin
  }

  /// The words before `, line 2`; empty for a cell without a number.
  var place: String {
    switch origin {
    case .cell(nil): ""
    case .cell(let number?): "cell \(number)"
    case .file(let name, _): VisibleText.line(name)
    }
  }

  /// The words for a line, which counts from 1: `cell 4, line 3`.
  package func words(forLine line: Int) -> String {
    (place.isEmpty ? "" : "\(place), ") + "line \(lineNumber(line - 1))"
  }

  /// The number that a reader sees for line `index`, which counts from 0.
  func lineNumber(_ index: Int) -> Int {
    switch origin {
    case .cell: index + 1
    case .file(_, let firstLine): firstLine + index
    }
  }
}
