import Language
import Planning
import Rendering
import Tables

/// The statistics of one column, computed by the engine.
struct ColumnProfile {
  private let field: Field
  private let relation: Relation
  private let keys: [NamedExpression]
  private let value: Expression

  init(_ field: Field, of relation: Relation, by keys: [NamedExpression]) {
    self.field = field
    self.relation = relation
    self.keys = keys
    value = .column(field.name, field.type)
  }

  /// The columns of `describe`.
  static let fields: [Field] = [
    Field("column", .text), Field("type", .text), Field("rows", .int), Field("missing", .int),
    Field("missing_share", .number), Field("distinct", .int), Field("mean", .number),
    Field("sd", .number), Field("min", .text), Field("q25", .number), Field("median", .number),
    Field("q75", .number), Field("max", .text), Field("top", .text), Field("top_count", .int),
    Field("skew", .number),
  ]

  static let topFields: [Field] = [
    Field("column", .text), Field("value", .text), Field("rows", .int), Field("share", .number),
  ]

  static let histogramFields: [Field] = [
    Field("column", .text), Field("low", .number), Field("high", .number), Field("rows", .int),
  ]

  private var isNumeric: Bool { field.type.isNumeric }

  private var isOrderable: Bool {
    if case .list = field.type { false } else { true }
  }

  private func aggregate(
    _ function: AggregateFunction, _ argument: Expression?, _ type: DataType
  ) -> Expression {
    .aggregate(AggregateCall(function, argument.map { [$0] } ?? [], type: type))
  }

  /// One row per group: the values of `fields` behind the group's keys.
  func statistics() throws -> [[Value]] {
    var items = [
      NamedExpression("rows", .count),
      NamedExpression("present", aggregate(.count, value, .int)),
    ]
    if isOrderable {
      items += [
        NamedExpression("distinct", aggregate(.countDistinct, value, .int)),
        NamedExpression("min", aggregate(.min, value, field.type)),
        NamedExpression("max", aggregate(.max, value, field.type)),
      ]
    }
    if isNumeric || field.type == .bool {
      items.append(NamedExpression("mean", aggregate(.mean, value, .number)))
    }
    if isNumeric {
      let number = value.widened(to: .number)
      items += [
        NamedExpression("sd", aggregate(.standardDeviation, number, .number)),
        NamedExpression("q25", aggregate(.quantile(0.25), number, .number)),
        NamedExpression("median", aggregate(.median, number, .number)),
        NamedExpression("q75", aggregate(.quantile(0.75), number, .number)),
      ]
    }
    let table = try relation.map { $0.aggregated(keys: keys, aggregates: items) }.collect()
    let tops = Dictionary(
      try commonest(1).map { (Array($0.prefix(keys.count)), $0) },
      uniquingKeysWith: { first, _ in first })
    let skews = try skewness()
    return (0..<table.rowCount).map { row in
      let group = Array(table.row(row).prefix(keys.count))
      func cell(_ name: String) -> Value { table[name]?[row] ?? .null }
      let rows = cell("rows").asNumber ?? 0
      let missing = rows - (cell("present").asNumber ?? 0)
      let top = tops[group]
      let statistics: [Value] = [
        .text(field.name), .text(field.type.name), .int(Int64(rows)), .int(Int64(missing)),
        .number(rows > 0 ? missing / rows : 0), cell("distinct"), cell("mean"), cell("sd"),
        cell("min").asText, cell("q25"), cell("median"), cell("q75"), cell("max").asText,
        top?[keys.count + 1] ?? .null, top?[keys.count + 2] ?? .null, skews[group] ?? .null,
      ]
      return group + statistics
    }
  }

  /// The commonest values of each group, ties to the smallest: keys, column, value, rows, share.
  func commonest(_ count: Int) throws -> [[Value]] {
    guard isOrderable else { return [] }
    let present = relation.plan.filtered(by: .call(.isNotNull, [value], .bool))
    let values = present.aggregated(
      keys: keys + [NamedExpression("\u{1}value", value)],
      aggregates: [NamedExpression("\u{1}rows", .count)])
    let rows = Expression.column("\u{1}rows", .int)
    let order = [
      SortKey(rows, descending: true), SortKey(.column("\u{1}value", field.type)),
    ]
    let owners = keys.map { Expression.column($0.name, $0.expression.type) }
    let best =
      owners.isEmpty
      ? values.sorted(by: order).limited(to: count)
      : values.takenPerGroup(count, by: owners, order: order)
    let table = try Relation(best, in: relation.engine).collect()
    let totals = try totalRows()
    return (0..<table.rowCount).map { row in
      let cells = table.row(row)
      let group = Array(cells.prefix(keys.count))
      let rows = cells[keys.count + 1].asNumber ?? 0
      let total = totals[group] ?? 0
      return group + [
        .text(field.name), cells[keys.count].asText, .int(Int64(rows)),
        .number(total > 0 ? rows / total : 0),
      ]
    }
  }

