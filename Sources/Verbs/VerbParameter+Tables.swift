import Language
import Syntax

extension VerbParameter {
  /// A table given to an option: a name, a part, or a pipeline in parentheses.
  static func tableOption(
    _ property: Property<V, TableArgument?>, _ name: String, _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .table, notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      verb[keyPath: property] = try binder.table(option, name)
    }
  }
}

extension StageBinder {
  /// The table of an option.
  func table(_ option: OptionSyntax, _ name: String) throws(Diagnostic) -> TableArgument {
    let answer: Answer
    var called = "right"
    switch option.value {
    case .pipeline(let pipeline): answer = try environment.answer(pipeline)
    case .expression(let syntax):
      guard case .column(let path) = syntax.kind else {
        throw Diagnostic(
          "E304", "`\(name):` is a table: a name, a part, or (table | …)", at: syntax.span)
      }
      answer = try environment.answer(path)
      called = path.last?.text ?? called
    }
    guard answer.relation != nil else {
      throw Diagnostic("E312", "`\(name):` needs a table, and this is not one", at: option.span)
    }
    return TableArgument(answer: answer, name: called, span: option.span)
  }
}
