/// Ways to correct the probabilities of many tests at once.
public enum ProbabilityAdjustment: String, CaseIterable, Hashable, Sendable {
  /// The false discovery rate (Benjamini and Hochberg 1995).
  case benjaminiHochberg
  /// The chance of any false finding (Holm 1979).
  case holm

  /// The adjusted probabilities, at their places; a missing one stays missing and counts as no test.
  public func adjusted(_ probabilities: [Double?]) -> [Double?] {
    let tests = probabilities.indices.filter { probabilities[$0] != nil }
    func value(_ index: Int) -> Double { probabilities[index] ?? 1 }
    let order = tests.sorted { (value($0), $0) < (value($1), $1) }
    let count = Double(order.count)
    var result = [Double?](repeating: nil, count: probabilities.count)
    switch self {
    case .benjaminiHochberg:
      var least = 1.0
      for (rank, index) in order.enumerated().reversed() {
        least = min(least, value(index) * count / Double(rank + 1))
        result[index] = least
      }
    case .holm:
      var most = 0.0
      for (rank, index) in order.enumerated() {
        most = min(1, max(most, value(index) * (count - Double(rank))))
        result[index] = most
      }
    }
    return result
  }
}
