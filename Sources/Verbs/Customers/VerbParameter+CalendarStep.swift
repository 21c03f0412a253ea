package import Language
import Planning
package import Series
import Syntax

extension VerbParameter {
  /// The length of a period: whole days, weeks, months, quarters or years.
  package static func calendarStep(
    _ property: Property<V, Given<CalendarStep>?>, _ name: String, _ summary: String,
    default value: CalendarStep? = nil, defaultText: String? = nil
  ) -> Self {
    let written = value.map { "\($0.count)\($0.unit.written)" }
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .step, defaultText: defaultText ?? written,
      notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      let syntax = try option.expression(named: name)
      guard let step = BinStep(try binder.scalar(syntax)).flatMap(CalendarStep.init) else {
        throw Diagnostic(
          "E420", "`\(name):` is a number of whole days, weeks, months, quarters or years",
          at: syntax.span, label: "write a length such as 1w, 1mo or 1q")
      }
      verb[keyPath: property] = Given(step, syntax.span)
    }
  }
}

extension CalendarStep {
  /// The step in whole days or longer units; nil for bins inside a day.
  fileprivate init?(_ step: BinStep) {
    guard let unit = Unit.allCases.first(where: { $0.written == step.unit.rawValue }) else {
      return nil
    }
    self.init(step.count, unit)
  }
}

extension CalendarStep.Unit {
  /// The unit of a literal: `1mo`.
  package var written: String {
    switch self {
    case .day: "d"
    case .week: "w"
    case .month: "mo"
    case .quarter: "q"
    case .year: "y"
    }
  }
}
