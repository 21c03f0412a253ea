import Language
import Planning
import Segmentation
import Syntax
import Tables

/// The models of customers' purchases and their value, for other customers.
struct CLVModel: FittedModel {
  static let kind = "clv"
  static let verb = "clv"

  /// The verb with what was written in its options.
  let clv: CLV
  let model: CustomerValueModel
  /// The number of customers that it comes from.
  let customers: Int

  init(_ clv: CLV, _ model: CustomerValueModel, customers: Int) {
    (self.clv, self.model, self.customers) = (clv, model, customers)
  }

  var facts: [ModelFact] {
    let purchases = model.purchases
    func list(_ numbers: [(String, Double?)]) -> String {
      numbers.map { "\($0) \($1.map(CLVFit.short) ?? "–")" }.joined(separator: ", ")
    }
    return [
      ModelFact("verb", Self.verb),
      ModelFact(
        "purchases",
        "BG/NBD: "
          + list([
            ("r", purchases.r), ("alpha", purchases.alpha), ("a", purchases.a), ("b", purchases.b),
          ])),
      ModelFact(
        "value",
        "Gamma-Gamma: "
          + list([("p", model.spend?.p), ("q", model.spend?.q), ("v", model.spend?.v)])),
      ModelFact("customers", customers.grouped),
      ModelFact("columns", Set(clv.read.flatMap(\.columnNames)).sorted().joined(separator: ", ")),
    ]
  }

  func shape(predicting input: Shape) throws(Diagnostic) -> Shape {
    try check(clv.read, in: input.schema)
    return try clv.shape(of: input)
  }

  func predict(_ input: Answer, in context: RunContext) throws -> Answer {
    let relation = try input.table(for: "predict")
    let (known, _, end) = try clv.known(of: relation, holdsOut: false, in: context)
    let fit = try CLVFit(model, known, horizon: clv.ahead(from: end))
    return Answer(
      .table(try context.stored(CLVTables(known, fit, customer: clv.customer).customers)),
      roles: clv.roles, naturalChart: .customersAlive,
      footer: [
        "BG/NBD and Gamma-Gamma of \(customers.counted("customer"))",
        "\(fit.horizon.written) from \(end.writtenAsDay)", "\(known.rows.counted("row")) used",
        relation.engine.name,
      ].joined(separator: " · "))
  }
}
