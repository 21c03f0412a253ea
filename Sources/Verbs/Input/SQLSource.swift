package import Language
import Planning
import Syntax
import Tables

/// A query in the engine's own SQL over the tables of the session.
package struct SQLSource: SourceVerb {
  var query: Given<String>?
  /// The values of the `$names` in the query.
  var values: [String: Scalar] = [:]
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "sql",
    family: .input,
    summary: "A query in the engine's own SQL over the tables of the session.",
    discussion: "One SELECT, WITH or VALUES. Tables stand there under their names; `$name` outside "
      + "quotes becomes its value, a list is written `in ($list)`. The query itself is written in "
      + "the cell: no value becomes SQL.",
    parameters: [
      .query(\.query, "The query, best in triple quotes."),
      .values(\.values, in: \.query),
    ],
    examples: [
      Example(
        #"sql """select region, count(*) as lines from orders group by region""""#,
        "Lines per region.")
    ])

  package func open(in context: RunContext) throws -> Answer {
    guard let query else { throw Diagnostic("E302", "`sql` needs a query", at: context.span) }
    let engine = context.session
    let scanner = SQLScanner(query.value)
    guard let first = scanner.firstWord, ["select", "with", "values", "from"].contains(first) else {
      throw Diagnostic(
        "E528", "`sql` takes one query: SELECT, WITH or VALUES", at: query.span,
        label: "files are read by `load` and written by `save`")
    }
    if scanner.hasSeveralStatements {
      throw Diagnostic(
        "E528", "`sql` takes one query, and this is several", at: query.span,
        label: "leave the semicolon out")
    }
    let body = try scanner.replacingVariables { name throws(Diagnostic) in
      try literal(values[name], dialect: engine.dialect, at: query.span)
    }
    var storage: [StoredTable] = []
    let views = try context.names().compactMap { result -> (String, String)? in
      guard scanner.words.contains(result.name.lowercased()),
        let relation = result.answer?.relation, relation.engine.name == engine.name
      else { return nil }
      storage += relation.plan.storage
      return (engine.dialect.identifier(result.name), try relation.sql)
    }
    let sql = Self.query(body, over: views, isRecursive: scanner.isRecursive)
    do {
      let schema = try engine.schema(ofQuery: sql)
      for notice in try engine.notices(ofQuery: sql) { context.notice(notice, code: "W606") }
      if schema.fields.isEmpty {
        throw Diagnostic(
          "E525", "no column of this query can stand in a table", at: query.span,
          label: "take the fields out: select s.x …")
      }
      return Answer(Relation(.query(sql, schema, over: storage), in: engine))
    } catch let error as EngineError where error.kind == .query {
      throw SQLErrorPlace(error.message, in: sql)?.diagnostic(for: query) ?? error
    }
  }

  /// The query with the session's tables before it, as common table expressions.
  private static func query(_ body: String, over views: [(String, String)], isRecursive: Bool)
    -> String
  {
    guard !views.isEmpty else { return body }
    let tables = views.map { "\($0) AS (\n\($1)\n)" }.joined(separator: ",\n")
    guard body.lowercased().hasPrefix("with") else { return "WITH \(tables)\n\(body)" }
    var rest = body.dropFirst(4).drop { $0.isWhitespace }
    if isRecursive { rest = rest.dropFirst("recursive".count) }
    return "WITH \(isRecursive ? "RECURSIVE " : "")\(tables),\n\(rest)"
  }

  private func literal(_ scalar: Scalar?, dialect: any SQLDialect, at span: SourceSpan)
    throws(Diagnostic) -> String
  {
    guard case .value(let value, let type)? = scalar else {
      throw Diagnostic("E108", "only values can stand in SQL", at: span)
    }
    if case .list(let values) = value, case .list(let element) = type {
      return values.map { dialect.literal($0, type: element) }.joined(separator: ", ")
    }
    return dialect.literal(value, type: type)
  }
}

extension VerbParameter {
  /// The query as it is written; neither an f-string nor a name, whose values would become code.
  fileprivate static func query(_ property: Property<V, Given<String>?>, _ summary: String) -> Self
  {
    let description = ParameterDescription(
      "query", summary, place: .items, accepts: .text, required: true, notation: "\"query\"")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      let item = try binder.onlyItem(description)
      guard case .literal(.text(let text)) = item.expression.kind else {
        throw Diagnostic(
          "E528", "a query is written as a plain text, so that no value becomes SQL",
          at: item.expression.span,
          label: "write `$name` inside the query, outside its quotes: it is passed as a value")
      }
      verb[keyPath: property] = Given(text, item.expression.span)
    }
  }

  /// Not written by itself: the values of the `$names` in a query.
  fileprivate static func values(
    _ property: Property<V, [String: Scalar]>, in query: Property<V, Given<String>?>
  ) -> Self {
    .asked { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let query = verb[keyPath: query] else { return }
      for name in SQLScanner(query.value).variables {
        let path = name.split(separator: ".").map { NameSyntax(String($0), query.span) }
        verb[keyPath: property][name] = try binder.environment.variable(path)
      }
    }
  }
}
