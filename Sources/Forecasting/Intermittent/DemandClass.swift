/// How demand comes: how rarely, and how differently each time.
///
/// A. A. Syntetos, J. E. Boylan and J. D. Croston, On the categorization of demand patterns, 2005.
public enum DemandClass: String, Hashable, Sendable, CaseIterable {
  /// Often and evenly.
  case smooth
  /// Often, in very different amounts.
  case erratic
  /// Rarely, in even amounts.
  case intermittent
  /// Rarely, in very different amounts.
  case lumpy

  /// The class of a series; nil if nothing ever happens.
  public init?(_ values: [Double]) {
    let demands = values.filter { $0 > 0 }
    guard !demands.isEmpty else { return nil }
    let interval = Double(values.count) / Double(demands.count)
    let mean = demands.reduce(0, +) / Double(demands.count)
    let spread = demands.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(demands.count)
    let variation = spread / (mean * mean)
    switch (interval >= 1.32, variation >= 0.49) {
    case (false, false): self = .smooth
    case (false, true): self = .erratic
    case (true, false): self = .intermittent
    case (true, true): self = .lumpy
    }
  }
}
