import Language
import Syntax
import Tables

extension VerbParameter {
  /// A record of type words by column.
  static func types(_ property: Property<V, [Field]>, _ name: String, _ summary: String) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .record, notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      let syntax = try option.expression(named: name)
      guard case .record(let fields) = syntax.kind else {
        throw Diagnostic(
          "E304", "`types:` is a record", at: syntax.span, label: "types: {InvoiceNo: text}")
      }
      var types: [Field] = []
      for field in fields {
        let word: String? =
          switch field.value.kind {
          case .column(let path): path.last?.text
          case .literal(.text(let text)): text
          default: nil
          }
        guard let word, let type = DataType(name: word),
          ![.duration, .list(.null)].contains(type)
        else {
          throw Diagnostic(
            "E305", "`\(field.name.text)` needs a type", at: field.value.span,
            label: "types are int, number, text, bool, date, datetime")
        }
        types.removeAll { $0.name == field.name.text }
        types.append(Field(field.name.text, type))
      }
      verb[keyPath: property] = types
    }
  }
}
