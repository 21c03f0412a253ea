import FoundationEssentials
import Language
import Planning
import Registry
import Synchronization
import Tables

/// An analysis that was done, before its cell has succeeded.
struct FinishedRun {
  var run: RegistryRun
  var record: RunRecord
  /// What the analysis read.
  var input: Relation
  /// What tables in the engine are called in the session, by their names there.
  var names: [String: String] = [:]
  /// Whether it stands in a pipeline that is a table of another one's stage.
  var isNested = false
}

/// Keeps the runs of a session in the project's registry.
///
/// An analysis never fails for it: what cannot be kept is told once.
final class RunRecorder: Sendable {
  private let path: String
  private let notebook: String?
  private let state = Mutex(State())

  private struct State {
    /// Fingerprints of tables that the engine keeps, by their names there.
    var fingerprints: [String: String] = [:]
    /// What was told.
    var told: Set<String> = []
  }

  /// Another notebook that writes is waited for so long: the analysis is done, and its cell waits.
  private static let patience: Int32 = 1_000
  /// What helps when the reason is not the file: with another one it would be the same.
  private static let wayOut = "to keep no runs, set TEFF_REGISTRY to off"
  /// Tables whose fingerprints are remembered.
  private static let mostRemembered = 1_000

  init(path: String, notebook: String?) {
    self.path = path
    self.notebook = notebook
  }

  /// Keeps the runs of a cell; returns what the reader should know.
  func keep(_ runs: [FinishedRun]) -> RegistryRefusal? {
    let refusal: RegistryRefusal
    do {
      try RegistryFile(path).use(patience: Self.patience) { store in
        for run in runs { try keep(run, in: store) }
      }
      return nil
    } catch let error as RegistryRefusal {
      refusal = error
    } catch let error as EngineError {
      // The engine's other lines show the query, which the reader has not written.
      let line = error.message.prefix { !$0.isNewline }
      refusal = RegistryRefusal(reason: String(line), advice: error.hint ?? Self.wayOut)
    } catch {
      refusal = RegistryRefusal(reason: "\(error)", advice: Self.wayOut)
    }
    return state.withLock { $0.told.insert(refusal.reason).inserted } ? refusal : nil
  }

  private func keep(_ finished: FinishedRun, in store: RegistryStore) throws {
    var run = finished.run
    run.notebook = notebook
    let sources = try sources(of: finished.input, finished.names)
    run.dataset = sources.first?.fingerprint
    run.identity = identity(of: run, sources, finished.input)
    let assignments = try finished.record.assignments.map(Self.fetched)
    try store.add(run, assignments, datasets: sources)
  }

  /// What makes it the same run when the cell runs again.
  private func identity(
    of run: RegistryRun, _ sources: [RegistryDataset], _ input: Relation
  ) -> String {
    var fingerprint = Fingerprint()
    for word in [run.verb, run.name, run.notebook, run.seed.map(String.init)] {
      fingerprint.add(word ?? "\u{0}")
    }
    for fact in run.parameters {
      fingerprint.add(fact.name)
      fingerprint.add(fact.value)
    }
    for source in sources { fingerprint.add(source.fingerprint) }
    fingerprint.add((try? input.readableSQL) ?? "")
    return fingerprint.text
  }

  private static func fetched(_ assignments: RunRecord.Assignments) throws -> RegistryAssignments {
    let schema = assignments.relation.schema
    let wanted = [assignments.key, assignments.group].compactMap(\.self)
    let columns =
      if let rows = assignments.rows {
        wanted.compactMap { rows[$0] }
      } else {
        try assignments.relation.map { plan in
          plan.projected(
            wanted.compactMap { name in
              schema[name].map { NamedExpression(name, Expression($0)) }
            })
        }.collectMany().columns
      }
    guard let groups = columns.last, columns.count == wanted.count else {
      throw RegistryRefusal(reason: "the groups have no column", advice: wayOut)
    }
    let keys =
      assignments.key == nil
      ? Column(.int((0..<groups.count).map { Int64($0 + 1) })) : columns[0]
    return RegistryAssignments(keys: keys, groups: groups, groupName: assignments.group)
  }

  // MARK: Data

  /// The stored tables and files that an input reads, each with a mark of its content.
  private func sources(
    of input: Relation, _ names: [String: String]
  ) throws -> [RegistryDataset] {
    var found: [RegistryDataset] = []
    for scan in input.plan.scans {
      let mark = try fingerprint(of: scan, in: input.engine)
      let rows = scan.rowCount ?? 0
      let dataset = RegistryDataset(
        name: names[scan.relation] ?? scan.name, fingerprint: mark, rows: rows,
        columns: scan.schema.fields.count)
      if !found.contains(where: { $0.fingerprint == mark }) { found.append(dataset) }
    }
    return found
  }

  private func fingerprint(of scan: Plan.Scan, in engine: any Engine) throws -> String {
    if let known = state.withLock({ $0.fingerprints[scan.relation] }) { return known }
    if let mark = try engine.fingerprint(of: scan) {
      // Rows that stay in a file may change with it, so that only tables are remembered.
      guard !engine.isInFile(scan) else { return mark }
      state.withLock { state in
        if state.fingerprints.count >= Self.mostRemembered { state.fingerprints = [:] }
        state.fingerprints[scan.relation] = mark
      }
      return mark
    }
    // A table of an engine: its name and columns must do.
    var mark = Fingerprint()
    mark.add(scan.relation)
    for field in scan.schema.fields { mark.add("\(field.name) \(field.type.name)") }
    return mark.text
  }
}
