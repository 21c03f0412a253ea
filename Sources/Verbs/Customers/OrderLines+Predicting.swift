import Language
import Planning
import Syntax
import Tables

extension FittedModel {
  /// Throws unless a table has the columns that expressions read, of the types that they have there.
  func check(_ expressions: [Expression], in input: Schema) throws(Diagnostic) {
    var known: [String: DataType] = [:]
    for expression in expressions { expression.collectColumns(into: &known) }
    for field in try columns(known.keys.sorted(), of: input) {
      guard let type = known[field.name], type != field.type else { continue }
      throw Diagnostic(
        "E401",
        "the model was made from `\(field.name)` as \(type.described), and here it is "
          + field.type.described, at: nil, label: field.conversion(to: type))
    }
  }
}

extension Expression {
  fileprivate func collectColumns(into known: inout [String: DataType]) {
    if case .column(let name, let type) = self {
      known[name] = type
    } else {
      for child in children { child.collectColumns(into: &known) }
    }
  }
}
