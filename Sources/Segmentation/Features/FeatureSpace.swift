import Glibc
public import Tables

/// How rows of a table become points: which columns count, and in what units.
///
/// It is learned from one table and puts rows of others into the same space.
public struct FeatureSpace: Hashable, Sendable {
  /// The columns of the points, in the order of the table.
  public let features: [Feature]
  /// The columns of the table that do not count.
  public let leftOut: [LeftOutColumn]
  /// The columns in which missing values were filled.
  public let filled: [FilledColumn]
  /// How it was learned.
  public let options: FeatureOptions
  /// The days from which ages count, since 1970, by column.
  public let lastDays: [String: Double]
  /// What stands for a missing number, by column.
  public let medians: [String: Double]
  /// The columns of numbers that have two values: these are 1 apart, as two texts are.
  ///
  /// Scaled like the others, a rare one would outweigh all of them.
  public let twoValued: [String]

  /// The level of rows without a text.
  public static let missing = "missing"

  /// Looks at all rows of `table`; throws `SegmentationError.noFeatures` if no column is left.
  public init(
    learning table: Table, options: FeatureOptions = FeatureOptions(),
    execution: Execution = Execution()
  ) throws {
    var features: [Feature] = []
    var leftOut: [LeftOutColumn] = []
    var filled: [FilledColumn] = []
    var lastDays: [String: Double] = [:]
    var medians: [String: Double] = [:]
    var twoValued: [String] = []
    let names = options.columns ?? table.schema.names
    for (index, name) in names.enumerated() {
      try execution.check()
      execution.progress?(Double(index) / Double(names.count))
      guard let column = table[name] else {
        throw SegmentationError.setting(
          "a feature", mustBe: "a column of the table: \(name) is none")
      }
      if options.columns == nil, options.ordinals[name] == nil,
        let reason = Self.identifier(name, column)
      {
        leftOut.append(LeftOutColumn(column: name, reason: reason))
        continue
      }
      lastDays[name] = ColumnReading.lastDay(column)
      switch ColumnReading(column, ordinal: options.ordinals[name]) {
      case .none(let reason):
        leftOut.append(LeftOutColumn(column: name, reason: reason))
      case .levels(let levels, let names):
        if let reason = Self.reason(levels, names, options) {
          leftOut.append(LeftOutColumn(column: name, reason: reason))
          continue
        }
        let without = levels.count { $0 < 0 }
        if without > 0 {
          filled.append(FilledColumn(column: name, count: without, filling: .level))
        }
        for level in names + (without > 0 ? [Self.missing] : []) {
          features.append(
            Feature(
              column: name, kind: .level(level), centre: 0, scale: 1 / options.categoryWeight))
        }
      case .numbers(let values, let present, let kind):
        let known = zip(values, present).filter { $1 && $0.isFinite }.map { $0.0 }.sorted()
        guard let least = known.first, let most = known.last else {
          leftOut.append(LeftOutColumn(column: name, reason: .empty))
          continue
        }
        guard max(abs(least), abs(most)) <= Self.largest else {
          leftOut.append(LeftOutColumn(column: name, reason: .tooLarge))
          continue
        }
        // Differences whose squares are zero tell nothing, either.
        guard (most - least) * (most - least) > 0 else {
          leftOut.append(
            LeftOutColumn(column: name, reason: least == most ? .constant : .tooAlike))
          continue
        }
        let hasTwo = kind == .number && options.scaling != .none && Self.hasTwoValues(known)
        if hasTwo { twoValued.append(name) }
        let median = Quantiles.of(known, 0.5)
        medians[name] = median
        if known.count < values.count {
          filled.append(
            FilledColumn(
              column: name, count: values.count - known.count, filling: .median(median)))
        }
        features.append(
          hasTwo
            ? Feature(column: name, kind: kind, centre: least, scale: most - least)
            : Self.feature(name, kind, known, missing: values.count - known.count, options))
      }
    }
    guard !features.isEmpty else { throw SegmentationError.noFeatures(leftOut) }
    self.features = features
    self.leftOut = leftOut
    self.filled = filled
    self.options = options
    self.lastDays = lastDays
    self.medians = medians
    self.twoValued = twoValued
  }

  /// Why a category does not count.
  private static func reason(
    _ levels: [Int], _ names: [String], _ options: FeatureOptions
  ) -> LeftOutColumn.Reason? {
    let without = levels.count { $0 < 0 }
    if names.isEmpty { return .empty }
    if names.count == 1 && without == 0 { return .constant }
    let isEachDifferent = names.count == levels.count - without && names.count > 2
    if isEachDifferent && options.columns == nil { return .identifier }
    return names.count > options.levelLimit ? .manyLevels(names.count) : nil
  }

