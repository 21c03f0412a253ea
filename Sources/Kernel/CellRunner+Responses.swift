import Language
import Syntax
import Verbs

extension CellRunner {
  /// What `respond $x` and `respond f"…"` write.
  func response(_ value: ExpressionSyntax, _ options: [OptionSyntax]) throws(Diagnostic) -> String {
    var binder = ExpressionBinder.scalars(in: self)
    binder.nullText = "null"
    let document = Document(try binder.scalar(value), quoted: try isQuoted(options))
    return try document.text(at: value.span)
  }

  /// Whether texts are written as JSON.
  private func isQuoted(_ options: [OptionSyntax]) throws(Diagnostic) -> Bool {
    guard let option = options.first else { return false }
    guard option.name.text == "as", options.count == 1 else {
      throw Diagnostic(
        "E303", "a value is answered with `as:` at most", at: (options.last ?? option).span,
        label: "respond $x as: json")
    }
    guard case .expression(let word) = option.value, case .column(let path) = word.kind,
      ["json", "text"].contains(path[0].text), path.count == 1
    else {
      throw Diagnostic(
        "E305", "a value is answered as: text or as: json", at: option.span,
        label: "a table takes as: csv")
    }
    return path[0].text == "json"
  }
}
