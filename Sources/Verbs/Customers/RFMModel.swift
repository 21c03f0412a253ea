import Language
import Planning
import Syntax
import Tables

/// The scores of a table of customers, learned so that others get theirs by the same limits.
struct RFMModel: FittedModel {
  static let kind = "rfm"
  static let verb = "rfm"

  /// The verb with what was written in its options.
  let rfm: RFM
  let scoring: RFMScoring
  let names: RFMSegmentNames?
  let learned: Limits
  /// The number of lines that they come from.
  let rows: Int

  /// Where classes end, by measure.
  enum Limits {
    /// Among customers that were scored: they are asked for when the model is used.
    case scored(Relation)
    case known([String: [RFMScoring.Cut]])
  }

  init(
    _ rfm: RFM, _ scoring: RFMScoring, names: RFMSegmentNames?, limits: Limits, rows: Int
  ) {
    (self.rfm, self.scoring, self.names) = (rfm, scoring, names)
    (self.learned, self.rows) = (limits, rows)
  }

  var facts: [ModelFact] {
    [
      ModelFact("verb", Self.verb),
      ModelFact("scores", scoring.described(customer: rfm.customer.name)),
      ModelFact("rows", rows.grouped),
      ModelFact(
        "recency from",
        rfm.asOf == nil ? "the day after the last one of the rows" : "the day of as_of"),
      ModelFact("columns", rfm.readColumns.joined(separator: ", ")),
    ]
  }

  func shape(predicting input: Shape) throws(Diagnostic) -> Shape {
    try check(rfm.read, in: input.schema)
    return try rfm.shape(of: input)
  }

  func predict(_ input: Answer, in context: RunContext) throws -> Answer {
    let relation = try input.table(for: "predict")
    var learned = scoring
    learned.cuts = try limits()
    let asOf = try OrderLines.day(of: rfm.asOf, "as_of")
    let segments = relation.map { plan in
      rfm.scores(
        of: rfm.summary(of: rfm.lines.used(of: plan, before: asOf)),
        asOf: asOf.map { .literal(.date($0), .date) } ?? rfm.dayAfterLast, scoring: learned,
        segment: names?.expression)
    }
    var words = ["RFM by the limits of \(rows.counted("row"))"]
    if let asOf {
      words.append("as of \(asOf.writtenAsDay)")
    } else if let survey = try rfm.lines.survey(relation, before: nil) {
      words.append("as of \((survey.last.day + 1).writtenAsDay), the day after the last row")
    }
    return Answer(
      .table(segments), roles: rfm.roles,
      naturalChart: names == nil ? .withoutSegments : .segmentTreemap,
      footer: (words + [relation.engine.name]).joined(separator: " · "))
  }

  /// The largest customer of each class, by measure.
  func limits() throws -> [String: [RFMScoring.Cut]] {
    guard case .scored(let scored) = learned else {
      if case .known(let limits) = learned { return limits }
      return [:]
    }
    let table = try scored.map { scoring.limits(of: $0, customer: rfm.customer) }.collect()
    var limits: [String: [RFMScoring.Cut]] = [:]
    for row in 0..<table.rowCount {
      let cells = table.row(row)
      guard case .text(let measure) = cells[0], case .int(let score) = cells[1],
        let value = cells[2].asNumber
      else { continue }
      limits[measure, default: []].append(
        RFMScoring.Cut(score: Int(score), value: value, customer: cells[3]))
    }
    return limits.mapValues { $0.sorted { $0.score < $1.score } }
  }
}

extension RFM {
  /// What is read of a row.
  var read: [Expression] {
    [customer.expression, date.expression, amount] + (order == .unset ? [] : [order])
  }

  /// The names of the columns that are read, in alphabetic order.
  var readColumns: [String] {
    Set(read.flatMap(\.columnNames)).sorted()
  }
}
