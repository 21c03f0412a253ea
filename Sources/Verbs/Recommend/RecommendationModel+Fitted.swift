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
          + field.type.described, at: nil,
        label: "convert it first, for instance  derive \(field.name.asName) = "
          + "\(field.type.name)(\(field.name.asName))")
    }
  }

  func predict(_ input: Answer, in context: RunContext) throws -> Answer {
    let relation = try input.table(for: "predict")
    let wanted = try relation.map { plan in
      plan.filtered(by: .call(.isNotNull, [Expression(user)], .bool)).distinct([user.name])
    }.collectMany().columns[0].values
    let users = wanted.map { value in
      RecommendedLists.User(code: known.users.code(of: value).map { Int($0) } ?? -1, value: value)
    }
    let progress = context.progress
    let lists = try RecommendedLists(self, users: users, cancellation: context.cancellation) {
      progress.update($0, "lists of \(users.count.counted("user"))")
    }
    var answer = Answer(try context.stored(lists.table))
    answer.parts = [
      Part("reasons", Answer(try context.stored(lists.reasonTable))), .model(self),
    ]
    answer.roles = Roles([.user: user.name, .item: item.name, .value: "score"])
    answer.naturalChart = .recommendations(item.name)
    var words = [recommender.name, users.count.counted("user")]
    let unknown = users.filter { $0.code < 0 }
    if !unknown.isEmpty {
      let names = unknown.prefix(3).map(\.value.quotedText).joined(separator: ", ")
      words.append(
        "\(unknown.count.grouped) unknown to the model (\(names)\(unknown.count > 3 ? ", …" : "")) "
          + (unknown.count == 1 ? "gets" : "get") + " what is popular")
    }
    words.append(relation.engine.name)
    answer.footer = words.joined(separator: " · ")
    return answer
  }
}
