package import Planning
package import Syntax
package import Tables

/// What the binder may ask the session for.
package protocol Environment: AnyObject {
  var functions: FunctionCatalog { get }
  /// The user's own `def`s, by name.
  var definitions: [String: DefinitionSyntax] { get }
  /// The moment the cell started.
  var now: Int64 { get }
  /// What the session's clocks show at an instant of UTC.
  func local(_ instant: Int64) -> Int64
  /// What the `def`s of the statement may still grow.
  var expansions: ExpansionBudget { get }
  /// The session's seed.
  var seed: Int64 { get }

  /// The value of `$name` or `$name.part`.
  func variable(_ path: [NameSyntax]) throws(Diagnostic) -> Scalar
  /// The names that may stand after `$`.
  var variableNames: [String] { get }
  /// The table, chart or part called so.
  func answer(_ path: [NameSyntax]) throws(Diagnostic) -> Answer
  /// The answer of a pipeline in parentheses.
  func answer(_ pipeline: PipelineSyntax) throws(Diagnostic) -> Answer
  /// Computes an expression without columns.
  func evaluate(_ expression: Expression, at span: SourceSpan) throws(Diagnostic) -> Value
  /// Tells the reader something about the text that is not an error.
  func warn(_ warning: Diagnostic)
  /// The rows of a plan, for verbs whose columns depend on them; nil while nothing may
  /// run, as for completion.
  func rows(of plan: Plan, at span: SourceSpan) throws(Diagnostic) -> Table?
}
