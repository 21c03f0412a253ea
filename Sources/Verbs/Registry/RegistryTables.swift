import Language
import Registry
import Rendering
import Tables

/// The tables of `registry`.
enum RegistryTables {
  static func runs(_ runs: [RegistryRun]) -> Table {
    Table(
      schema: Schema([
        Field("run", .int), Field("verb", .text), Field("name", .text), Field("started", .text),
        Field("rows", .int), Field("seed", .int), Field("metrics", .text),
      ]),
      rows: runs.map { run in
        let metrics = run.metrics.map { "\($0.name) \(short($0.value))" }
          .joined(separator: " · ")
        return [
          .int(Int64(run.number)), .text(run.verb), run.name.map(Value.text) ?? .null,
          .text(time(run.started)), .int(Int64(run.rows)),
          run.seed.map { .int(Int64($0)) } ?? .null, .text(metrics),
        ]
      })
  }

  /// A measure with four digits, to be seen beside others; the part `metrics` of a run has more.
  private static func short(_ value: String) -> String {
    guard value.contains("."), let number = Double(value) else { return value }
    return PlainNumber.text(number, significant: 4)
  }

  static func datasets(_ datasets: [RegistryDataset]) -> Table {
    Table(
      schema: Schema([
        Field("name", .text), Field("fingerprint", .text), Field("rows", .int),
        Field("columns", .int),
      ]),
      rows: datasets.map {
        [.text($0.name), .text($0.fingerprint), .int(Int64($0.rows)), .int(Int64($0.columns))]
      })
  }

  static func versions(_ versions: [RegistryVersion]) -> Table {
    Table(
      schema: Schema([
        Field("name", .text), Field("version", .int), Field("kind", .text),
        Field("registered", .text), Field("note", .text), Field("size", .int),
      ]),
      rows: versions.map {
        [
          .text($0.name), .int(Int64($0.version)), .text($0.kind), .text(time($0.registered)),
          $0.note.map(Value.text) ?? .null, .int(Int64($0.size)),
        ]
      })
  }

  static func facts(_ facts: [RegistryRun.Fact], _ name: String) -> Table {
    Table(
      schema: Schema([Field(name, .text), Field("value", .text)]),
      rows: facts.map { [.text($0.name), .text($0.value)] })
  }

  /// What the session knew of a run.
  static func about(_ run: RegistryRun, _ datasets: [RegistryDataset]) -> [RegistryRun.Fact] {
    var facts: [(String, String?)] = [
      ("verb", run.verb), ("name", run.name), ("started", time(run.started)),
      ("seconds", PlainNumber.text(run.duration, significant: 3)), ("rows", String(run.rows)),
      ("seed", run.seed.map(String.init)), ("engine", run.engine),
    ]
    for (place, data) in datasets.enumerated() {
      let word = place == 0 ? "data" : "data_\(place + 1)"
      facts += [
        (word, data.name), ("\(word)_fingerprint", data.fingerprint),
        ("\(word)_rows", String(data.rows)), ("\(word)_columns", String(data.columns)),
      ]
    }
    facts += [("notebook", run.notebook), ("cell", run.cell.map(String.init))]
    return facts.compactMap { name, value in value.map { .init(name, $0) } }
  }

  /// That two runs did not work on the same data, if they did not; nil where it is not known.
  static func dataDiffer(
    _ first: (run: Int, datasets: [RegistryDataset]),
    _ second: (run: Int, datasets: [RegistryDataset])
  ) -> String? {
    let (one, two) = (first.datasets, second.datasets)
    guard !one.isEmpty, !two.isEmpty,
      Set(one.map(\.fingerprint)) != Set(two.map(\.fingerprint))
    else { return nil }
    func words(_ datasets: [RegistryDataset]) -> String {
      datasets.map { "\($0.name.asCode) (\($0.rows.counted("row")))" }.joined(separator: ", ")
    }
    let (was, isNow) = (words(one), words(two))
    let difference =
      was == isNow
      ? "worked on different contents of \(was)" : "worked on different data: \(was) and \(isNow)"
    return "runs \(first.run) and \(second.run) \(difference); keys may have moved for that alone"
  }

  static func assignments(_ assignments: RegistryAssignments) -> Table {
    let name = assignments.groupName == "key" ? "group" : assignments.groupName
    return Table([("key", assignments.keys), (name, assignments.groups)])
  }

  static func forgotten(_ what: String, _ kind: String, _ unit: String, _ count: Int) -> Table {
    Table(
      schema: Schema([Field("forgotten", .text), Field("kind", .text), Field(unit, .int)]),
      rows: [[.text(what), .text(kind), .int(Int64(count))]])
  }

  private static func time(_ microseconds: Int) -> String {
    let text = ValueText.plain(.datetime(Int64(microseconds)))
    return String(text.prefix { $0 != "." })
  }
}
