import Language
import Planning
import Segmentation
import Series
import Syntax
import Tables

extension CLVModel {
  private static let parameters = ["r", "alpha", "a", "b", "p", "q", "v"]
  private static let fields =
    parameters.map { Field($0, .number) } + [
      Field("customers", .int), Field("horizon", .int), Field("unit", .text),
      Field("as_of", .date), Field("discount", .number),
    ]

  var stored: [StoredSection] {
    get throws { try sections(reading: StoredPurchases.section(of: clv.read)) }
  }

  private func sections(reading expressions: StoredSection) throws -> [StoredSection] {
    guard let spend = model.spend else {
      throw ModelRefusal(
        reason: "too few customers bought again to tell what they spend",
        advice: "learn from more rows")
    }
    let purchases = model.purchases
    let asOf: Value = try OrderLines.day(of: clv.asOf, "as_of").map { Value.date($0) } ?? .null
    let horizon = clv.horizon?.value ?? CalendarStep(12, .month)
    let numbers = [
      purchases.r, purchases.alpha, purchases.a, purchases.b, spend.p, spend.q, spend.v,
    ]
    return [
      StoredSection(
        "model",
        Table(
          schema: Schema(Self.fields),
          rows: [
            numbers.map(Value.number) + [
              .int(Int64(customers)), .int(Int64(horizon.count)), .text(horizon.unit.rawValue),
              asOf, .number(clv.discount),
            ]
          ])),
      expressions,
    ]
  }

  init?(stored: [StoredSection]) {
    guard let model = stored["model"], model.schema.names == Self.fields.map(\.name),
      model.rowCount == 1, let read = StoredPurchases(stored["expressions"])
    else { return nil }
    let cells = model.row(0)
    let numbers = cells.prefix(Self.parameters.count).compactMap(\.asNumber)
    guard numbers.count == Self.parameters.count, numbers.allSatisfy({ $0.isFinite && $0 > 0 }),
      case .int(let customers) = cells[7], case .int(let count) = cells[8],
      (1...10_000).contains(count), case .text(let word) = cells[9],
      let unit = CalendarStep.Unit(rawValue: word), let discount = cells[11].asNumber,
      (0...1).contains(discount)
    else { return nil }
    let nowhere = SourceSpan(0, 0)
    var clv = CLV()
    (clv.customer, clv.date, clv.amount) = (read.customer, read.date, read.amount)
    if let order = read.order { clv.order = order }
    clv.horizon = Given(CalendarStep(Int(count), unit), nowhere)
    if case .date = cells[10] { clv.asOf = Given(.value(cells[10], .date), nowhere) }
    clv.discount = discount
    self.init(
      clv,
      CustomerValueModel(
        purchases: PurchaseModel(r: numbers[0], alpha: numbers[1], a: numbers[2], b: numbers[3]),
        spend: SpendModel(p: numbers[4], q: numbers[5], v: numbers[6])),
      customers: Int(customers))
  }
}
