/// A word of formatted text with what may happen before it.
struct LayoutUnit {
  enum Break {
    /// Stays with what stands before it.
    case never
    /// May start a line when its item alone is too long for one.
    case inner
    /// May start a line: an item or an option.
    case outer
    /// Starts a line as soon as the stage needs several: a clause or the first option.
    case section
  }
  var text: String
  /// The blanks before it on the same line.
  var space: Int
  var lineBreak: Break
  /// The numbers of its token, for its comments.
  var token: Int?

  var width: Int { text.unicodeScalars.count }
}

/// Fills lines with units.
struct LineFiller {
  let formatter: Formatter
  /// The column of continued lines.
  let indent: Int
  private(set) var lines: [String] = []
  private var current: String
  private var width: Int
  private var isFresh = true
  /// Whether a comment ended the line.
  private var mustBreak = false

  init(_ formatter: Formatter, start: Int, indent: Int) {
    self.formatter = formatter
    self.indent = indent
    current = String(repeating: " ", count: start)
    width = start
  }

  /// The units on as few lines as their breaks and comments allow.
  mutating func fill(_ units: [LayoutUnit]) -> [String] {
    let isFlat = fits(units)
    var place = 0
    while place < units.count {
      var end = place + 1
      while end < units.count, !startsPiece(units[end]) { end += 1 }
      put(units[place..<end], isFlat: isFlat)
      place = end
    }
    if !isFresh { endLine(indent) }
    return lines
  }

  /// Whether all units go on one line, with no comment but at its end.
  private func fits(_ units: [LayoutUnit]) -> Bool {
    guard !units.contains(where: { $0.text.utf8.contains(UInt8(ascii: "\n")) }) else {
      return false
    }
    for (place, unit) in units.enumerated() {
      guard let token = unit.token else { continue }
      if place > 0, formatter.leading[token] != nil { return false }
      if place + 1 < units.count, formatter.trailing[token] != nil { return false }
    }
    return width + LineFiller.width(of: units[...]) <= Formatter.width
  }

  static func width(of units: ArraySlice<LayoutUnit>) -> Int {
    units.reduce(0) { $0 + $1.space + $1.width } - (units.first?.space ?? 0)
  }

  private func startsPiece(_ unit: LayoutUnit) -> Bool {
    unit.lineBreak == .outer || unit.lineBreak == .section
  }

  private mutating func put(_ piece: ArraySlice<LayoutUnit>, isFlat: Bool) {
    guard let first = piece.first else { return }
    if !isFlat, !isFresh {
      let pieceWidth = first.space + LineFiller.width(of: piece)
      if first.lineBreak == .section || width + pieceWidth > Formatter.width { endLine(indent) }
    }
    for place in piece.indices {
      let unit = piece[place]
      if !isFlat, !isFresh, unit.lineBreak == .inner {
        let next = piece[(place + 1)...].firstIndex { $0.lineBreak == .inner } ?? piece.endIndex
        let needed = unit.space + LineFiller.width(of: piece[place..<next])
        if width + needed > Formatter.width { endLine(indent + 2) }
      }
      put(unit)
    }
  }

  private mutating func put(_ unit: LayoutUnit) {
    if mustBreak { endLine(indent) }
    if let token = unit.token, !isFresh || !lines.isEmpty, let comments = formatter.leading[token] {
      if !isFresh { endLine(indent) }
      lines += comments.map { formatter.commentLine($0, indent: indent) }
    }
    if !isFresh {
      current += String(repeating: " ", count: unit.space)
      width += unit.space
    }
    current += unit.text
    isFresh = false
    if let newline = unit.text.lastIndex(of: "\n") {
      width = unit.text[newline...].unicodeScalars.count - 1
    } else {
      width += unit.width
    }
    if let token = unit.token, let comment = formatter.trailing[token] {
      current += "  " + formatter.commentText(comment)
      mustBreak = true
    }
  }

  private mutating func endLine(_ nextIndent: Int) {
    lines.append(current)
    current = String(repeating: " ", count: nextIndent)
    width = nextIndent
    isFresh = true
    mustBreak = false
  }
}
