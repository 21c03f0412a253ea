package import Language
package import Planning
import Recommendation
package import Syntax
package import Tables
import Tasks

/// What each user may want next.
package struct Recommend: Verb {
  var user = ColumnName.unset
  var item = ColumnName.unset
  var rating = ColumnName.unset
  var date = ColumnName.unset
  var length = 10
  var methods = [RecommendMethod.items]
  var excludesSeen = true
  var settings = RecommendSettings()
  var content: TableArgument?
  var seed: Int?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "recommend",
    family: .recommend,
    summary: "What each user may want next, with the item of their own that speaks for it.",
    discussion:
      "Methods: `popular` is the same list for everybody; `items` goes by items of the same users; "
      + "`walk` by random walks between users and items (RP3beta); `ease` by one linear model of "
      + "all items; `als` by factors of users and items; `content` by what describes the items; "
      + "`ranked` lets trees that saw what users came back for order what several of them propose "
      + "(it needs `date:` and LightGBM). A list of methods, or `auto`, tries them on the last "
      + "eighth of each user's moments and takes the best: popularity always takes part, and wins "
      + "when no model is certainly better. With `half_life:` the last events of a user count "
      + "most, which often helps more than another method. An item that a user had several times "
      + "counts once. Where the method has nothing to say, what was popular lately fills up the "
      + "list, with a score of 0. `predict` makes lists for the users of other rows; to one that "
      + "the model does not know, the rows are the history: their items speak for others, and "
      + "stay out as usual. New users need no new fit.",
    parameters: [
      .column(\.user, "user", "Who."),
      .column(\.item, "item", "What they had, bought or liked."),
      .column(
        \.rating, "rating", "How much a row counts; rows that are not above 0 are left out.",
        of: .int, .number, required: false),
      .column(\.date, "date", "When.", of: .date, .datetime, required: false),
      .option(\.length, "n", "The length of the lists.", in: 1...1_000, default: 10),
      .methods(\.methods, "How items are scored; a list or `auto` takes the best."),
      .option(
        \.excludesSeen, "exclude_seen", "Whether what a user already had stays out.",
        default: true),
      .tableOption(
        \.content, "content",
        "A table with each item once and texts that describe it; how much they count is tried."),
      .optionalNumber(
        \.settings.halfLife, "half_life",
        "The later events of the user that halve an earlier one's weight (days with `popular`).",
        in: 0.1...10_000),
      .optionalWord(
        \.settings.similarity, "similarity", "What makes items alike with `method: items`.",
        default: "cosine"),
      .optionalNumber(
        \.settings.neighbours, "neighbours", "The neighbours that each item keeps.",
        in: 1...10_000, isWhole: true, default: "200, walk 100, content 50"),
      .optionalNumber(
        \.settings.factors, "factors", "The factors of `method: als`.", in: 1...1_000,
        isWhole: true, default: "64"),
      .optionalNumber(
        \.settings.penalty, "penalty", "The penalty of large weights.", in: 0.000001...1_000_000,
        default: "400, als by the items of a user"),
      .option(\.seed, "seed", "The seed of `als` and `ranked`; without it the session's (42)."),
    ],
    parts: [
      .table("model", "What was learned, for `predict` and `evaluate`."),
      .table("similar", "The items most like each item."),
      .table("reasons", "Up to three items of the user's own that speak for an entry."),
      .table("leaderboard", "With several methods or `auto`, how each model did."),
      .table("metrics", "With several methods or `auto`, how the chosen model did."),
    ],
    chart: "bar",
    examples: [
      Example(
        "orders | recommend user: customer_id, item: product_id, date: order_date, n: 5",
        "Five products for every customer."),
      Example(
        """
        wanted = orders | recommend user: customer_id, item: product_id, method: [items, ease]
        wanted.leaderboard
        """, "The better of two methods."),
    ])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    try check()
    return Schema(RecommendationModel.fields(Field(user), Field(item)))
  }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    Shape(plan: .placeholder(try schema(of: input.schema)), roles: roles)
  }

  private var roles: Roles { Roles([.user: user.name, .item: item.name, .value: "score"]) }

  private func check() throws(Diagnostic) {
    if user.name == item.name {
      throw Diagnostic(
        "E302", "`user:` and `item:` are the same column", at: item.span,
        label: "name the column of what users had")
    }
    for column in [user, item] {
      if case .list = column.type {
        throw Diagnostic("E401", "`\(column.name)` is a list", at: column.span)
      }
      if ["rank", "score", "reason", "similar", "share"].contains(column.name) {
        throw Diagnostic(
          "E522", "the result would have two columns `\(column.name)`", at: column.span,
          label: "rename it first: | rename \(column.name)_1 = \(column.name)")
      }
    }
    try settings.check(methods)
    if let halfLife = settings.halfLife, date == .unset {
      throw Diagnostic(
        "E302", "`half_life:` needs `date:`, to know what came later", at: halfLife.span,
        label: "add  date: when")
    }
    if methods.contains(.ranked), date == .unset {
      throw Diagnostic(
        "E302", "`method: ranked` needs `date:`, to learn from what came later", at: nil,
        label: "add  date: when")
    }
    if let content {
      _ = try ContentTexts.columns(of: content, item: item)
    } else if methods.contains(.content) {
      throw Diagnostic(
        "E302", "`method: content` needs `content:`, a table that describes the items", at: nil,
        label: "for instance  content: products")
    }
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    let columns = EventColumns(user: user, item: item, date: date, rating: rating)
    let pairs = try input.map(columns.pairs).collectMany()
    let content = try content.map { try ContentTexts($0, item: item) }
    let known = CodedEvents(pairs, more: content?.items)
    guard known.events.count > 0 else {
      throw Diagnostic(
        "E709", "no row has \(needed(" and "))", at: context.span,
        label: "look at the columns with `| describe`")
    }
    let list = RecommendationModel.ListSettings(length: length, excludesSeen: excludesSeen)
    let seed = seed.map(Int64.init) ?? context.seed
    let texts = content?.texts(of: known.items)
    let found = try ModelSearching(known: known, texts: texts, settings: list, context: context)
      .find(
        methods.compactMap {
          settings.spec(
            $0, excludesSeen: excludesSeen, hasContent: texts != nil, seed: seed)
        })
    let model = RecommendationModel(
      user: Field(user), item: Field(item), rating: rating == .unset ? nil : rating.name,
      date: date == .unset ? nil : Field(date), settings: list, known: known, texts: texts,
      spec: found.spec,
      recommender: found.recommender)
    let progress = context.progress
    let lists = try RecommendedLists(
      model, users: model.users, cancellation: context.cancellation
    ) { progress.update(0.7 + 0.3 * $0, "lists of \(known.users.count.counted("user"))") }
    if let choice = found.choice, choice.isUncertain {
      context.notice(
        "no model was certainly better than what is popular, so that was taken: "
          + "these events may hold no personal signal")
    }
    if lists.table.rowCount == 0 {
      context.notice(
        "nothing is left to recommend: every user already had every item; `exclude_seen: false` "
          + "lists those, too")
    }
    for reason in found.choice?.leftOut ?? [] {
      context.notice("some models were not tried: \(reason)")
    }
    var answer = Answer(try context.stored(lists.table))
    answer.parts = try parts(of: model, lists, found.choice, in: context)
    answer.absentParts = absentParts(besides: answer.parts)
    answer.roles = roles
    answer.naturalChart = .recommendations(item.name)
    answer.record = record(model, found, seed: seed)
    var words = method(found, seed: seed)
    words.append(Self.counts(model))
    let dropped = try input.count() - known.rows
    if dropped > 0 {
      words.append("\(dropped.counted("row")) dropped (no \(needed(" or ")))")
    }
    if !excludesSeen { words.append("with what a user already had") }
    if lists.filled > 0 {
      words.append("\(lists.filled.counted("place")) filled up with what is popular")
    }
    words.append(input.engine.name)
    answer.footer = words.joined(separator: " · ")
    return answer
  }

  /// What a row needs to count.
  private func needed(_ joint: String) -> String {
    var names = [user.name, item.name]
    if date != .unset { names.append(date.name) }
    if rating != .unset { names.append("\(rating.name) above 0") }
    let last = names.removeLast()
    return names.joined(separator: ", ") + joint + last
  }
}

extension Field {
  /// A column as a field.
  init(_ column: ColumnName) { self.init(column.name, column.type) }
}
