package import Language
package import Series
import Syntax
import Tables

extension VerbParameter {
  /// The length of a period: whole days, weeks, months, quarters or years.
  package static func calendarStep(
    _ property: Property<V, Given<CalendarStep>?>, _ name: String, _ summary: String,
    default value: CalendarStep
  ) -> Self {
    let written = "\(value.count)\(value.unit.written)"
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .step, defaultText: written, notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      let syntax = try option.expression(named: name)
      guard let step = CalendarStep(try binder.scalar(syntax)) else {
        throw Diagnostic(
          "E420", "`\(name):` is a number of whole days, weeks, months, quarters or years",
          at: syntax.span, label: "write a length such as 1w, 1mo or 1q")
      }
      verb[keyPath: property] = Given(step, syntax.span)
    }
  }
}

extension CalendarStep {
  /// The step that a length of time stands for; nil if it is shorter than a day or broken.
  fileprivate init?(_ scalar: Scalar) {
    switch scalar {
    case .value(Value.duration(let length), _):
      let day: Int64 = 86_400_000_000
      guard length >= day, length % day == 0 else { return nil }
      let days = Int(length / day)
      self = days % 7 == 0 ? CalendarStep(days / 7, .week) : CalendarStep(days, .day)
    case .step(let step):
      guard let count = Int(exactly: step.amount), (1...100_000).contains(count) else { return nil }
      switch step.unit {
      case .day: self.init(count, .day)
      case .week: self.init(count, .week)
      case .month: self.init(count, .month)
      case .quarter: self.init(count, .quarter)
      case .year: self.init(count, .year)
      default: return nil
      }
    default: return nil
    }
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
