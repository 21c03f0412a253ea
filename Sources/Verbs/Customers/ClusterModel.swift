import Language
import Planning
import Segmentation
import Syntax
import Tables

/// The groups of `cluster`, for other rows.
///
/// Where groups have centres, or clouds, the group of a row is an expression over its columns, which
/// runs wherever the rows live. Crowds have neither: rows are compared with theirs in memory.
struct ClusterModel: FittedModel {
  static let kind = "cluster"
  static let verb = "cluster"

  /// How a row's group is found.
  enum Rule: Hashable, Sendable {
    /// The nearest centre's.
    case centre
    /// That of the likeliest of some clouds.
    case cloud([Cloud])
    /// That of the nearest core, if it is within a distance.
    case core(within: Double)
    /// That of the row of the same surroundings, if its group reaches so far.
    case surroundings(Surroundings)

    /// Whether rows are compared in memory, and not by an expression over their columns.
    var comparesInMemory: Bool {
      switch self {
      case .centre, .cloud: false
      case .core, .surroundings: true
      }
    }
  }

  /// What HDBSCAN knows of each row that it learned from, those of no group among them.
  struct Surroundings: Hashable, Sendable {
    /// How many neighbours make the surroundings of a row.
    var neighbours: Int
    /// How far each row is from the last of them.
    var widths: [Double]
    /// At which distance each group parts from the rest, label 1 first.
    var reaches: [Double]
  }

  /// What turns a cloud into a round one, row by row, and what its log-density begins with.
  struct Cloud: Hashable, Sendable {
    var factor: [[Double]]
    var constant: Double
  }

  let method: String
  let features: [ScoredFeature]
  let rule: Rule
  /// Centres or cores, each a list of scores.
  let places: [[Double]]
  /// The group of each place.
  let labels: [Int]
  /// The number of rows that it was learned from.
  let rows: Int
  /// How many of them are nearest to the centre of the group that their tree put them into; nil for
  /// models whose groups are what is nearest.
  var keptRows: Int? = nil

  /// The columns that it needs.
  var columnNames: [String] {
    var seen: Set<String> = []
    return features.map(\.column).filter { seen.insert($0).inserted }
  }

  private var count: Int { Set(labels.filter { $0 > 0 }).count }

  var facts: [ModelFact] {
    let way =
      switch rule {
      case .centre: "the nearest centre's"
      case .cloud: "the likeliest cloud's"
      case .core where places.isEmpty: "0 for all: no group was found"
      case .core(let distance):
        "the nearest core's within \(FoundGroups.rounded(distance)), of "
          + places.count.counted("core")
      case .surroundings(let known):
        "the nearest row's of as dense surroundings (\(known.neighbours) rows), within its group's "
          + "reach"
      }
    var facts = [
      ModelFact("verb", Self.verb), ModelFact("method", method),
      ModelFact("clusters", count.grouped), ModelFact("group of a row", way),
      ModelFact("rows", rows.grouped), ModelFact("columns", columnNames.joined(separator: ", ")),
    ]
    if let keptRows {
      facts.append(
        ModelFact("rows in their own group by it", "\(keptRows.grouped) of \(rows.grouped)"))
    }
    return facts
  }

  /// What a reader must know of groups that are not those of the nearest centres.
  var caution: String? {
    guard let keptRows, keptRows < rows else { return nil }
    return "nearest centres keep \(keptRows.grouped) of its \(rows.counted("row")) in their group"
  }

  // MARK: Predicting

  static let made = [Field("cluster", .int), Field("distance", .number)]

  func shape(predicting input: Shape) throws(Diagnostic) -> Shape {
    let schema = input.schema
    for field in try columns(columnNames, of: schema) {
      guard let known = features.first(where: { $0.column == field.name })?.type,
        known != field.type, !(known.isNumeric && field.type.isNumeric)
      else { continue }
      throw Diagnostic(
        "E401",
        "the model was made from `\(field.name)` as \(known.described), and here it is "
          + field.type.described, at: nil, label: field.conversion(to: known))
    }
    if let clash = Self.made.first(where: { schema.contains($0.name) }) {
      throw Diagnostic(
        "E522", "there is a column `\(clash.name)` already", at: nil,
        label: "rename it first: | rename \(clash.name)_1 = \(clash.name)")
    }
    let roles = Roles([.cluster: "cluster"])
    if rule.comparesInMemory {
      return Shape(plan: .placeholder(Schema(schema.fields + Self.made)), roles: roles)
    }
    return Shape(plan: grouped(input.plan), roles: roles)
  }

