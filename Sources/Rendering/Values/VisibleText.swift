/// Text that came from data, made safe to print: nothing in it moves the cursor, colours the
/// terminal or turns the direction of writing.
package enum VisibleText {
  /// `text` on one line, with control characters as visible signs.
  package static func line(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isUnsafe($0) || $0 == "\n" || $0 == "\t" }) else {
      return text
    }
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": if previous != "\r" { result.append("⏎") }
      case "\r": result.append("⏎")
      case "\t": result.append("⇥")
      default: result.append(isUnsafe(scalar) ? picture(of: scalar) : scalar)
      }
      previous = scalar
    }
    return String(result)
  }

  /// `text` with its line ends and tabs, and the other control characters as visible signs.
  package static func block(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\r": result.append("\n")
      case "\n" where previous == "\r": break
      default: result.append(isUnsafe(scalar) ? picture(of: scalar) : scalar)
      }
      previous = scalar
    }
    return String(result)
  }

  /// Control characters except tab and newline, separators of lines, and marks that turn the
  /// direction of the text around them.
  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0x061C: true
    default: false
    }
  }

  /// The sign for a control character: `␛` for escape.
  private static func picture(of scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value) ?? "�"
    case 0x7F: "␡"
    default: "�"
    }
  }
}
