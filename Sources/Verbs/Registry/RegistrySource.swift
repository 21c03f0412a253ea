package import Language
import Planning
import Registry
import Syntax
import Tables

/// What the project's registry holds, as tables: runs, their parameters and groups, data sets.
package struct RegistrySource: SourceVerb {
  var form: NameSyntax?
  var entries: [Given<Scalar>] = []
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "registry",
    family: .registry,
    summary:
      "What the project's registry holds: runs of analyses, their groups, data sets, models.",
    discussion:
      "Each analysis that finds a model, groups, forecasts, anomalies or an effect leaves a run, in "
      + "notebooks and scripts: its parameters, what measures it, and which group each customer or "
      + "row got. A cell that fails leaves none, as it leaves no names: its earlier statements count "
      + "only in a cell of their own (a script is one cell, but for lines `# %%`). A "
      + "run that is done again with the same outcome keeps its number. `run 12` has parts for the "
      + "rest; `assignments 12` has the columns key and, for instance, segment; `compare 12, 15` "
      + "says where each key was and is, and whether the data were the same, with the agreement of "
      + "both as a part (adjusted Rand index: 1 is the same groups, whatever they are called, 0 is "
      + "chance). `models` lists each version that `register` kept, models and tables alike, with its "
      + "kind, time, note and size in bytes; `model \"name\"` brings it back. "
      + "`forget 12` deletes a run, `forget \"name\"` all versions that `register` kept: at once and "
      + "for good, and one row says what is gone. At most 1,000 runs are kept, the oldest go first; `TEFF_REGISTRY=off` "
      + "keeps nothing. Times are UTC.",
    parameters: [
      .form(
        \.form, ["runs", "run", "assignments", "datasets", "models", "compare", "forget"],
        "What to look at, or to delete.", required: true),
      .entries(\.entries, "The number of a run, two numbers to compare, or a name to forget."),
    ],
    parts: [
      .table("metrics", "Of `run`: what measures the result."),
      .table("about", "Of `run`: the data, the time, the notebook and cell."),
      .table("agreement", "Of `compare`: the adjusted Rand index, and how many keys moved."),
    ],
    examples: [
      Example("registry runs", "One row per run, the last first."),
      Example(
        """
        registry runs | filter verb == "rfm" | select run, name, rows, metrics
        """, "Runs are a table like any other."),
    ])

  package var changesThings: Bool { form?.text == "forget" }

  package func open(in context: RunContext) throws -> Answer {
    switch form?.text {
    case "runs":
      try expect(0, in: context)
      context.tellRegistryObstacle()
      let runs = try context.readRegistry([]) { try $0.runs() }
      var answer = try stored(RegistryTables.runs(runs), in: context)
      answer.naturalChart = .registryRuns
      return answer
    case "datasets":
      try expect(0, in: context)
      context.tellRegistryObstacle()
      let datasets = try context.readRegistry([]) { try $0.datasets() }
      return try stored(RegistryTables.datasets(datasets), in: context)
    case "models":
      try expect(0, in: context)
      context.tellRegistryObstacle()
      let versions = try context.readRegistry([]) { try $0.versions() }
      return try stored(RegistryTables.versions(versions), in: context)
    case "run":
      try expect(1, in: context)
      return try run(try number(entries[0]), in: context)
    case "assignments":
      try expect(1, in: context)
      let found = try assignments(of: entries[0], in: context)
      return try stored(RegistryTables.assignments(found), in: context)
    case "compare":
      try expect(2, in: context)
      let comparison = AssignmentComparison(
        try assignments(of: entries[0], in: context), try assignments(of: entries[1], in: context))
      let data = try entries.map { entry in
        let run = try number(entry)
        return (run: run, datasets: try context.readRegistry([]) { try $0.datasets(of: run) })
      }
      if let notice = RegistryTables.dataDiffer(data[0], data[1]) { context.notice(notice) }
      var answer = try stored(comparison.table, in: context)
      answer.parts = [Part("agreement", try stored(comparison.agreement, in: context))]
      return answer
    default:
      try expect(1, in: context)
      return try forget(entries[0], in: context)
    }
  }

  private func stored(_ table: Table, in context: RunContext) throws -> Answer {
    Answer(try context.stored(table))
  }

  // MARK: What was asked for

  /// Refuses too few or too many numbers behind the form.
  private func expect(_ count: Int, in context: RunContext) throws(Diagnostic) {
    guard entries.count != count, let form else { return }
    let example =
      count == 2
      ? "registry compare 12, 15" : "registry \(form.text)" + (count > 0 ? " 12" : "")
    let wanted = count == 0 ? "nothing" : count == 1 ? "one number" : "two numbers"
    throw Diagnostic(
      entries.count < count ? "E302" : "E306", "`registry \(form.text)` takes \(wanted)",
      at: entries.count > count ? entries[count].span : context.span,
      label: "write  \(example)")
  }

  private func number(_ entry: Given<Scalar>) throws(Diagnostic) -> Int {
    guard case .value(.int(let number), _) = entry.value else {
      throw Diagnostic(
        "E304", "a run has a whole number, and this is \(entry.value.described)", at: entry.span,
        label: "`registry runs` lists them")
    }
    return Int(number)
  }

  /// A run that is not there, with the numbers of those that are.
  private func missing(_ entry: Given<Scalar>, _ number: Int, in context: RunContext) throws
    -> Diagnostic
  {
    let numbers = try context.readRegistry([]) { try $0.runs() }.map { String($0.number) }
    let shown = numbers.prefix(12).joined(separator: ", ") + (numbers.count > 12 ? ", …" : "")
    return Diagnostic(
      "E718", "the registry has no run \(number)", at: entry.span,
      label: numbers.isEmpty
        ? "it has none yet: a run comes with `rfm`, for instance"
        : "runs here: \(shown)")
  }

  private func run(_ number: Int, in context: RunContext) throws -> Answer {
    let found = try context.readRegistry(nil) { store in
      try store.run(number).map { run in (run, try store.datasets(of: number)) }
    }
    guard let (run, datasets) = found else {
      throw try missing(entries[0], number, in: context)
    }
    var answer = try stored(RegistryTables.facts(run.parameters, "parameter"), in: context)
    let about = RegistryTables.about(run, datasets)
    answer.parts = [
      Part("metrics", try stored(RegistryTables.facts(run.metrics, "metric"), in: context)),
      Part("about", try stored(RegistryTables.facts(about, "fact"), in: context)),
    ]
    return answer
  }

  private func assignments(of entry: Given<Scalar>, in context: RunContext) throws
    -> RegistryAssignments
  {
    let number = try number(entry)
    let found = try context.readRegistry(nil) { store in
      try store.run(number).map { ($0.verb, try store.assignments(of: number)) }
    }
    guard let (verb, assignments) = found else { throw try missing(entry, number, in: context) }
    guard let assignments else {
      throw Diagnostic(
        "E718", "run \(number) is of `\(verb)`, which put nothing into groups", at: entry.span,
        label: "`registry run \(number)` has its parameters")
    }
    return assignments
  }

  // MARK: Deleting

  private func forget(_ entry: Given<Scalar>, in context: RunContext) throws -> Answer {
    if case .value(.text(let name), _) = entry.value {
      let count = try context.readRegistry(0) { try $0.deleteVersions(of: name) }
      guard count > 0 else { throw try missing(name, entry, in: context) }
      return try stored(RegistryTables.forgotten(name, "name", "versions", count), in: context)
    }
    let number = try number(entry)
    let run = try context.readRegistry(nil) { try $0.run(number) }
    let count = try context.readRegistry(nil) { try $0.deleteRun(number) }
    guard let run, let count else { throw try missing(entry, number, in: context) }
    let words = [run.verb, run.name].compactMap(\.self).joined(separator: " ")
    return try stored(
      RegistryTables.forgotten("run \(number): \(words)", "run", "assignments", count), in: context)
  }

  private func missing(_ name: String, _ entry: Given<Scalar>, in context: RunContext) throws
    -> Diagnostic
  {
    let names = Set(try context.readRegistry([]) { try $0.versions() }.map(\.name)).sorted()
    let near = Suggestion.nearest(to: name, in: names)
    return Diagnostic(
      "E718", "nothing is registered as \"\(name)\"", at: entry.span,
      label: near.map { "did you mean \"\($0)\"?" } ?? "",
      notes: names.isEmpty ? [] : ["names here: \(names.joined(separator: ", "))"])
  }
}

extension VerbParameter {
  /// Numbers of runs, or a name.
  fileprivate static func entries(_ property: Property<V, [Given<Scalar>]>, _ summary: String)
    -> Self
  {
    let description = ParameterDescription(
      "entry", summary, place: .items, accepts: .values, notation: "[n | n, m | \"name\"]")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      for item in binder.syntax.items {
        if let name = item.name {
          throw Diagnostic(
            "E306", "`registry` makes no name here", at: name.span,
            label: "leave `\(name.text) =` out")
        }
        verb[keyPath: property].append(
          Given(try binder.scalar(item.expression), item.expression.span))
      }
    }
  }
}
