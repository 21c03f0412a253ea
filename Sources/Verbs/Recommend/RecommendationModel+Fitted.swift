import Language
import Planning
import Recommendation
import Syntax
import Tables
import Tasks

extension RecommendationModel: FittedModel {
  static let kind = "recommend"
  static let verb = "recommend"

  var facts: [ModelFact] {
    var facts = [
      ModelFact("method", recommender.name),
      ModelFact("users", "\(known.users.count.grouped) by \(user.name)"),
      ModelFact("items", "\(known.items.count.grouped) by \(item.name)"),
      ModelFact("rows", known.rows.grouped),
      ModelFact("lists", "\(settings.length) items"),
      ModelFact("leaves out", settings.excludesSeen ? "what a user already had" : "nothing"),
    ]
    if let rating { facts.append(ModelFact("rating", "\(rating) above 0")) }
    return facts
  }

  func shape(predicting input: Shape) throws(Diagnostic) -> Shape {
    try check(user, of: input.schema)
    // What newcomers had can be told only in the items of the model.
    if input.schema.contains(item.name) { try check(item, of: input.schema) }
    return Shape(
      plan: .placeholder(Schema(fields)),
      roles: Roles([.user: user.name, .item: item.name, .value: "score"]))
  }

  /// Whether a table has a column of the model, of its type.
  func check(_ field: Field, of input: Schema) throws(Diagnostic) {
    let found = try column(field.name, of: input)
    guard found.type == field.type else {
      throw Diagnostic(
        "E401",
        "`\(field.name)` is \(found.type.described) here, and the model has learned "
          + field.type.described, at: nil, label: found.conversion(to: field.type))
    }
  }

  func predict(_ input: Answer, in context: RunContext) throws -> Answer {
    let relation = try input.table(for: "predict")
    let wanted = try relation.map { plan in
      plan.filtered(by: .call(.isNotNull, [Expression(user)], .bool)).distinct([user.name])
    }.collectMany().columns[0].values
    let unnamed = try relation.map {
      $0.filtered(by: .call(.isNull, [Expression(user)], .bool))
    }.count()
    let hasStrangers = wanted.contains { known.users.code(of: $0) == nil }
    let newcomers = try hasStrangers ? Newcomers(relation, of: self) : nil
    let users = wanted.map { value -> RecommendedLists.User in
      if let code = known.users.code(of: value) { return .init(code: Int(code), value: value) }
      if let code = newcomers?.code(of: value) {
        return .init(code: code, value: value, isNew: true)
      }
      return .init(code: -1, value: value)
    }
    let progress = context.progress
    let lists = try RecommendedLists(
      self, users: users, newcomers: newcomers?.interactions, cancellation: context.cancellation
    ) { progress.update($0, "lists of \(users.count.counted("user"))") }
    var answer = Answer(try context.stored(lists.table))
    answer.parts = [
      try lists.reasonsPart(in: context), .model(self),
    ]
    answer.roles = Roles([.user: user.name, .item: item.name, .value: "score"])
    answer.naturalChart = .recommendations(item.name)
    var words = [recommender.name, users.count.counted("user")]
    let new = users.filter(\.isNew)
    if !new.isEmpty {
      words.append(Self.unknown(new) + ": what they had is taken from these rows")
    }
    let cold = users.filter { $0.code < 0 }
    if !cold.isEmpty {
      words.append(Self.unknown(cold) + (cold.count == 1 ? " gets" : " get") + " what is popular")
    }
    if unnamed > 0 { words.append("\(unnamed.counted("row")) dropped (no \(user.name))") }
    words.append(relation.engine.name)
    answer.footer = words.joined(separator: " · ")
    return answer
  }

  private static func unknown(_ users: [RecommendedLists.User]) -> String {
    let names = users.prefix(3).map(\.value.quotedText).joined(separator: ", ")
    return "\(users.count.grouped) unknown to the model (\(names)\(users.count > 3 ? ", …" : ""))"
  }

  /// The columns of other rows that tell what the model's own told; one that is not there is unset.
  func columns(in schema: Schema) -> EventColumns {
    let span = SourceSpan(0, 0)
    var columns = EventColumns(
      user: ColumnName(user.name, user.type, span), item: ColumnName(item.name, item.type, span))
    if let rating, let field = schema[rating], field.type.isNumeric {
      columns.rating = ColumnName(rating, field.type, span)
    }
    if let date, let field = schema[date.name], field.type == date.type {
      columns.date = ColumnName(field.name, field.type, span)
    }
    return columns
  }
}
