import Language
import Planning
import Synchronization
import Syntax
import Tables
import Verbs

/// A catalog whose verbs compare the shape they promise with the answer they give.
final class SchemaChecks: Sendable {
  private let state = Mutex((seen: 0, failures: [String]()))

  var seen: Int { state.withLock { $0.seen } }
  var failures: [String] { state.withLock { $0.failures } }

  /// The standard catalog, watched.
  var catalog: VerbCatalog {
    let entries = VerbCatalog.standard.entries.map { entry in
      guard !entry.isSource else { return entry }
      var watched = entry
      let bind = entry.bind
      watched.bind = { [self] (binder: inout StageBinder) throws(Diagnostic) -> BoundVerb in
        guard case .stage(let verb) = try bind(&binder) else { return try bind(&binder) }
        return .stage(WatchedVerb(verb, name: entry.name, checks: self))
      }
      return watched
    }
    return VerbCatalog(entries, later: VerbCatalog.standard.later)
  }

  func compare(_ promised: Shape, _ answer: Answer, of name: String) {
    // A verb that answers a program promises nothing, because nothing may follow it.
    if promised.kind == .nothing { return }
    let given = Shape(of: answer)
    state.withLock { state in
      state.seen += 1
      if promised.kind != given.kind {
        state.failures.append("\(name): \(promised.kind) promised, \(given.kind) given")
      }
      if promised.schema != given.schema {
        state.failures.append("\(name): \(promised.schema) promised, \(given.schema) given")
      }
      if promised.roles != given.roles {
        state.failures.append("\(name): \(promised.roles) promised, \(given.roles) given")
      }
      guard let relation = answer.relation, let table = try? relation.collect() else { return }
      if table.schema != given.schema {
        state.failures.append("\(name): \(given.schema) is planned, \(table.schema) comes")
      }
    }
  }
}

/// A verb that passes everything on and tells the checks.
private struct WatchedVerb: Verb {
  private var inner: (any Verb)?
  private var name = ""
  private var checks: SchemaChecks?

  init() {}

  init(_ inner: any Verb, name: String, checks: SchemaChecks) {
    self.inner = inner
    self.name = name
    self.checks = checks
  }

  static let declaration = Declaration<Self>(
    name: "watched", family: .session, summary: "Watches a verb.", examples: [])

  func schema(of input: Schema) throws(Diagnostic) -> Schema {
    try inner?.schema(of: input) ?? input
  }

  func shape(of input: Shape) throws(Diagnostic) -> Shape { try inner?.shape(of: input) ?? input }

  func run(on input: Relation, in context: RunContext) throws -> Answer {
    try apply(to: Answer(input), in: context)
  }

  func apply(to input: Answer, in context: RunContext) throws -> Answer {
    guard let inner else { return input }
    let answer = try inner.apply(to: input, in: context)
    checks?.compare(try inner.shape(of: Shape(of: input)), answer, of: name)
    return answer
  }
}