  /// Numbers above it have squares, and sums of squares, that are no numbers.
  public static let largest = 1e150

  /// Whether sorted numbers are two values, each as often as may be.
  private static func hasTwoValues(_ sorted: [Double]) -> Bool {
    guard let least = sorted.first, let most = sorted.last else { return false }
    return sorted.allSatisfy { $0 == least || $0 == most }
  }

  /// Whether a column is called as identifiers are: `id`, `customer_id`, `customerId`, `Customer ID`.
  static func isNameOfIdentifier(_ name: String) -> Bool {
    let lower = name.lowercased()
    if lower == "id" { return true }
    guard lower.hasSuffix("id"), let before = name.dropLast(2).last else { return false }
    // `paid` and `PAID` are no ids.
    return "_ -.".contains(before) || (before.isLowercase && name.dropLast().last == "I")
  }

  /// Why a column is no feature because it names things: whole numbers and texts that are called ids.
  ///
  /// Texts that come back more than four times on average are groups, whatever they are called.
  private static func identifier(_ name: String, _ column: Column) -> LeftOutColumn.Reason? {
    guard isNameOfIdentifier(name) || name.hasSuffix("ID") else { return nil }
    let known = column.count - column.validity.nullCount
    let count: Int
    switch column.storage {
    case .int(let values):
      count = Set(values.indices.lazy.filter { column.validity[$0] }.map { values[$0] }).count
    case .text(let texts):
      count =
        Set(texts.codes.indices.lazy.filter { column.validity[$0] }.map { texts.codes[$0] })
        .count
      guard count * 4 >= known else { return nil }
    default: return nil
    }
    if count == known { return count > 0 ? .identifier : nil }
    return count > 1 && isNameOfIdentifier(name) ? .identifierName : nil
  }

  /// Whether a column of integers is called as identifiers are, and has no value twice.
  static func isIdentifier(_ name: String, _ column: Column) -> Bool {
    guard case .int = column.storage else { return false }
    return identifier(name, column) == .identifier
  }

  /// The feature of a column of numbers; `known` are sorted.
  private static func feature(
    _ name: String, _ kind: Feature.Kind, _ known: [Double], missing: Int,
    _ options: FeatureOptions
  ) -> Feature {
    if kind == .flag { return Feature(column: name, kind: kind, centre: 0, scale: 1) }
    var (kind, known) = (kind, known)
    if options.logsSkewed, kind == .number, known[0] >= 0 {
      let skew = skewness(known)
      let logs = known.map { log1p($0) }
      if skew > FeatureOptions.skewLimit && abs(skewness(logs)) < skew / 2 {
        (kind, known) = (.logarithm, logs)
      }
    }
    let median = Quantiles.of(known, 0.5)
    let count = Double(known.count + missing)
    let mean = (known.reduce(0, +) + Double(missing) * median) / count
    let squares =
      known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      + Double(missing) * (median - mean) * (median - mean)
    let deviation = (squares / count).squareRoot()
    switch options.scaling {
    case .none: return Feature(column: name, kind: kind, centre: 0, scale: 1)
    case .zscore: return Feature(column: name, kind: kind, centre: mean, scale: deviation)
    case .robust:
      let middle = Quantiles.of(known, 0.75) - Quantiles.of(known, 0.25)
      // The middle half of a normal column is 1.349 deviations wide.
      return Feature(
        column: name, kind: kind, centre: median,
        scale: middle > 0 ? middle / 1.3489795003921634 : deviation)
    }
  }

  private static func skewness(_ values: [Double]) -> Double {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let second = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let third = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) } / count
    return second > 0 ? third / (second * second.squareRoot()) : 0
  }
}

/// Quantiles of sorted numbers.
enum Quantiles {
  /// The quantile by linear interpolation (type 7); there must be a number.
  static func of(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}

extension Table {
  /// The first column that names the rows: called as identifiers are, and no value twice; nil without
  /// one.
  public var identifierName: String? {
    zip(schema.names, columns).first { name, column in
      guard case .text(let texts) = column.storage else {
        return FeatureSpace.isIdentifier(name, column)
      }
      return FeatureSpace.isNameOfIdentifier(name) && column.validity.nullCount == 0
        && Set(texts.codes).count == texts.codes.count
    }?.0
  }
}
