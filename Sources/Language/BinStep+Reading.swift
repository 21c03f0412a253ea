package import Planning
package import Syntax
import Tables

extension BinStep {
  /// The step of a literal; nil if it is not above 0, or neither whole days nor less than a day.
  package init?(_ step: DurationSyntax) {
    if let fixed = step.unit.microseconds {
      let length = step.amount * Double(fixed)
      guard length.magnitude < 9e18, length == length.rounded() else { return nil }
      if step.unit == .week, let weeks = Int(exactly: step.amount), weeks > 0 {
        self.init(weeks, .week)
      } else {
        self.init(microseconds: Int64(length))
      }
    } else {
      guard let count = Int(exactly: step.amount), count > 0, count <= 12_000,
        let unit = Unit(rawValue: step.unit.rawValue)
      else { return nil }
      self.init(count, unit)
    }
  }

  /// The step of a fixed length.
  package init?(microseconds length: Int64) {
    guard length > 0 else { return nil }
    let units: [(Unit, Int64)] = [
      (.day, 86_400_000_000), (.hour, 3_600_000_000), (.minute, 60_000_000), (.second, 1_000_000),
      (.millisecond, 1_000),
    ]
    for (unit, size) in units where length % size == 0 {
      guard unit == .day || length < 86_400_000_000 else { return nil }
      self.init(Int(length / size), unit)
      return
    }
    return nil
  }

  /// The step of an option, nil if it is none; whole weeks are called so.
  package init?(_ scalar: Scalar) {
    switch scalar {
    case .step(let step): self.init(step)
    case .value(.duration(let length), _): self.init(microseconds: length)
    default: return nil
    }
    if unit == .day, count % 7 == 0 { self.init(count / 7, .week) }
  }

  /// The error of a length that makes no bins.
  package static func refusal(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "E420", "a bin of time is a number of whole days, or less than a day", at: span,
      label: "write a length such as 1d, 1w, 1mo or 6h")
  }
}
