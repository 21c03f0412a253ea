import Charts

/// Writes text into a markup language so that it is shown and never read as markup.
package enum Escaping {
  /// For HTML text and quoted attributes.
  package static func html(_ text: String) -> String { Markup.escaped(text) }

  /// For a cell of a LaTeX `tabular`.
  package static func latex(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\textbackslash{}"
      case "{", "}", "$", "&", "#", "%", "_": result += "\\\(scalar)"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      case "<": result += "\\textless{}"
      case ">": result += "\\textgreater{}"
      case "|": result += "\\textbar{}"
      case "−": result += "$-$"
      case "–": result += "--"
      case "…": result += "\\ldots{}"
      case "⏎", "⇥": result += " "
      // Behind `\\` a bracket or a star would be read as an argument.
      case "[", "*": result += "{\(scalar)}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// For running Markdown text, such as a value in a note.
  package static func markdown(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      // MathJax reads dollars before Markdown reads backslashes.
      case "$": result += "&#36;"
      case "\\", "`", "*", "_", "[", "]", "(", ")", "#", "|", "~", "!": result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
