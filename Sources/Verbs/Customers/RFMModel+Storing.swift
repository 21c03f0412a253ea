import Language
import Planning
import Syntax
import Tables

extension RFMModel {
  private static let modelFields = [
    Field("rows", .int), Field("scores", .int), Field("ties", .text), Field("as_of", .date),
    Field("segments", .text),
  ]

  var stored: [StoredSection] {
    get throws { try sections(reading: StoredPurchases.section(of: rfm.read)) }
  }

  private func sections(reading expressions: StoredSection) throws -> [StoredSection] {
    let cuts = try limits()
    let asOf: Value = try OrderLines.day(of: rfm.asOf, "as_of").map { Value.date($0) } ?? .null
    var kind = "none"
    var rules: [[Value]] = []
    switch names {
    case nil: break
    case .standard: kind = "standard"
    case .rules(let table): (kind, rules) = ("table", table.stored)
    }
    let measures = RFMScoring.measures.map(\.measure)
    return [
      StoredSection(
        "model",
        Table(
          schema: Schema(Self.modelFields),
          rows: [
            [
              .int(Int64(rows)), .int(Int64(scoring.bins)), .text(scoring.ties.rawValue), asOf,
              .text(kind),
            ]
          ])),
      expressions,
      StoredSection(
        "breaks",
        Table(
          schema: Schema([Field("measure", .text), Field("limit", .number)]),
          rows: measures.flatMap { measure in
            (scoring.breaks[measure] ?? []).map { [.text(measure), .number($0)] }
          })),
      StoredSection(
        "cuts",
        Table(
          schema: Schema([
            Field("measure", .text), Field("class", .int), Field("value", .number),
            Field("customer", rfm.customer.type),
          ]),
          rows: measures.flatMap { measure in
            (cuts[measure] ?? []).map {
              [.text(measure), .int(Int64($0.score)), .number($0.value), $0.customer]
            }
          })),
      StoredSection(
        "segments", Table(schema: Schema(SegmentRules.storedFields), rows: rules)),
    ]
  }

  init?(stored: [StoredSection]) {
    guard let model = stored["model"], model.schema.names == Self.modelFields.map(\.name),
      model.rowCount == 1, let breaks = stored["breaks"], breaks.columns.count == 2,
      let cuts = stored["cuts"], cuts.columns.count == 4, let segments = stored["segments"],
      let read = StoredPurchases(stored["expressions"])
    else { return nil }
    let cells = model.row(0)
    guard case .int(let rows) = cells[0], case .int(let bins) = cells[1], (2...10).contains(bins),
      case .text(let tiesWord) = cells[2], let ties = RFMScoring.Ties(rawValue: tiesWord),
      case .text(let kind) = cells[4]
    else { return nil }
    var rfm = RFM()
    (rfm.customer, rfm.date, rfm.amount) = (read.customer, read.date, read.amount)
    if let order = read.order { rfm.order = order }
    if case .date = cells[3] { rfm.asOf = Given(.value(cells[3], .date), SourceSpan(0, 0)) }
    rfm.bins = Int(bins)
    let names: RFMSegmentNames?
    switch kind {
    case "none": (names, rfm.segments) = (nil, .none)
    case "standard" where bins == 5: (names, rfm.segments) = (.standard, .standard)
    case "table":
      guard let rules = SegmentRules(stored: segments) else { return nil }
      (names, rfm.segments) = (.rules(rules), .known)
    default: return nil
    }
    var scoring = RFMScoring(bins: Int(bins), ties: ties, breaks: [:])
    for row in 0..<breaks.rowCount {
      guard case .text(let measure) = breaks.row(row)[0],
        let limit = breaks.row(row)[1].asNumber, limit.isFinite
      else { return nil }
      scoring.breaks[measure, default: []].append(limit)
    }
    var known: [String: [RFMScoring.Cut]] = [:]
    for row in 0..<cuts.rowCount {
      let cells = cuts.row(row)
      guard case .text(let measure) = cells[0], case .int(let score) = cells[1],
        (1...bins).contains(score), let value = cells[2].asNumber
      else { return nil }
      known[measure, default: []].append(
        RFMScoring.Cut(score: Int(score), value: value, customer: cells[3]))
    }
    self.init(rfm, scoring, names: names, limits: .known(known), rows: Int(rows))
  }
}

extension SegmentRules {
  static let storedFields =
    [Field("segment", .text), Field("rfm", .text)] + limitNames.map { Field($0, .int) }

  /// The rules as rows of `storedFields`, which read as a table of `segments:`.
  var stored: [[Value]] {
    rules.map { rule in
      [.text(rule.name), rule.code.map(Value.text) ?? .null]
        + rule.ranges.flatMap { range in
          [range.low, range.high].map { $0.map(Value.int) ?? .null }
        }
    }
  }

  init?(stored table: Table) {
    guard table.schema.names == Self.storedFields.map(\.name),
      let rules = try? SegmentRules(table, at: SourceSpan(0, 0))
    else { return nil }
    self = rules
  }
}
