package import Planning
package import Syntax
package import Tables

/// A verb of the language: parameters as stored properties, one declaration, the work.
///
/// Everything else about the verb (checks, messages, completion, help, reference) derives from the
/// declaration. To add a verb, write one file and add one line to the catalog.
package protocol Verb: Sendable {
  init()
  static var declaration: Declaration<Self> { get }

  /// The columns of the result for an input of `schema`; checks what the declaration cannot say.
  func schema(of input: Schema) throws(Diagnostic) -> Schema

  /// Does the work on a table.
  func run(on input: Relation, in context: RunContext) throws -> Answer

  /// The shape of the result; the standard one follows from `schema(of:)`.
  func shape(of input: Shape) throws(Diagnostic) -> Shape

  /// Does the work on any answer; the standard one asks for a table and calls `run(on:in:)`.
  func apply(to input: Answer, in context: RunContext) throws -> Answer
}

extension Verb {
  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    Shape(plan: .placeholder(try schema(of: input.schema)))
  }

  package func apply(to input: Answer, in context: RunContext) throws -> Answer {
    let relation = try input.table(for: Self.declaration.name)
    var answer = try run(on: relation, in: context)
    if Self.declaration.keepsRoles { answer.inheritRoles(of: input) }
    return answer
  }
}

/// A verb that maps a plan to a plan and costs nothing until its result is used.
package protocol RelationalVerb: Verb {
  /// The plan of the result, or what does not fit.
  func plan(on input: Plan) throws(Diagnostic) -> Plan

  /// The name of an input column in the result, nil if it is gone; roles follow it.
  /// The standard answer keeps what the result still has.
  func newName(of column: String, in output: Schema) -> String?
}

extension RelationalVerb {
  package func newName(of column: String, in output: Schema) -> String? {
    Self.declaration.keepsRoles && output.contains(column) ? column : nil
  }

  package func schema(of input: Schema) throws(Diagnostic) -> Schema {
    try plan(on: .placeholder(input)).schema
  }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape {
    var shape = input
    shape.plan = try plan(on: input.plan)
    let output = shape.plan.schema
    shape.roles = input.roles.surviving { newName(of: $0, in: output) }
    return shape
  }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    Answer(Relation(try plan(on: input.plan), in: input.engine))
  }

  package func apply(to input: Answer, in context: RunContext) throws -> Answer {
    let relation = try input.table(for: Self.declaration.name)
    var answer = try run(on: relation, in: context)
    let output = answer.relation?.plan.schema ?? Schema()
    answer.inheritRoles(of: input) { newName(of: $0, in: output) }
    return answer
  }
}

extension Answer {
  /// Takes over the roles whose columns are still there, and with them the natural chart.
  package mutating func inheritRoles(of input: Answer, newName: ((String) -> String?)? = nil) {
    let output = relation?.plan.schema ?? Schema()
    roles = input.roles.surviving(newName ?? { output.contains($0) ? $0 : nil })
    if !roles.isEmpty { naturalChart = input.naturalChart }
  }
}

/// A verb that starts a pipeline: `load`, `rows`, `sql`, `tables`.
package protocol SourceVerb: Sendable {
  init()
  static var declaration: Declaration<Self> { get }
  /// Gives the table; files are opened and their columns found here.
  func open(in context: RunContext) throws -> Answer
  /// Whether opening it changes what is kept, so that an editor must not.
  var changesThings: Bool { get }
}

extension SourceVerb {
  package var changesThings: Bool { false }
}
