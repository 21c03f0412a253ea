import CLightGBM

/// Trees inside of LightGBM; they serve one thread at a time.
final class Booster: @unchecked Sendable {
  // Whoever has it is the only one: see `BoosterPool`.
  let engine: LightGBM
  let handle: LightGBMBooster
  /// What they grow on, which must outlive them.
  private var data: [Dataset] = []

  /// Trees that are still to grow.
  init(_ training: Dataset, settings: String) throws(BoostingError) {
    let engine = training.engine
    var made: LightGBMBooster?
    try engine.call { $0.booster_create(training.handle, settings, &made) }
    guard let made else { throw .refused("no trees were made") }
    (self.engine, handle) = (engine, made)
    data = [training]
  }

  /// Grown trees out of their text.
  init(text: String) throws(BoostingError) {
    let engine = try LightGBM.load()
    var made: LightGBMBooster?
    var iterations: Int32 = 0
    try engine.call { $0.booster_load_text(text, &iterations, &made) }
    guard let made else { throw .refused("no trees were read") }
    (self.engine, handle) = (engine, made)
  }

  deinit { _ = engine.functions.booster_free(handle) }

  /// Measures each round by other rows, cut like those of the training.
  func watch(_ validation: Dataset) throws(BoostingError) {
    try engine.call { $0.booster_add_validation(handle, validation.handle) }
    data.append(validation)
  }

  /// Grows one more tree a class; false when nothing is left to split.
  func grow() throws(BoostingError) -> Bool {
    var isFinished: Int32 = 0
    try engine.call { $0.booster_update(handle, &isFinished) }
    return isFinished == 0
  }

  /// How many rounds have grown.
  var rounds: Int {
    get throws(BoostingError) {
      var count: Int32 = 0
      try engine.call { $0.booster_iteration(handle, &count) }
      return Int(count)
    }
  }

  /// The first measure of the validation set.
  func measure() throws(BoostingError) -> Double {
    var count: Int32 = 0
    try engine.call { $0.booster_evaluation_count(handle, &count) }
    var results = [Double](repeating: .nan, count: max(1, Int(count)))
    try engine.call { $0.booster_evaluate(handle, 1, &count, &results) }
    return results[0]
  }

  /// The text of the first `rounds` rounds.
  func text(rounds: Int) throws(BoostingError) -> String {
    var room: Int64 = 1 << 16
    while true {
      var bytes = [CChar](repeating: 0, count: Int(room))
      var length: Int64 = 0
      try engine.call {
        $0.booster_save_text(
          handle, 0, Int32(rounds), Int32(LightGBMGain), room, &length, &bytes)
      }
      guard length > room else {
        return String(
          decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
      room = length
    }
  }

  /// The number of outputs of a prediction.
  var outputs: Int {
    get throws(BoostingError) {
      var count: Int32 = 0
      try engine.call { $0.booster_class_count(handle, &count) }
      return Int(count)
    }
  }

  /// Predicts rows of `columns` values each.
  func predict(
    _ features: FeatureMatrix, kind: Int, width: Int, threads: Int
  ) throws(BoostingError) -> [Double] {
    guard features.rows > 0 else { return [] }
    var results = [Double](repeating: 0, count: features.rows * width)
    var count: Int64 = 0
    try engine.call { functions in
      features.values.withUnsafeBytes { values in
        guard let start = values.baseAddress else { return 1 }
        return functions.booster_predict(
          handle, start, Int32(LightGBMFloat64), Int32(features.rows), Int32(features.columns), 1,
          Int32(kind), 0, -1, "num_threads=\(max(1, threads)) verbosity=-1", &count, &results)
      }
    }
    return results
  }

  func importance(kind: Int, columns: Int) throws(BoostingError) -> [Double] {
    var results = [Double](repeating: 0, count: columns)
    try engine.call { $0.booster_importance(handle, -1, Int32(kind), &results) }
    return results
  }
}
