package import Syntax
package import Tables

/// What a verb has learned from rows, to be used on others: the part `model` of `cluster`,
/// `forecast` and their like.
///
/// A model holds all that `predict` needs, whatever the names of the session come to stand for.
package protocol FittedModel: Sendable {
  /// The word under which the registry keeps models of this kind; it never changes.
  static var kind: String { get }

  /// The verb that makes such models.
  static var verb: String { get }

  /// What the model's card says, in its order.
  var facts: [ModelFact] { get }

  /// The columns and roles of `predict`'s result, or what the input lacks.
  func shape(predicting input: Shape) throws(Diagnostic) -> Shape

  /// Uses the model on rows; `input` has the shape that was checked.
  func predict(_ input: Answer, in context: RunContext) throws -> Answer

  /// The model as tables, from which `init(stored:)` makes an equal one.
  ///
  /// Throws `ModelRefusal` if the registry cannot keep it, and what asking the engine throws.
  var stored: [StoredSection] { get throws }

  /// The model of the tables that `stored` gave; nil when they are not such tables.
  init?(stored: [StoredSection])
}

/// Why the registry cannot keep a model, and what to do about it.
package struct ModelRefusal: Error, Hashable, Sendable {
  /// What of the model cannot be kept, as a sentence without its full stop.
  package var reason: String
  /// What to do about it, in the same form.
  package var advice: String

  /// Refuses a model for a reason, with a way out.
  package init(reason: String, advice: String) {
    self.reason = reason
    self.advice = advice
  }
}

/// One line on a model's card: `clusters`, `4`.
package struct ModelFact: Hashable, Sendable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// A table under a name, as a piece of what is stored.
package struct StoredSection: Sendable {
  package var name: String
  package var table: Table

  package init(_ name: String, _ table: Table) {
    self.name = name
    self.table = table
  }
}

extension [StoredSection] {
  /// The table of a name.
  package subscript(_ name: String) -> Table? { first { $0.name == name }?.table }
}

extension FittedModel {
  /// The model's card as a table.
  package var card: Table {
    Table(
      schema: Schema([Field("fact", .text), Field("value", .text)]),
      rows: facts.map { [.text($0.name), .text($0.value)] })
  }

  /// The column that `predict` needs, or an error that names it.
  package func column(_ name: String, of input: Schema) throws(Diagnostic) -> Field {
    try columns([name], of: input)[0]
  }

  /// The columns that `predict` needs, or an error that lists those that are missing.
  package func columns(_ names: [String], of input: Schema) throws(Diagnostic) -> [Field] {
    let missing = names.filter { input[$0] == nil }
    guard missing.isEmpty else {
      throw Diagnostic(
        "E101",
        "the model needs \(missing.count == 1 ? "the column" : "the columns") "
          + missing.map(\.asCode).joined(separator: ", ") + ", and the table has no such",
        at: nil, label: "columns here: \(input.names.prefix(12).joined(separator: ", "))")
    }
    return names.compactMap { input[$0] }
  }
}

extension Field {
  /// How to make a column of another type of this one: the way out where a model has learned that
  /// type.
  package func conversion(to wanted: DataType) -> String {
    let name = name.asName
    let call: String? =
      switch (type, wanted) {
      case (.list, _), (.null, _): nil
      case (.datetime, .date): "bin(\(name), 1d)"
      case (_, .text), (.date, .datetime), (.int, .number), (.number, .int), (.bool, .int),
        (.text, .int), (.text, .number), (.text, .bool), (.text, .date), (.text, .datetime):
        "\(wanted.name)(\(name))"
      default: nil
      }
    return call.map { "convert it first: | derive \(name) = \($0)" }
      ?? "give it the values that the model was made from"
  }
}

extension Answer {
  /// The model that an answer is, or has as its part `model`.
  package var model: (any FittedModel)? {
    if case .model(let model) = content { return model }
    let part = parts.first { $0.name == "model" }
    guard case .model(let model)? = part?.answer.content else { return nil }
    return model
  }
}

extension Part {
  /// The part `model`.
  package static func model(_ model: any FittedModel) -> Part {
    Part("model", Answer(.model(model)))
  }
}