  private func totalRows() throws -> [[Value]: Double] {
    let table = try relation.map {
      $0.aggregated(keys: keys, aggregates: [NamedExpression("\u{1}rows", .count)])
    }.collect()
    return Dictionary(
      (0..<table.rowCount).map { row in
        let cells = table.row(row)
        return (Array(cells.dropLast()), cells.last?.asNumber ?? 0)
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The skewness of each group as pandas has it: corrected for the sample's size.
  ///
  /// The cubes above and below the mean are added apart: within one sum they cancel out, and what
  /// remains would depend on the order in which the engine adds.
  private func skewness() throws -> [[Value]: Value] {
    guard isNumeric else { return [:] }
    let number = value.widened(to: .number)
    let mean = Expression.window(
      WindowCall(
        .aggregate(.mean), [number], partition: keys.map(\.expression), type: .number))
    let deviation = Expression.call(.subtract, [number, mean], .number)
    func power(_ exponent: Double) -> Expression {
      .call(.power, [deviation, .literal(.number(exponent), .number)], .number)
    }
    func cubes(_ side: Operation) -> Expression {
      let isThere = Expression.call(side, [deviation, .literal(.number(0), .number)], .bool)
      return .aggregate(AggregateCall(.sum, [power(3)], where: isThere, type: .number))
    }
    let table = try relation.map {
      $0.aggregated(
        keys: keys,
        aggregates: [
          NamedExpression("\u{1}n", aggregate(.count, number, .int)),
          NamedExpression("\u{1}squares", aggregate(.mean, power(2), .number)),
          NamedExpression("\u{1}below", cubes(.less)),
          NamedExpression("\u{1}above", cubes(.greater)),
        ])
    }.collect()
    var skews: [[Value]: Value] = [:]
    for row in 0..<table.rowCount {
      let cells = table.row(row)
      let moments = cells.suffix(4).compactMap(\.asNumber)
      guard moments.count == 4, moments[0] > 2 else { continue }
      let (n, m2, m3) = (moments[0], moments[1], (moments[2] + moments[3]) / moments[0])
      guard m2 > 0 else { continue }
      let plain = m3 / (m2 * m2.squareRoot())
      skews[Array(cells.prefix(keys.count))] = .number(
        (n * (n - 1)).squareRoot() / (n - 2) * plain)
    }
    return skews
  }

  /// Counts in 20 bins of equal width from the 1st to the 99th percentile: outliers would leave one
  /// bar and much air.
  func histogram() throws -> [[Value]] {
    guard isNumeric else { return [] }
    let number = value.widened(to: .number)
    let limits = try relation.map {
      $0.aggregated(
        keys: [],
        aggregates: [
          NamedExpression("low", aggregate(.quantile(0.01), number, .number)),
          NamedExpression("high", aggregate(.quantile(0.99), number, .number)),
        ])
    }.collect().row(0).compactMap(\.asNumber)
    guard limits.count == 2, limits[1] > limits[0] else { return [] }
    let (low, high) = (limits[0], limits[1])
    let bins = 20
    let width = (high - low) / Double(bins)
    func constant(_ value: Double) -> Expression { .literal(.number(value), .number) }
    let place = Expression.call(
      .floor,
      [
        .call(
          .divide, [.call(.subtract, [number, constant(low)], .number), constant(width)], .number)
      ], .number)
    let bin = Expression.call(.least, [place, constant(Double(bins - 1))], .number)
    let isWithin = Expression.call(
      .and,
      [
        .call(.greaterOrEqual, [number, constant(low)], .bool),
        .call(.lessOrEqual, [number, constant(high)], .bool),
      ], .bool)
    let table = try relation.map {
      $0.filtered(by: isWithin)
        .aggregated(
          keys: [NamedExpression("bin", bin)], aggregates: [NamedExpression("rows", .count)])
    }.collect()
    var counts = Array(repeating: Int64(0), count: bins)
    for row in 0..<table.rowCount {
      guard let bin = table.columns[0][row].asNumber, let rows = table.columns[1][row].asNumber
      else { continue }
      counts[min(max(Int(bin), 0), bins - 1)] = Int64(rows)
    }
    return counts.enumerated().map { index, count in
      let edge = low + Double(index) * width
      return [.text(field.name), .number(edge), .number(edge + width), .int(count)]
    }
  }
}

extension Value {
  /// The value as a text, null as null.
  fileprivate var asText: Value { isNull ? .null : .text(ValueText.plain(self)) }
}
