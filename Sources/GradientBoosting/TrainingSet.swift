/// Rows with what is to be learned of them.
public struct TrainingSet: Sendable {
  /// What is known of each row.
  public let features: FeatureMatrix
  /// What is to be learned: a number, 0 or 1, a class from 0, or how relevant a row of a group is.
  public let labels: [Double]
  /// How much each row counts; nil when all count alike.
  public let weights: [Double]?
  /// For rankings, how many rows each group has; groups stand one after the other.
  public let groups: [Int]?

  /// Makes a training set.
  public init(
    _ features: FeatureMatrix, labels: [Double], weights: [Double]? = nil, groups: [Int]? = nil
  ) {
    precondition(labels.count == features.rows, "each row has a label")
    precondition(weights.map { $0.count == features.rows } ?? true, "each row has a weight")
    (self.features, self.labels, self.weights, self.groups) = (features, labels, weights, groups)
  }

  /// Throws the first reason why trees cannot learn `objective` from this.
  func check(for objective: Objective) throws(BoostingError) {
    guard features.rows > 0, features.columns > 0 else {
      throw .unsuitable("there is nothing to learn from: no rows or no columns")
    }
    guard features.rows < Int(Int32.max), labels.allSatisfy(\.isFinite) else {
      throw .unsuitable("a label is missing: leave its row out")
    }
    if let weights {
      guard weights.allSatisfy({ $0 >= 0 && $0.isFinite }), weights.contains(where: { $0 > 0 })
      else {
        throw .unsuitable("weights are numbers of 0 or more, and one is above 0")
      }
    }
    switch objective {
    case .squares, .deviations, .quantile: break
    case .yesOrNo:
      guard labels.allSatisfy({ $0 == 0 || $0 == 1 }) else {
        throw .unsuitable("the labels of two classes are 0 and 1")
      }
    case .classes(let count):
      guard count >= 2,
        labels.allSatisfy({ $0 == $0.rounded() && (0..<Double(count)).contains($0) })
      else {
        throw .unsuitable("the labels of \(count) classes are whole numbers from 0 to \(count - 1)")
      }
    case .ranking:
      guard labels.allSatisfy({ $0 == $0.rounded() && (0...30).contains($0) }) else {
        throw .unsuitable("the labels of a ranking are whole numbers from 0 to 30")
      }
      guard let groups, groups.allSatisfy({ $0 > 0 }), groups.reduce(0, +) == features.rows else {
        throw .unsuitable("the groups of a ranking have rows, and together all of them")
      }
      guard groups.allSatisfy({ $0 <= 10_000 }) else {
        throw .unsuitable("a group of a ranking has at most 10,000 rows")
      }
    }
  }
}
