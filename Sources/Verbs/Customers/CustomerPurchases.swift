import Language
import Planning
import Segmentation
import Tables

/// The purchases of customers as the engine gathers them: one row per customer.
///
/// A purchase is a day on which a customer bought, or an order where `order` says what one is. Its
/// value is the sum of its lines; one of less than 0, as when more came back than was bought, is none.
struct CustomerPurchases: Sendable {
  /// Purchases of less are returns; lines that cancel each other leave a hair of rounding.
  private static let leastValue = -1e-6
  var lines: OrderLines
  var amount: Expression
  /// What makes an order; nil for days.
  var order: Expression?

  private static let (day, value, rows, number) = (
    "\u{1}day", "\u{1}value", "\u{1}rows", "\u{1}number"
  )
  private static let (first, last, count, repeated) = (
    "\u{1}first", "\u{1}last", "\u{1}count", "\u{1}repeated"
  )
  private static let (countBefore, lastBefore) = ("\u{1}count_before", "\u{1}last_before")

  /// One row per customer, what was before a day apart if there is one.
  func gathered(_ plan: Plan, before cut: Int32?) -> Plan {
    let customer = lines.customer
    let dayOfLine = lines.date.expression.asDay
    let day = Expression.column(Self.day, .date)
    let value = Expression.column(Self.value, .number)
    let isFirst = Expression.call(
      .equal, [.column(Self.number, .int), .literal(.int(1), .int)], .bool)
    let name = NamedExpression(customer.name, customer.expression)
    var aggregates = [
      NamedExpression(
        Self.value,
        .aggregate(AggregateCall(.sum, [amount.widened(to: .number)], type: .number))),
      NamedExpression(Self.rows, .count),
    ]
    var order = [SortKey(day)]
    if self.order != nil {
      aggregates.append(
        NamedExpression(Self.day, .aggregate(AggregateCall(.min, [dayOfLine], type: .date))))
      order.append(SortKey(.column(Self.number, self.order?.type ?? .text)))
    }
    let key = NamedExpression(self.order == nil ? Self.day : Self.number, self.order ?? dayOfLine)
    let purchases = plan.aggregated(keys: [name, key], aggregates: aggregates)
      .filtered(by: .call(.greaterOrEqual, [value, .number(Self.leastValue)], .bool))
      .derived([
        NamedExpression(
          Self.number,
          .window(
            WindowCall(
              .rowNumber, [], partition: [customer.expression], order: order, type: .int)))
      ])
    func aggregate(
      _ function: AggregateFunction, _ argument: Expression?, where condition: Expression? = nil
    ) -> Expression {
      .aggregate(
        AggregateCall(
          function, argument.map { [$0] } ?? [], where: condition,
          type: argument?.type ?? .int))
    }
    var summary = [
      NamedExpression(Self.first, aggregate(.min, day)),
      NamedExpression(Self.last, aggregate(.max, day)),
      NamedExpression(Self.count, .count),
      NamedExpression(
        Self.repeated, aggregate(.sum, value, where: .call(.not, [isFirst], .bool))),
      NamedExpression(Self.rows, aggregate(.sum, .column(Self.rows, .int))),
    ]
    if let cut {
      let isBefore = Expression.call(.less, [day, .literal(.date(cut), .date)], .bool)
      summary += [
        NamedExpression(Self.countBefore, aggregate(.count, nil, where: isBefore)),
        NamedExpression(Self.lastBefore, aggregate(.max, day, where: isBefore)),
      ]
    }
    return purchases.aggregated(keys: [name], aggregates: summary)
  }

  /// Customers with their histories, in the order of the customers.
  struct Histories {
    /// Who they are.
    var customers: Column
    /// What is known of them, in days.
    var histories: [PurchaseHistory]
    /// The rows in purchases that count.
    var rows: Int
    /// The first day that `before` does not know.
    var cut: Int32?
    /// What was known before the cut, and how often they bought after it.
    var before: [PurchaseHistory] = []
    var after: [Int] = []

    /// How many bought again.
    var repeaters: Int { histories.count { $0.frequency > 0 } }
    /// How many had bought again before the cut.
    var repeatersBefore: Int { before.count { $0.frequency > 0 } }

    /// Reads what `gathered` gave; what is known ends before the day `end`.
    init(_ table: Table, end: Int32, cut: Int32?) {
      func column(_ name: String) -> [Double?] {
        table[name]?.values.map { value in
          if case .date(let day) = value { Double(day) } else { value.asNumber }
        } ?? []
      }
      customers = table.columns[0]
      let (first, last) = (column(CustomerPurchases.first), column(CustomerPurchases.last))
      let counts = column(CustomerPurchases.count)
      let repeated = column(CustomerPurchases.repeated)
      let lastDay = Double(end) - 1
      histories = first.indices.map { row in
        let repeats = (counts[row] ?? 1) - 1
        return PurchaseHistory(
          frequency: Int(repeats), recency: (last[row] ?? 0) - (first[row] ?? 0),
          age: lastDay - (first[row] ?? 0),
          monetary: repeats > 0 ? (repeated[row] ?? 0) / repeats : nil)
      }
      rows = Int(column(CustomerPurchases.rows).reduce(0) { $0 + ($1 ?? 0) })
      self.cut = cut
      guard let cut else { return }
      let countsBefore = column(CustomerPurchases.countBefore)
      let lastBefore = column(CustomerPurchases.lastBefore)
      for row in first.indices {
        guard let known = countsBefore[row], known > 0, let last = lastBefore[row] else { continue }
        let first = first[row] ?? 0
        before.append(
          PurchaseHistory(
            frequency: Int(known) - 1, recency: last - first, age: Double(cut) - 1 - first))
        after.append(Int((counts[row] ?? 0) - known))
      }
    }
  }
}
