import CLightGBM

/// A data set inside of LightGBM: the columns cut into intervals.
final class Dataset {
  let engine: LightGBM
  let handle: LightGBMDataset

  /// Cuts the columns of `set`, or takes the cuts of `reference`.
  init(
    _ set: TrainingSet, settings: String, like reference: LightGBMDataset? = nil,
    engine: LightGBM
  ) throws(BoostingError) {
    let features = set.features
    var made: LightGBMDataset?
    try engine.call { functions in
      features.values.withUnsafeBytes { values in
        guard let start = values.baseAddress else { return 1 }
        return functions.dataset_create(
          start, Int32(LightGBMFloat64), Int32(features.rows), Int32(features.columns), 1, settings,
          reference, &made)
      }
    }
    guard let made else { throw .refused("no data set was made") }
    (self.engine, handle) = (engine, made)
    try put("label", set.labels.map { Float($0) }, Int32(LightGBMFloat32))
    if let weights = set.weights {
      try put("weight", weights.map { Float($0) }, Int32(LightGBMFloat32))
    }
    if let groups = set.groups {
      try put("group", groups.map { Int32($0) }, Int32(LightGBMInt32))
    }
    if reference == nil { try name(features.names) }
  }

  deinit { _ = engine.functions.dataset_free(handle) }

  private func put<Number>(
    _ field: String, _ values: [Number], _ kind: Int32
  ) throws(BoostingError) {
    try engine.call { functions in
      values.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress else { return 0 }
        return functions.dataset_set_field(handle, field, start, Int32(values.count), kind)
      }
    }
  }

  private func name(_ names: [String]) throws(BoostingError) {
    let texts = names.map { Array(FeatureName.encode($0).utf8CString) }
    try engine.call { functions in
      Self.withPointers(to: texts[...], []) {
        functions.dataset_set_feature_names(handle, $0, Int32(names.count))
      }
    }
  }

  /// Calls `body` with the addresses of all texts, which stay while it runs.
  private static func withPointers(
    to texts: ArraySlice<[CChar]>, _ found: [UnsafePointer<CChar>],
    _ body: (UnsafePointer<UnsafePointer<CChar>>) -> Int32
  ) -> Int32 {
    guard let first = texts.first else {
      return found.withUnsafeBufferPointer { $0.baseAddress.map(body) ?? 0 }
    }
    return first.withUnsafeBufferPointer { text in
      guard let start = text.baseAddress else { return 1 }
      return withPointers(to: texts.dropFirst(), found + [start], body)
    }
  }
}
