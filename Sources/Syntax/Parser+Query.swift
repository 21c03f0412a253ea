extension Parser {
  /// Reads a cell whose first line is `%%sql [name]`; nil if it is none.
  static func queryCell(_ text: String) -> CellSyntax? {
    let bytes = Array(text.utf8)
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start]) { start += 1 }
    let magic = Array("%%sql".utf8)
    guard bytes[start...].starts(with: magic) else { return nil }
    let nameStart = start + magic.count
    let lineEnd = bytes[nameStart...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    if nameStart < lineEnd, ![0x20, 0x09, 0x0D].contains(bytes[nameStart]) { return nil }

    let line = Lexer.lex(bytes, in: SourceSpan(nameStart, lineEnd))
    var parser = Parser(line, shapes: VerbShapes(sources: [:], stages: [:]))
    let name = parser.name()
    if parser.index < parser.limit {
      parser.fail(
        Diagnostic(
          "E219", "only a name stands after `%%sql`", at: parser.place,
          label: "the query starts on the next line"))
    }
    let querySpan = SourceSpan(min(lineEnd + 1, bytes.count), bytes.count)
    let query = String(decoding: bytes[querySpan.start...], as: UTF8.self)
    let span = SourceSpan(start, bytes.count)
    if query.utf8.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
      parser.fail(
        Diagnostic(
          "E219", "the query is missing", at: SourceSpan(start, nameStart),
          label: "write it on the lines after `%%sql`"))
    }
    let statement = StatementSyntax(.sql(name: name, query: query, querySpan: querySpan), span)
    return CellSyntax(
      statements: [statement], diagnostics: parser.diagnostics, comments: line.comments)
  }
}
