import Syntax

/// One diagnostic as lines of pieces.
struct ErrorLayout {
  /// How code is set.
  enum Style {
    /// `  cell 3, line 2 ▸ code`, for terminals and tracebacks.
    case arrows
    /// Line numbers in a gutter under the place, one line of context, and the mended line.
    case gutter
  }

  private(set) var lines: [[ErrorPiece]] = []
  private let source: CellSource
  /// The words beside the carets.
  private let label: String

  init(_ diagnostic: Diagnostic, _ source: CellSource, _ style: Style) {
    self.source = source
    label = VisibleText.line(Passwords.masked(diagnostic.label))
    let severity = diagnostic.severity == .error ? "error" : "warning"
    lines.append([
      ErrorPiece("\(severity)[\(diagnostic.code)]", .severity),
      ErrorPiece(": \(ErrorText.summary(diagnostic))", .message),
    ])
    if let span = diagnostic.span {
      let excerpt = SourceExcerpt(source.text, span)
      switch style {
      case .arrows: addArrows(excerpt)
      case .gutter: addGutter(excerpt)
      }
    } else if !label.isEmpty {
      lines.append([ErrorPiece("  ", .code)] + labelPieces)
    }
    for note in diagnostic.notes {
      let note = VisibleText.block(Passwords.masked(note))
      for line in note.split(separator: "\n", omittingEmptySubsequences: false) {
        lines.append([ErrorPiece("  " + VisibleText.line(String(line)), .note)])
      }
    }
    if style == .gutter, let fix = diagnostic.fix { addFix(fix) }
  }

  private mutating func addArrows(_ excerpt: SourceExcerpt) {
    let last = excerpt.lines.count - 1
    let places = excerpt.lines.enumerated().map { position, line in
      guard let line else { return "⋮" }
      let number = "line \(source.lineNumber(line.index))"
      let isNamed = position == 0 && !source.place.isEmpty
      return "  " + (isNamed ? "\(source.place), " : "") + number + " ▸ "
    }
    let width = places.map { DisplayWidth.of($0) }.max() ?? 0
    for (position, line) in excerpt.lines.enumerated() {
      let place = DisplayWidth.padded(places[position], to: width, atStart: true)
      guard let line else {
        lines.append([ErrorPiece(String(repeating: " ", count: width) + "⋮", .place)])
        continue
      }
      lines.append([ErrorPiece(place, .place), ErrorPiece(line.text, .code)])
      let indent = String(repeating: " ", count: width + line.caretStart)
      lines.append(carets(line, after: ErrorPiece(indent, .code), isLast: position == last))
    }
  }

  private mutating func addGutter(_ excerpt: SourceExcerpt) {
    let numbers = excerpt.lines.compactMap { $0 }.map { source.lineNumber($0.index) }
    let width = numbers.map { String($0).count }.max() ?? 1
    let place = source.place.isEmpty ? "" : "\(source.place), "
    lines.append([ErrorPiece("  \(place)line \(numbers.first ?? 1)", .place)])
    func gutter(_ number: String) -> ErrorPiece {
      ErrorPiece("  \(DisplayWidth.padded(number, to: width, atStart: true)) │ ", .place)
    }
    if let context = excerpt.context {
      let number = String(source.lineNumber(context.index))
      lines.append([gutter(number), ErrorPiece(context.text, .code)])
    }
    for (position, line) in excerpt.lines.enumerated() {
      guard let line else {
        lines.append([gutter("⋮")])
        continue
      }
      lines.append([gutter(String(source.lineNumber(line.index)))] + marked(line))
      let indent = String(repeating: " ", count: line.caretStart)
      let isLast = position == excerpt.lines.count - 1
      lines.append([gutter("")] + carets(line, after: ErrorPiece(indent, .code), isLast: isLast))
    }
  }

  /// The code with what the carets point at in the colour of the carets.
  private func marked(_ line: SourceExcerpt.Line) -> [ErrorPiece] {
    var parts = ["", "", ""]
    var column = 0
    for character in line.text {
      let isBefore = column < line.caretStart
      let isAfter = column >= line.caretStart + line.caretCount
      parts[isBefore ? 0 : isAfter ? 2 : 1].append(character)
      column += DisplayWidth.of(character)
    }
    let pieces = [
      ErrorPiece(parts[0], .code), ErrorPiece(parts[1], .severity), ErrorPiece(parts[2], .code),
    ]
    return pieces.filter { !$0.text.isEmpty }
  }

  private func carets(
    _ line: SourceExcerpt.Line, after indent: ErrorPiece, isLast: Bool
  ) -> [ErrorPiece] {
    let carets = ErrorPiece(String(repeating: "^", count: line.caretCount), .severity)
    guard isLast && !label.isEmpty else { return [indent, carets] }
    return [indent, carets, ErrorPiece(" ", .code)] + labelPieces
  }

  /// The label with the words in backticks set off.
  private var labelPieces: [ErrorPiece] {
    let parts = label.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    guard parts.count % 2 == 1 else { return [ErrorPiece(label, .code)] }
    return parts.enumerated().compactMap { index, part in
      if index % 2 == 1 { return ErrorPiece("`\(part)`", .word) }
      return part.isEmpty ? nil : ErrorPiece(part, .code)
    }
  }

  /// The line as it reads when the fix is applied.
  private mutating func addFix(_ fix: Diagnostic.Fix) {
    let bytes = Array(source.text.utf8)
    let start = min(max(fix.span.start, 0), bytes.count)
    let end = min(max(fix.span.end, start), bytes.count)
    let replacement = Array(Passwords.masked(fix.replacement, .code).utf8)
    let mended = String(decoding: bytes[..<start] + replacement + bytes[end...], as: UTF8.self)
    let excerpt = SourceExcerpt(mended, SourceSpan(start, start + replacement.count))
    for (position, line) in excerpt.lines.enumerated() {
      let lead = position == 0 ? "  apply fix ▸ " : "              "
      lines.append([ErrorPiece(lead, .place), ErrorPiece(line?.text ?? "⋮", .word)])
    }
  }
}
