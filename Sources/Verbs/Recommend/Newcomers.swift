import Language
import Planning
import Recommendation
import Tables

/// The users of some rows whom a model does not know, with what these rows say that they had.
///
/// Scores depend on the history alone, so they are served like any other without a new fit.
struct Newcomers: Sendable {
  /// What they had, in the codes of the model's items; the users have codes of their own.
  let interactions: Interactions
  private let users: CodedValues

  /// Reads the rows; nil when they do not have the item's column in its type.
  init?(_ input: Relation, of model: RecommendationModel) throws {
    guard let item = input.schema[model.item.name], item.type == model.item.type else { return nil }
    let columns = model.columns(in: input.schema)
    let found = CodedEvents(try input.map(columns.pairs).collectMany())
    let known = model.known
    let users = CodedValues(found.users.values.filter { known.users.code(of: $0) == nil })
    let userCodes = found.users.values.map { users.code(of: $0) ?? -1 }
    let itemCodes = found.items.values.map { known.items.code(of: $0) ?? -1 }
    let events = found.events
    self.users = users
    interactions = Interactions(
      Events(
        users: events.users.map { userCodes[Int($0)] },
        items: events.items.map { itemCodes[Int($0)] },
        times: events.times.isEmpty ? nil : events.times,
        weights: events.weights.isEmpty ? nil : events.weights, userCount: users.count,
        itemCount: known.items.count))
  }

  /// The code of a user who had something that the model knows.
  func code(of user: Value) -> Int? {
    guard let code = users.code(of: user).map({ Int($0) }),
      !interactions.items(of: code).isEmpty
    else { return nil }
    return code
  }
}
