extension Script {
  /// The script with each cell laid out by `format`, and one empty line before each `# %%`.
  package func formatted<Failure: Error>(
    _ format: (Cell) throws(Failure) -> String
  ) throws(Failure) -> String {
    var text = ""
    for cell in cells {
      if let heading = cell.heading { text += (text.isEmpty ? "" : "\n") + heading + "\n" }
      let body = Self.withoutEdges(try format(cell))
      if !body.isEmpty { text += body + "\n" }
    }
    return text
  }

  /// The text without empty lines at its start and white space at its end.
  private static func withoutEdges(_ text: String) -> String {
    var bytes = ArraySlice(text.utf8)
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0D, 0x0A]
    while let last = bytes.last, blanks.contains(last) { bytes.removeLast() }
    while let end = bytes.firstIndex(of: 0x0A), bytes[..<end].allSatisfy(blanks.contains) {
      bytes = bytes[(end + 1)...]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
