import Language
import Planning
import Syntax
import Tables
import Testing

/// A session with nothing in it, as the binder of a single expression needs it.
final class FixedEnvironment: Environment {
  let functions = FunctionCatalog.standard
  let definitions: [String: DefinitionSyntax] = [:]
  /// 2024-02-29, 13:45.
  let now: Int64 = (19_782 * 86_400 + 13 * 3_600 + 45 * 60) * 1_000_000
  let expansions = ExpansionBudget()
  let seed: Int64 = 42
  func local(_ instant: Int64) -> Int64 { instant }
  let variableNames: [String] = []
  private(set) var warnings: [Diagnostic] = []

  func variable(_ path: [NameSyntax]) throws(Diagnostic) -> Scalar { throw Self.nothing }
  func answer(_ path: [NameSyntax]) throws(Diagnostic) -> Answer { throw Self.nothing }
  func answer(_ pipeline: PipelineSyntax) throws(Diagnostic) -> Answer { throw Self.nothing }
  func evaluate(_ expression: Expression, at span: SourceSpan) throws(Diagnostic) -> Value {
    throw Self.nothing
  }
  func warn(_ warning: Diagnostic) { warnings.append(warning) }
  func rows(of plan: Plan, at span: SourceSpan) throws(Diagnostic) -> Table? { nil }

  private static let nothing = Diagnostic("E000", "there is nothing in this session", at: nil)
}

/// The expression of `t | derive v = …`, parsed; the clauses of the stage may follow it.
func parsed(_ text: String) throws -> VerbSyntax {
  let shapes = VerbShapes(sources: [:], stages: ["derive": .init()])
  let cell = Parser.parse("t | derive v = " + text, shapes: shapes)
  #expect(cell.diagnostics.isEmpty, "\(text): \(cell.diagnostics.map(\.message))")
  guard case .pipeline(let pipeline)? = cell.statements.first?.kind,
    case .verb(let verb)? = pipeline.stages.first?.kind
  else { throw Diagnostic("E000", "no stage in \(text)", at: nil) }
  return verb
}

/// The typed expression of a text over `schema`; `by` and `sort` clauses may follow it.
func bound(
  _ text: String, over schema: Schema = Schema(), mode: CallSite.Mode = .scalar
) throws -> Expression {
  let verb = try parsed(text)
  let environment = FixedEnvironment()
  let keys = ExpressionBinder(
    schema: schema, site: CallSite(mode: .scalar), environment: environment)
  var site = CallSite(mode: mode, now: environment.now)
  for clause in verb.clauses {
    for item in clause.items {
      let key = try keys.bind(item.expression)
      if clause.kind == .by { site.partition.append(key) }
      if clause.kind == .sort {
        site.order.append(SortKey(key, descending: item.isDescending))
      }
    }
  }
  let binder = ExpressionBinder(schema: schema, site: site, environment: environment)
  let item = try #require(verb.items.first)
  return try binder.bind(item.expression)
}
