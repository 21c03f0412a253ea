/// A script: one cell, or several behind lines that start with `# %%`.
package struct Script: Hashable, Sendable {
  /// One cell with its place in the file.
  package struct Cell: Hashable, Sendable {
    /// The `# %%` line above the cell, as it stands; nil for the first cell of a script without one.
    package var heading: String?
    package var text: String
    /// The number of the cell's first line, counted from 1.
    package var firstLine: Int
  }

  /// The file as the user named it; places of errors start with it.
  package let name: String
  package let cells: [Cell]

  /// Takes a script apart; a byte order mark is dropped.
  package init(_ text: String, name: String) {
    self.name = name
    var bytes = ArraySlice(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    var cells: [Cell] = []
    var heading: String?
    var start = bytes.startIndex
    var firstLine = 1
    var line = 1
    var position = bytes.startIndex
    while position < bytes.endIndex {
      let end =
        bytes[position...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.endIndex
      if Self.isHeading(bytes[position..<end]) {
        if heading != nil || !Self.isBlank(bytes[start..<position]) {
          cells.append(
            Cell(
              heading: heading, text: String(decoding: bytes[start..<position], as: UTF8.self),
              firstLine: firstLine))
        }
        heading = Self.trimmed(bytes[position..<end])
        start = end
        firstLine = line + 1
      }
      line += 1
      position = end
    }
    cells.append(
      Cell(
        heading: heading, text: String(decoding: bytes[start...], as: UTF8.self),
        firstLine: firstLine))
    self.cells = cells
  }

  /// Whether a line starts a cell: `# %%`, `#%%`, `# %% Sales`.
  private static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.first == UInt8(ascii: "#") else { return false }
    return line.dropFirst().drop { $0 == UInt8(ascii: " ") }.starts(with: "%%".utf8)
  }

  private static func isBlank(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> String {
    let ends: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    let kept = line.reversed().drop { ends.contains($0) }.reversed()
    return String(decoding: kept, as: UTF8.self)
  }
}
