import Planning
import Segmentation
import Tables

/// One number that rows are compared by, as an expression over a column of any table.
struct ScoredFeature: Hashable, Sendable {
  var column: String
  var type: DataType
  var kind: Feature.Kind
  var centre: Double
  var scale: Double
  /// What stands for a missing value.
  var filling: Double
  /// The day from which ages count, since 1970.
  var lastDay: Double
  /// The texts of an ordinal, the lowest first.
  var order: [String]

  private static let microseconds = 86_400_000_000.0

  /// The features of a space that was learned from a table of `schema`.
  static func features(of space: FeatureSpace, in schema: Schema) -> [ScoredFeature] {
    space.features.map { feature in
      ScoredFeature(
        column: feature.column, type: schema[feature.column]?.type ?? .number,
        kind: feature.kind, centre: feature.centre, scale: feature.scale,
        filling: space.medians[feature.column] ?? 0,
        lastDay: space.lastDays[feature.column] ?? 0,
        order: space.options.ordinals[feature.column] ?? [])
    }
  }

  /// The column as it is in a table of `schema`: whole numbers and others stand for each other.
  ///
  /// Infinite numbers are no values, as when it was learned. Far too large ones are none either: a
  /// column that has them is not learned from at all.
  private func value(in schema: Schema) -> Expression {
    let value = Expression.column(column, schema[column]?.type ?? type)
    guard value.type == .number else { return value }
    let size = Expression.call(.absolute, [value], .number)
    return .branches(
      [
        .init(
          when: .call(.lessOrEqual, [size, .number(FeatureSpace.largest)], .bool), then: value)
      ], otherwise: .literal(.null, .number), .number)
  }

  /// Whether the column has a value.
  func isKnown(in schema: Schema) -> Expression {
    .call(.isNotNull, [value(in: schema)], .bool)
  }

  /// Whether a value is there that has no logarithm; nil for a feature that needs none.
  func isBelowLogarithm(in schema: Schema) -> Expression? {
    guard kind == .logarithm else { return nil }
    return .call(.lessOrEqual, [number(value(in: schema)), .number(Self.leastLogged)], .bool)
  }

  /// The least number that counts by the logarithm of 1 + it: the model was learned without lower
  /// ones.
  private static let leastLogged = -1 + 1e-12

  /// The number that rows are compared by; never null.
  func score(in schema: Schema) -> Expression {
    let raw = raw(value(in: schema))
    guard centre != 0 || scale != 1 else { return raw }
    return .call(.divide, [raw.minus(.number(centre)), .number(scale)], .number)
  }

  /// A value as a number: of a length of time its days.
  private func number(_ value: Expression) -> Expression {
    switch value.type {
    case .duration: .call(.days, [value], .number)
    case .int: .call(.convert, [value], .number)
    default: value
    }
  }

  private func raw(_ value: Expression) -> Expression {
    func filled(_ number: Expression) -> Expression {
      .call(.coalesce, [number, .number(filling)], .number)
    }
    func one(if condition: Expression) -> Expression {
      .branches([.init(when: condition, then: .number(1))], otherwise: .number(0), .number)
    }
    switch kind {
    case .level(let level):
      let text: Expression =
        level == FeatureSpace.missing
        ? .call(.coalesce, [value, .text(FeatureSpace.missing)], .text) : value
      return one(if: .call(.equal, [text, .text(level)], .bool))
    case .flag:
      return .branches(
        [
          .init(when: .call(.isNull, [value], .bool), then: .number(filling)),
          .init(when: value, then: .number(1)),
        ], otherwise: .number(0), .number)
    case .ordinal:
      let places = order.enumerated().map { place, text in
        Expression.Branch(
          when: .call(.equal, [value, .text(text)], .bool), then: .number(Double(place)))
      }
      return .branches(places, otherwise: .number(filling), .number)
    case .age:
      let last: Expression =
        value.type == .date
        ? .literal(.date(Int32(lastDay.rounded())), .date)
        : .literal(.datetime(Int64((lastDay * Self.microseconds).rounded())), .datetime)
      let age = Expression.call(.timeBetween, [last, value], .duration)
      return filled(.call(.days, [age], .number))
    case .number, .logarithm:
      let known = filled(number(value))
      guard kind == .logarithm else { return known }
      let above = Expression.call(.greatest, [known, .number(Self.leastLogged)], .number)
      return .call(.naturalLogarithm, [above.plus(.number(1))], .number)
    }
  }
}

// MARK: What is stored

extension ScoredFeature {
  static let fields = [
    Field("column", .text), Field("type", .text), Field("kind", .text), Field("level", .text),
    Field("centre", .number), Field("scale", .number), Field("filling", .number),
    Field("last_day", .number),
  ]

  private var kindName: String {
    switch kind {
    case .number: "number"
    case .logarithm: "logarithm"
    case .flag: "flag"
    case .ordinal: "ordinal"
    case .age: "age"
    case .level: "level"
    }
  }

  /// The row that `init(row:orders:)` reads.
  var row: [Value] {
    var level = Value.null
    if case .level(let text) = kind { level = .text(text) }
    return [
      .text(column), .text(type.name), .text(kindName), level, .number(centre), .number(scale),
      .number(filling), .number(lastDay),
    ]
  }

  init?(row: [Value], orders: [String: [String]]) {
    guard row.count == Self.fields.count, case .text(let column) = row[0],
      case .text(let typeName) = row[1], let type = DataType(name: typeName),
      case .text(let kindName) = row[2]
    else { return nil }
    let numbers = row[4...].compactMap(\.asNumber)
    // Days beyond a million years are none.
    guard numbers.count == 4, abs(numbers[3]) < 4e8 else { return nil }
    let kind: Feature.Kind
    switch kindName {
    case "number": kind = .number
    case "logarithm": kind = .logarithm
    case "flag": kind = .flag
    case "ordinal": kind = .ordinal
    case "age": kind = .age
    case "level":
      guard case .text(let level) = row[3] else { return nil }
      kind = .level(level)
    default: return nil
    }
    self.init(
      column: column, type: type, kind: kind, centre: numbers[0], scale: numbers[1],
      filling: numbers[2], lastDay: numbers[3], order: orders[column] ?? [])
  }
}
