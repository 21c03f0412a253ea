import Language
import Planning
import Segmentation
import Tables

/// The tables of `clv`.
struct CLVTables {
  private let known: CustomerPurchases.Histories
  private let fit: CLVFit
  private let customer: Field

  init(_ known: CustomerPurchases.Histories, _ fit: CLVFit, customer: ColumnName) {
    (self.known, self.fit) = (known, fit)
    self.customer = Field(customer.name, customer.type)
  }

  private static let measures = [
    Field("frequency", .int), Field("recency", .number), Field("age", .number),
    Field("monetary", .number), Field("alive", .number), Field("expected_orders", .number),
    Field("expected_value", .number), Field("clv", .number),
  ]

  /// The names of the columns besides the customer's.
  static let made = measures.map(\.name) + limits

  private static let limits = ["orders_lower", "orders_upper", "clv_lower", "clv_upper"]

  static func fields(of customer: ColumnName) -> [Field] {
    [Field(customer.name, customer.type)] + measures
  }

  /// One row per customer: what is known and what is expected.
  var customers: Table {
    let histories = known.histories
    let (model, spend) = (fit.model.purchases, fit.spend)
    let columns: [Column] = [
      Column(.int(histories.map { Int64($0.frequency) })),
      Self.numbers(histories.map(\.recency)),
      Self.numbers(histories.map(\.age)),
      Self.numbers(histories.map(\.monetary)),
      Self.numbers(histories.map { model.probabilityAlive($0) }),
      Self.numbers(fit.orders),
      Self.numbers(histories.map { spend.expectedValue($0) }),
      Self.numbers(fit.values),
    ]
    return Table(
      [(customer.name, known.customers)] + zip(Self.measures, columns).map { ($0.name, $1) })
  }

  /// One row per customer: the ranges of the orders and the value to come.
  var intervals: Table {
    let (orders, values) = (fit.ranges?.purchases ?? [], fit.ranges?.values ?? [])
    func column(
      _ ranges: [CustomerValueRanges.Range?], _ end: (CustomerValueRanges.Range) -> Double
    )
      -> Column
    {
      guard !ranges.isEmpty else {
        return Self.numbers([Double?](repeating: nil, count: known.histories.count))
      }
      return Self.numbers(ranges.map { $0.map(end) })
    }
    let columns = [
      column(orders, \.low), column(orders, \.high), column(values, \.low), column(values, \.high),
    ]
    return Table([(customer.name, known.customers)] + zip(Self.limits, columns).map { ($0, $1) })
  }

  /// The parameters of both models with their ranges.
  var parameters: Table {
    typealias Parameter = (String, (CustomerValueModel) -> Double?)
    let parameters: [Parameter] = [
      ("r", { $0.purchases.r }), ("alpha", { $0.purchases.alpha }), ("a", { $0.purchases.a }),
      ("b", { $0.purchases.b }), ("p", { $0.spend?.p }), ("q", { $0.spend?.q }),
      ("v", { $0.spend?.v }),
    ]
    return Table(
      schema: Schema([
        Field("name", .text), Field("value", .number), Field("low", .number),
        Field("high", .number),
      ]),
      rows: parameters.map { name, read in
        let range = CustomerValueRanges.range(fit.draws.compactMap(read), fit.level)
        return [.text(name), Value(read(fit.model)), Value(range?.low), Value(range?.high)]
      })
  }

  /// Mean orders after a day and those expected, by the orders before it, `7+` at the end; no rows
  /// without one.
  static func calibration(_ calibration: PurchaseCalibration?) -> Table {
    Table(
      schema: Schema([
        Field("orders", .text), Field("actual", .number), Field("expected", .number),
        Field("customers", .int),
      ]),
      rows: (calibration?.rows ?? []).map {
        [
          .text("\($0.orders)\($0.hasMore ? "+" : "")"), .number($0.actual), .number($0.expected),
          .int(Int64($0.customers)),
        ]
      })
  }

  private static func numbers(_ values: [Double?]) -> Column {
    Column(
      .number(values.map { $0.flatMap { $0.isFinite ? $0 : nil } ?? 0 }),
      validity: Validity(values.map { $0?.isFinite ?? false }))
  }
}
