import Language
import Planning
import Registry
import Syntax
import Tables
import Tasks

extension CellRunner {
  /// Notes an analysis that was done, to be kept when its cell has succeeded.
  func note(
    _ answer: inout Answer, of verb: VerbSyntax, on input: Answer, took duration: Duration
  ) {
    guard var record = answer.record else { return }
    answer.record = nil
    if let groups = record.assignments, groups.key == nil,
      let key = input.roles[.key] ?? input.roles[.customer], groups.relation.schema.contains(key)
    {
      record.assignments?.key = key
    }
    guard surroundings.recorder != nil, let relation = input.relation,
      let entry = surroundings.verbs.stage(verb.name.text)
    else { return }
    let (seconds, rest) = duration.components
    let run = RegistryRun(
      verb: verb.name.text, started: Int(surroundings.now), rows: record.rows,
      seed: record.seed.map { Int($0) },
      duration: Double(seconds) + Double(rest / 1_000_000_000_000) / 1_000_000,
      engine: relation.engine.name, cell: surroundings.cellNumber,
      parameters: parameters(of: verb, entry),
      metrics: record.metrics.map { .init($0.name, $0.text) })
    runs.append(FinishedRun(run: run, record: record, input: relation))
  }

  /// Gives the last analysis since `start` the name that its result was bound to; those of pipelines
  /// among the tables of a stage have no part in it.
  func nameRun(_ name: String, since start: Int) {
    guard let last = runs.indices.last(where: { !runs[$0].isNested }), last >= start else { return }
    if runs[last].run.name == nil { runs[last].run.name = name }
  }

  /// Keeps the analyses of the cell, which has succeeded.
  func keepRuns() {
    guard !runs.isEmpty else { return }
    let names = tableNames
    for index in runs.indices { runs[index].names = names }
    guard let refusal = surroundings.recorder?.keep(runs) else { return }
    guard !surroundings.cancellation.isCancelled else { return }
    sink.warn(
      Diagnostic(
        "W607", "the run was not kept in the registry: \(refusal.reason)", at: nil,
        label: refusal.advice, severity: .warning))
  }

  /// The names of tables that stand in the engine: of each the first that was bound to its rows.
  private var tableNames: [String: String] {
    var names: [String: String] = [:]
    for name in workspace.order {
      guard case .answer(let answer, _)? = workspace[name],
        let scans = answer.relation?.plan.scans, scans.count == 1,
        names[scans[0].relation] == nil
      else { continue }
      names[scans[0].relation] = name
    }
    return names
  }

  /// What was asked of a verb: options as they were written, defaults where they were not.
  private func parameters(of verb: VerbSyntax, _ entry: VerbEntry) -> [RegistryRun.Fact] {
    let text = ParameterText { [self] path in try? variable(path) }
    return entry.parameters.compactMap { parameter in
      let value: String? =
        switch parameter.place {
        case .items: text.list(verb.items)
        case .form: verb.form?.text
        case .tables:
          verb.tables.isEmpty ? nil : verb.tables.map(text.table).joined(separator: ", ")
        case .clause(let kind):
          verb.clauses.first { $0.kind == kind }.flatMap { text.list($0.items) }
        case .option:
          verb.options.first { $0.name.text == parameter.name }.map { text.value($0.value) }
            ?? parameter.defaultText
        }
      return value.map { .init(parameter.name, Passwords.masked($0)) }
    }
  }
}
