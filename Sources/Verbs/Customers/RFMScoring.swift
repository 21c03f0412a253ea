import Language
import Planning
import Syntax
import Tables

/// How measures become scores.
struct RFMScoring: Sendable {
  enum Ties: String, CaseIterable, Sendable { case apart, together }
  /// The measures of RFM and the columns of their scores.
  static let measures: [(measure: String, score: String, type: DataType)] = [
    ("recency", "r", .int), ("frequency", "f", .int), ("monetary", "m", .number),
  ]
  var bins: Int
  var ties: Ties
  /// The lower limits of the second to the last class, by measure.
  var breaks: [String: [Double]]
  /// Where classes end that were learned from other customers, in place of equal parts.
  var cuts: [String: [Cut]] = [:]

  /// The last customer of a class, by its value and, among equal values, by who it is.
  struct Cut: Sendable {
    var score: Int
    var value: Double
    var customer: Value
  }

  /// Reads `breaks: {recency: [30, 90], …}`; each list makes one class more than it has limits.
  static func breaks(_ given: Given<Scalar>?) throws(Diagnostic) -> [String: [Double]] {
    guard let given else { return [:] }
    func refusal(_ message: String) -> Diagnostic {
      Diagnostic(
        "E304", message, at: given.span,
        label: "for instance breaks: {recency: [30, 90, 180, 365], frequency: [2, 3, 5, 10]}")
    }
    guard case .record(let fields) = given.value, !fields.isEmpty else {
      throw refusal("`breaks:` is a record with a list of limits for each measure")
    }
    var breaks: [String: [Double]] = [:]
    for field in fields {
      guard measures.contains(where: { $0.measure == field.name }) else {
        throw refusal("`breaks:` has no measure `\(field.name)`")
      }
      guard case .value(.list(let items), _) = field.value else {
        throw refusal("the limits of `\(field.name)` are a list of numbers")
      }
      let limits = items.compactMap(\.asNumber)
      guard limits.count == items.count, (1...9).contains(limits.count),
        zip(limits, limits.dropFirst()).allSatisfy({ $0 < $1 })
      else { throw refusal("the limits of `\(field.name)` are one to nine ascending numbers") }
      breaks[field.name] = limits
    }
    guard Set(breaks.values.map(\.count)).count == 1 else {
      throw refusal("the lists of `breaks:` must be of equal length")
    }
    return breaks
  }

  /// The score of a measure, 1 to `bins`, ties by `customer` where they are kept apart.
  func score(_ measure: String, _ type: DataType, customer: Expression) -> Expression {
    let rising = rising(measure, type, customer: customer)
    guard measure == "recency" else { return rising }
    return .call(.subtract, [.literal(.int(Int64(bins + 1)), .int), rising], .int)
  }

  private func rising(_ measure: String, _ type: DataType, customer: Expression) -> Expression {
    let value = Expression.column(measure, type)
    if let limits = breaks[measure] {
      let classes = limits.enumerated().map { index, limit in
        Expression.Branch(
          when: .call(
            .less, [value.widened(to: .number), .literal(.number(limit), .number)], .bool),
          then: .literal(.int(Int64(index + 1)), .int))
      }
      return .branches(classes, otherwise: .literal(.int(Int64(bins)), .int), .int)
    }
    if let cuts = cuts[measure], let last = cuts.last {
      let classes = cuts.dropLast().map { cut in
        Expression.Branch(
          when: isWithin(cut, value.widened(to: .number), customer),
          then: .literal(.int(Int64(cut.score)), .int))
      }
      let top = Expression.literal(.int(Int64(last.score)), .int)
      return classes.isEmpty ? top : .branches(classes, otherwise: top, .int)
    }
    switch ties {
    case .apart:
      return .window(
        WindowCall(
          .ntile(bins), [], order: [SortKey(value), SortKey(customer)], type: .int))
    case .together:
      // Equal values share the class of the first of them.
      let rank = Expression.window(WindowCall(.rank, [], order: [SortKey(value)], type: .int))
      let rows = Expression.window(WindowCall(.aggregate(.count), [], type: .int))
      let before = Expression.call(.subtract, [rank, .literal(.int(1), .int)], .int)
      let share = Expression.call(
        .divide,
        [.call(.multiply, [before, .literal(.int(Int64(bins)), .int)], .int), rows], .number)
      let whole = Expression.call(.convert, [.call(.floor, [share], .number)], .int)
      return .call(.add, [whole, .literal(.int(1), .int)], .int)
    }
  }

  /// Whether a customer comes no later than the last one of a class.
  private func isWithin(_ cut: Cut, _ value: Expression, _ customer: Expression) -> Expression {
    let limit = Expression.literal(.number(cut.value), .number)
    guard ties == .apart else { return .call(.lessOrEqual, [value, limit], .bool) }
    let isEqual = Expression.call(.equal, [value, limit], .bool)
    let isBefore = Expression.call(
      .lessOrEqual, [customer, .literal(cut.customer, customer.type)], .bool)
    return .call(
      .or, [.call(.less, [value, limit], .bool), .call(.and, [isEqual, isBefore], .bool)], .bool)
  }

  /// The last customer of each class of scored customers: measure, class, value, customer.
  func limits(of scored: Plan, customer: ColumnName) -> Plan {
    let tables = Self.measures.map { measure, score, type in
      let value = Expression.column(measure, type)
      let rising: Expression =
        measure == "recency"
        ? .call(.subtract, [.literal(.int(Int64(bins + 1)), .int), .column(score, .int)], .int)
        : .column(score, .int)
      let last = AggregateCall(
        .last, [customer.expression], order: [SortKey(value), SortKey(customer.expression)],
        type: customer.type)
      return scored.aggregated(
        keys: [
          NamedExpression("measure", .literal(.text(measure), .text)),
          NamedExpression("class", rising),
        ],
        aggregates: [
          NamedExpression(
            "value",
            .aggregate(AggregateCall(.max, [value.widened(to: .number)], type: .number))),
          NamedExpression("customer", .aggregate(last)),
        ])
    }
    return tables[0].appended(Array(tables.dropFirst()))
  }

  /// How the scores were made, for the footer.
  func described(customer: String) -> String {
    guard breaks.count < Self.measures.count else { return "\(bins) scores by given limits" }
    let rest = ties == .apart ? "NTILE, ties by \(customer)" : "NTILE, equal values together"
    guard !breaks.isEmpty else { return "\(bins) scores by \(rest)" }
    let given = Self.measures.map(\.measure).filter { breaks[$0] != nil }
    return "\(bins) scores, \(given.joined(separator: " and ")) by given limits, others by \(rest)"
  }
}
