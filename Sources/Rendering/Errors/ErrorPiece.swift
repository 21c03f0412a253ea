import Syntax

/// A stretch of an error's text with what it is, from which its look follows.
struct ErrorPiece {
  enum Role {
    /// `error[E101]`, carets and the code above them.
    case severity
    case message
    /// Line numbers and what surrounds the code.
    case place
    case code
    /// A word to write instead.
    case word
    case note
  }

  var text: String
  var role: Role

  init(_ text: String, _ role: Role) {
    self.text = text
    self.role = role
  }

  /// The text in colours that are readable on light and on dark ground.
  func ansi(_ severity: Diagnostic.Severity) -> String {
    let code: String
    switch role {
    case .severity: code = severity == .error ? "1;31" : "1;33"
    case .message: code = "1"
    case .place: code = "34"
    case .word: code = "1;36"
    case .code, .note: return text
    }
    return text.isEmpty ? "" : "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }

  var html: String {
    let escaped = Escaping.html(text)
    switch role {
    case .severity: return "<b class=\"teff-er\">\(escaped)</b>"
    case .message: return "<b>\(escaped)</b>"
    case .place, .note: return "<span class=\"teff-li\">\(escaped)</span>"
    case .word: return "<b class=\"teff-hi\">\(escaped)</b>"
    case .code: return escaped
    }
  }
}
