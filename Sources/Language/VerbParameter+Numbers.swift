import Syntax
package import Tables

extension VerbParameter {
  /// The one column right after the verb.
  package static func columnItem(
    _ property: Property<V, ColumnName>, _ name: String, _ summary: String, of types: DataType...
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .items, accepts: .column(types), required: true, notation: name)
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let item = try binder.onlyItem(description)
      verb[keyPath: property] = try binder.column(
        item.expression, of: types, for: binder.syntax.name.text)
    }
  }

  /// A number in a range; with `asShare` one that is written and told as a percentage.
  package static func option(
    _ property: Property<V, Double>, _ name: String, _ summary: String,
    in range: ClosedRange<Double>, default value: Double, asShare: Bool = false
  ) -> Self {
    @Sendable func text(_ number: Double) -> String {
      asShare ? PlainNumber.text(number * 100) + "%" : PlainNumber.text(number)
    }
    // A percentage may miss its share by a hair: 99.9 / 100 is more than 0.999.
    let slack = asShare ? 1e-12 : 0
    let limits = "from \(text(range.lowerBound)) to \(text(range.upperBound))"
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .number, defaultText: text(value),
      notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      let syntax = try option.expression(named: name)
      guard case .number(let given) = try binder.constant(syntax, .number, for: "\(name):"),
        given >= range.lowerBound - slack, given <= range.upperBound + slack
      else {
        throw Diagnostic(
          "E304", "`\(name):` is a \(asShare ? "share" : "number") \(limits)", at: syntax.span,
          label: "for instance \(name): \(text(value))")
      }
      verb[keyPath: property] = min(max(given, range.lowerBound), range.upperBound)
    }
  }
}
