package import Syntax
package import Tables

/// The section of the reference in which a verb stands.
package enum VerbFamily: String, Hashable, Sendable, CaseIterable {
  case input = "In and out"
  case relational = "Tables"
  case explore = "Explore"
  case prepare = "Prepare"
  case customers = "Customers"
  case recommend = "Recommendations"
  case series = "Time series"
  case models = "Models"
  case chart = "Charts"
  case report = "Reports"
  case registry = "Registry"
  case session = "Session"
}

/// All that is said about a verb: the one place from which checks, help and completion derive.
package struct Declaration<V: Sendable>: Sendable {
  package var name: String
  package var family: VerbFamily
  /// One sentence with a full stop.
  package var summary: String
  /// Further sentences for the reference.
  package var discussion: String
  package var parameters: [VerbParameter<V>]
  package var parts: [PartDescription]
  /// The mark that `| chart` draws.
  package var chart: String?
  package var examples: [Example]
  /// Whether roles of columns survive this verb.
  package var keepsRoles: Bool
  /// Whether the verb only passes its input on, for its effect (`show`, `save`, `assert`).
  package var isEffect: Bool
  /// What may stand before the verb.
  package var takes: Set<Shape.Kind>
  /// Whether binding looks at rows of the input, so that all before it must have run.
  package var asksRows: Bool

  package init(
    name: String, family: VerbFamily, summary: String, discussion: String = "",
    parameters: [VerbParameter<V>] = [], parts: [PartDescription] = [], chart: String? = nil,
    examples: [Example], keepsRoles: Bool = false, isEffect: Bool = false,
    takes: Set<Shape.Kind> = [.table], asksRows: Bool = false
  ) {
    self.name = name
    self.family = family
    self.summary = summary
    self.discussion = discussion
    self.parameters = parameters
    self.parts = parts
    self.chart = chart
    self.examples = examples
    self.keepsRoles = keepsRoles
    self.isEffect = isEffect
    self.takes = takes
    self.asksRows = asksRows
  }
}

/// A cell that shows a verb at work.
package struct Example: Hashable, Sendable {
  package var code: String
  package var caption: String

  package init(_ code: String, _ caption: String) {
    self.code = code
    self.caption = caption
  }
}

/// A named part of a verb's answer.
package struct PartDescription: Hashable, Sendable {
  package var name: String
  package var summary: String

  package static func table(_ name: String, _ summary: String) -> PartDescription {
    PartDescription(name: name, summary: summary)
  }
}

/// One parameter of a verb: how it is described and how it is read.
package struct VerbParameter<V: Sendable>: Sendable {
  package var description: ParameterDescription
  /// Reads the parameter from the stage into the verb.
  package var bind: @Sendable (inout V, inout StageBinder) throws(Diagnostic) -> Void

  package init(
    _ description: ParameterDescription,
    bind: @escaping @Sendable (inout V, inout StageBinder) throws(Diagnostic) -> Void
  ) {
    self.description = description
    self.bind = bind
  }
}

/// What help, completion and the reference say of a parameter.
package struct ParameterDescription: Hashable, Sendable {
  /// Where it stands in a stage.
  package enum Place: Hashable, Sendable {
    /// Right after the verb.
    case items
    /// A word right after the verb.
    case form([String])
    case tables
    case clause(ClauseSyntax.Kind)
    case option
  }
  /// What may be written there, for completion.
  package enum Accepts: Hashable, Sendable {
    case columns, expressions, aggregates, sortKeys, newNames
    case column([DataType])
    case words([String])
    case number, text, bool, date, step, path, table, record, values
  }
  package var name: String
  package var summary: String
  package var place: Place
  package var accepts: Accepts
  package var isRequired: Bool
  /// Whether help, completion and the reference speak of it.
  package var isDescribed = true
  /// The value when it is left out, as it would be written.
  package var defaultText: String?
  /// As the signature shows it: `cond`, `n = e, …`.
  package var notation: String

  package init(
    _ name: String, _ summary: String, place: Place, accepts: Accepts, required: Bool = false,
    defaultText: String? = nil, notation: String? = nil
  ) {
    self.name = name
    self.summary = summary
    self.place = place
    self.accepts = accepts
    isRequired = required
    self.defaultText = defaultText
    self.notation = notation ?? name
  }
}

extension ParameterDescription {
  /// Whether `name = …` may stand among the items.
  var makesNames: Bool { notation.contains("=") }
}
