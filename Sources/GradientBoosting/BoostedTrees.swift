import CLightGBM
public import Tasks

/// Many small trees, each of which learns what the ones before it left unexplained.
///
/// LightGBM grows them; the same rows and parameters give the same trees, whatever the number of
/// threads. A model is its text: written and read again it predicts the same bits.
public struct BoostedTrees: Sendable {
  /// The model as LightGBM writes it.
  public let text: String
  /// The names of the columns that it was fitted to.
  public let names: [String]
  /// How many numbers a prediction has: 1, or one a class.
  public let outputs: Int
  /// The rounds of the model; with a validation set, the best number of them.
  public let rounds: Int
  /// How good each round was for the validation set; empty without one.
  public let measures: [Double]
  private let pool: BoosterPool

  /// Fits trees to `training`; it needs LightGBM.
  ///
  /// - Parameters:
  ///   - training: What to learn from.
  ///   - parameters: How the trees grow.
  ///   - validation: Rows that decide how many rounds are best; all rounds are kept without them.
  ///   - threads: How many threads may work; the result does not depend on them.
  ///   - cancellation: Stops the work between two rounds.
  ///   - progress: Is told the share of the rounds done.
  /// - Returns: The fitted trees.
  /// - Throws: `BoostingError` or `CancellationRequested`.
  public static func fit(
    _ training: TrainingSet, _ parameters: BoostingParameters, validation: TrainingSet? = nil,
    threads: Int = Threads.available, cancellation: Cancellation = Cancellation(),
    progress: (@Sendable (Double) -> Void)? = nil
  ) throws -> BoostedTrees {
    try training.check(for: parameters.objective)
    let engine = try LightGBM.load()
    let settings = parameters.settings(threads: threads, categories: training.features.categories)
    let data = try Dataset(training, settings: settings, engine: engine)
    let booster = try Booster(data, settings: settings)
    guard let validation else {
      try grow(booster, parameters, cancellation, progress) { _ in true }
      return try BoostedTrees(booster, rounds: nil, measures: [])
    }
    try validation.check(for: parameters.objective)
    guard validation.features.names == training.features.names else {
      throw BoostingError.unsuitable("the validation set has other columns than the training set")
    }
    try booster.watch(
      try Dataset(validation, settings: settings, like: data.handle, engine: engine))
    var measures: [Double] = []
    var best = 0
    let isUpwards = parameters.objective.improvesUpwards
    try grow(booster, parameters, cancellation, progress) { round in
      measures.append(try booster.measure())
      if isUpwards ? measures[round] > measures[best] : measures[round] < measures[best] {
        best = round
      }
      return round - best < parameters.patience
    }
    return try BoostedTrees(
      booster, rounds: measures.isEmpty ? nil : best + 1, measures: measures)
  }

  /// Grows trees until the rounds are over, nothing is left to split, or `goesOn` says no.
  private static func grow(
    _ booster: Booster, _ parameters: BoostingParameters, _ cancellation: Cancellation,
    _ progress: (@Sendable (Double) -> Void)?, while goesOn: (_ round: Int) throws -> Bool
  ) throws {
    for round in 0..<max(1, parameters.rounds) {
      try cancellation.check()
      guard try booster.grow() else { break }
      guard try goesOn(round) else { break }
      progress?(Double(round + 1) / Double(max(1, parameters.rounds)))
    }
  }

  private init(_ grown: Booster, rounds: Int?, measures: [Double]) throws(BoostingError) {
    try self.init(text: grown.text(rounds: rounds ?? -1), measures: measures)
  }

  /// Reads a model that LightGBM wrote.
  ///
  /// - Throws: `BoostingError`.
  public init(text: String) throws(BoostingError) { try self.init(text: text, measures: []) }

  private init(text: String, measures: [Double]) throws(BoostingError) {
    let head = text.split(separator: "\n", maxSplits: 20).first { $0.hasPrefix("feature_names=") }
    guard text.hasPrefix("tree\n"), let head else {
      throw .unsuitable("this is not the text of a model of LightGBM")
    }
    self.text = text
    self.measures = measures
    names = head.dropFirst("feature_names=".count).split(separator: " ").map(FeatureName.decode)
    let booster = try Booster(text: text)
    outputs = try booster.outputs
    rounds = try booster.rounds
    pool = BoosterPool(text: text, first: booster)
  }

  /// The predictions of rows: numbers, probabilities, or what a ranking goes by; of several classes
  /// the probabilities of each row stand together.
  ///
  /// - Throws: `BoostingError`.
  public func predict(
    _ features: FeatureMatrix, threads: Int = Threads.available
  ) throws(BoostingError) -> [Double] {
    try ask(features, LightGBMValue, outputs, threads)
  }

  /// The same before it is made a probability.
  ///
  /// - Throws: `BoostingError`.
  public func margins(
    _ features: FeatureMatrix, threads: Int = Threads.available
  ) throws(BoostingError) -> [Double] {
    try ask(features, LightGBMRaw, outputs, threads)
  }

  /// How much each column moves the margin of each row, its Shapley value over the trees.
  ///
  /// Behind the columns stands what a row without any of them has; together they are the margin.
  /// Several classes stand one after the other within a row.
  ///
  /// Source: Lundberg and others, "From local explanations to global understanding with explainable
  /// AI for trees", Nature Machine Intelligence, 2020.
  ///
  /// - Throws: `BoostingError`.
  public func contributions(
    _ features: FeatureMatrix, threads: Int = Threads.available
  ) throws(BoostingError) -> [Double] {
    try ask(features, LightGBMContributions, outputs * (names.count + 1), threads)
  }

  private func ask(
    _ features: FeatureMatrix, _ kind: Int, _ width: Int, _ threads: Int
  ) throws(BoostingError) -> [Double] {
    guard features.columns == names.count else {
      throw .unsuitable(
        "the model was fitted to \(names.count) columns, and these rows have \(features.columns)")
    }
    return try pool.use { booster throws(BoostingError) in
      try booster.predict(features, kind: kind, width: width, threads: threads)
    }
  }

  /// How the importance of columns is counted.
  public enum Importance: Sendable {
    /// How much their splits explained.
    case gain
    /// How many splits they have.
    case splits
  }

  /// How important each column is to all trees together.
  ///
  /// - Throws: `BoostingError`.
  public func importance(_ kind: Importance = .gain) throws(BoostingError) -> [Double] {
    try pool.use { booster throws(BoostingError) in
      try booster.importance(
        kind: kind == .gain ? LightGBMGain : LightGBMSplits, columns: names.count)
    }
  }
}

extension BoostedTrees: Hashable {
  /// Models are equal when their texts are.
  public static func == (left: BoostedTrees, right: BoostedTrees) -> Bool {
    left.text == right.text
  }

  /// Hashes the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
