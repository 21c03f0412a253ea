/// What trees are to do well.
public enum Objective: Hashable, Sendable {
  /// A number, with small squared errors.
  case squares
  /// A number, with small absolute errors: outliers pull less.
  case deviations
  /// The number below which this share of the values lies.
  case quantile(Double)
  /// The probability of the second of two classes.
  case yesOrNo
  /// The probability of each of so many classes.
  case classes(Int)
  /// The order within groups, the first places counting most (LambdaMART); as many of the first
  /// places count as `truncation` says.
  case ranking(truncation: Int = 20)

  /// How many numbers a prediction has.
  var outputs: Int { if case .classes(let count) = self { count } else { 1 } }

  /// Whether a larger measure of the validation set is a better one.
  var improvesUpwards: Bool { if case .ranking = self { true } else { false } }

  /// The words of LightGBM: the objective and its measure.
  var settings: [String: String] {
    switch self {
    case .squares: ["objective": "regression", "metric": "l2"]
    case .deviations: ["objective": "regression_l1", "metric": "l1"]
    case .quantile(let level):
      ["objective": "quantile", "metric": "quantile", "alpha": "\(level)"]
    case .yesOrNo: ["objective": "binary", "metric": "binary_logloss"]
    case .classes(let count):
      ["objective": "multiclass", "metric": "multi_logloss", "num_class": "\(count)"]
    case .ranking(let truncation):
      [
        "objective": "lambdarank", "metric": "ndcg", "eval_at": "10",
        "lambdarank_truncation_level": "\(truncation)",
      ]
    }
  }
}

/// How trees grow.
public struct BoostingParameters: Hashable, Sendable {
  /// What they are to do well.
  public var objective: Objective
  /// The most rounds; each grows a tree (one a class).
  public var rounds = 100
  /// How far each tree goes towards what is left to explain.
  public var learningRate = 0.1
  /// The most leaves of a tree.
  public var leaves = 31
  /// The fewest rows of a leaf.
  public var leafRows = 20
  /// The penalty of large values in leaves.
  public var penalty = 0.0
  /// The share of the columns that each tree may look at.
  public var columnShare = 1.0
  /// The share of the rows that each tree learns from.
  public var rowShare = 1.0
  /// The most intervals into which the values of a column fall.
  public var bins = 255
  /// The fewest rows of a category that counts by itself.
  public var categoryRows = 100
  /// How far categories of few rows are drawn to the mean.
  public var categorySmoothing = 10.0
  /// The penalty of splits by categories.
  public var categoryPenalty = 10.0
  /// Stops when so many rounds have not made the validation set better.
  public var patience = 50
  /// Decides what is left to chance.
  public var seed: UInt64 = 42

  /// The usual parameters.
  public init(_ objective: Objective) { self.objective = objective }

  /// The words of LightGBM, sorted.
  func settings(threads: Int, categories: Set<Int>) -> String {
    var words = objective.settings
    words.merge(
      [
        "verbosity": "-1", "num_threads": "\(max(1, threads))",
        // One thread sums up a column, so the number of threads changes no bit.
        "deterministic": "true", "force_col_wise": "true",
        "seed": "\(seed % UInt64(Int32.max))", "learning_rate": "\(learningRate)",
        "num_leaves": "\(leaves)", "min_data_in_leaf": "\(leafRows)", "lambda_l2": "\(penalty)",
        "feature_fraction": "\(columnShare)", "bagging_fraction": "\(rowShare)",
        "bagging_freq": rowShare < 1 ? "1" : "0", "max_bin": "\(bins)",
        "min_data_per_group": "\(categoryRows)", "cat_smooth": "\(categorySmoothing)",
        "cat_l2": "\(categoryPenalty)",
      ]
    ) { first, _ in first }
    if !categories.isEmpty {
      words["categorical_feature"] = categories.sorted().map(String.init).joined(separator: ",")
    }
    return words.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
  }
}
