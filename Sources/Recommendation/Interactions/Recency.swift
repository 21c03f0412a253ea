import Glibc

/// How much less an older event counts than the user's last one.
public enum Recency: Hashable, Codable, Sendable, CustomStringConvertible {
  /// All events count alike.
  case none
  /// Half as much after so many later events of the user; events of one time go by item.
  case events(halfLife: Double)
  /// Half as much after so many later times of the user, whatever happened at each.
  case visits(halfLife: Double)

  /// What it is, in plain words.
  public var description: String {
    switch self {
    case .none: "all events alike"
    case .events(let halfLife): "half-life \(shortNumber(halfLife)) events"
    case .visits(let halfLife): "half-life \(shortNumber(halfLife)) visits"
    }
  }
}

/// A half for each half-life in `age`.
func halved(_ age: Float, _ halfLife: Double) -> Float { Float(exp2(-Double(age) / halfLife)) }

/// A number as short as it can be told: 400, 0.5.
func shortNumber(_ value: Double) -> String {
  value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
}

/// A power; the first power is the number itself.
func power(_ base: Double, _ exponent: Double) -> Double {
  exponent == 1 ? base : pow(base, exponent)
}