  func predict(_ input: Answer, in context: RunContext) throws -> Answer {
    let relation = try input.table(for: "predict")
    let shape = try shape(predicting: Shape(of: input))
    let gaps = try gaps(in: relation, context)
    var result = relation.map { _ in shape.plan }
    if rule.comparesInMemory { result = try context.stored(compared(relation, context)) }
    var footer = "\(method) of \(rows.counted("row")), \(count.counted("group"))"
    if let caution { footer += " · \(caution)" }
    if let gaps { footer += " · \(gaps)" }
    return Answer(
      .table(result), roles: shape.roles, footer: "\(footer) · \(relation.engine.name)")
  }

  /// Names that no column of a schema has.
  static func names(_ word: String, _ count: Int, besides schema: Schema) -> [String] {
    var word = word
    while schema.names.contains(where: { $0.hasPrefix(word) }) { word = "_" + word }
    return (0..<count).map { "\(word)\($0 + 1)" }
  }

  /// The plan with the scores of each row, and whether any of its columns is known.
  func scored(_ plan: Plan) -> (plan: Plan, scores: [String], known: String) {
    let schema = plan.schema
    let scores = Self.names("score_", features.count, besides: schema)
    let known = Self.names("known_", 1, besides: schema)[0]
    let isKnown = columnNames.compactMap { name in
      features.first { $0.column == name }?.isKnown(in: schema)
    }
    let any = isKnown.dropFirst().reduce(isKnown[0]) { .call(.or, [$0, $1], .bool) }
    let items = zip(scores, features).map { NamedExpression($0, $1.score(in: schema)) }
    return (plan.derived(items + [NamedExpression(known, any)]), scores, known)
  }

  /// The plan with `cluster` and `distance`.
  private func grouped(_ plan: Plan) -> Plan {
    let (scored, scores, known) = scored(plan)
    let squares = Self.names("square_", places.count, besides: plan.schema)
    let ranks = Self.names("rank_", places.count, besides: plan.schema)
    let columns = scores.map { Expression.column($0, .number) }
    var items = zip(squares, places).map { NamedExpression($0, Self.square(columns, $1)) }
    var compared = squares.map { Expression.column($0, .number) }
    if case .cloud(let clouds) = rule {
      // The smaller the better, as distances are.
      items += zip(ranks, zip(clouds, places)).map { rank, cloud in
        NamedExpression(rank, Self.depth(columns, cloud.0, cloud.1))
      }
      compared = ranks.map { .column($0, .number) }
    }
    let measured = scored.derived(items)
    let isKnown = Expression.column(known, .bool)
    func choose(_ values: [Expression], _ type: DataType) -> Expression {
      var branches: [Expression.Branch] = [
        .init(when: .call(.not, [isKnown], .bool), then: .literal(.null, type))
      ]
      for place in compared.indices.dropLast() {
        let others = compared.indices.filter { $0 > place }.map { other in
          Expression.call(.lessOrEqual, [compared[place], compared[other]], .bool)
        }
        let isBest = others.dropFirst().reduce(others[0]) { .call(.and, [$0, $1], .bool) }
        branches.append(.init(when: isBest, then: values[place]))
      }
      return .branches(branches, otherwise: values[values.count - 1], type)
    }
    let distances = squares.map { Expression.call(.squareRoot, [.column($0, .number)], .number) }
    let chosen = measured.derived([
      NamedExpression("cluster", choose(labels.map { .literal(.int(Int64($0)), .int) }, .int)),
      NamedExpression("distance", choose(distances, .number)),
    ])
    return chosen.selected(plan.schema.names + Self.made.map(\.name))
  }

  /// The squared distance to a place.
  private static func square(_ scores: [Expression], _ place: [Double]) -> Expression {
    sum(
      zip(scores, place).map { score, coordinate in
        let difference = score.minus(.number(coordinate))
        return difference.times(difference)
      })
  }

  /// Half the squared distance from a cloud in its own measure, less its constant.
  private static func depth(
    _ scores: [Expression], _ cloud: Cloud, _ place: [Double]
  ) -> Expression {
    let differences = zip(scores, place).map { $0.minus(.number($1)) }
    let turned = cloud.factor.enumerated().map { row, factors in
      sum((0...row).map { differences[$0].times(.number(factors[$0])) })
    }
    return sum(turned.map { $0.times($0) }).times(.number(0.5)).minus(.number(cloud.constant))
  }

  private static func sum(_ terms: [Expression]) -> Expression {
    guard let first = terms.first else { return .number(0) }
    return terms.dropFirst().reduce(first) { $0.plus($1) }
  }
}
