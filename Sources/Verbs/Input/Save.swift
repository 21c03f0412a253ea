import Charts
import FoundationEssentials
import Glibc
package import Language
package import Planning
package import Syntax
package import Tables

/// Writes a table or a chart to a file, or a table into the engine, and passes it on.
package struct Save: Verb {
  package enum Mode: String, CaseIterable, Sendable { case replace, append, fail }
  var form: NameSyntax?
  var path: Given<String>?
  var overwrite = true
  var mode = Mode.replace
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "save",
    family: .input,
    summary: "Writes a table or a chart to a file, or a table into the engine, and passes it on.",
    discussion: "The ending says how: .csv .tsv .parquet .json for tables, .svg .html for charts. "
      + "Folders are made. The old file stays until the new one is complete.",
    parameters: [
      .form(\.form, ["table"], "Write a table of the engine instead of a file."),
      .text(\.path, "path", "The file or the table.", accepts: .path),
      .option(\.overwrite, "overwrite", "Whether a file may be replaced.", default: true),
      .word(\.mode, "mode", "What happens to a table that is there.", default: .replace),
    ],
    examples: [
      Example(
        #"orders | filter region == "Coast" | save "coast.csv""#, "A CSV file."),
      Example(#"orders | save table "orders_kept""#, "A table of the engine."),
    ],
    keepsRoles: true, isEffect: true, takes: [.table, .chart])

  package func schema(of input: Schema) throws(Diagnostic) -> Schema { input }

  package func shape(of input: Shape) throws(Diagnostic) -> Shape { input }

  package func run(on input: Relation, in context: RunContext) throws -> Answer {
    try apply(to: Answer(input), in: context)
  }

  package func apply(to input: Answer, in context: RunContext) throws -> Answer {
    guard let path else { throw Diagnostic("E302", "`save` needs a path", at: context.span) }
    let line: String
    switch (form?.text, input.content) {
    case ("table", .table(let relation)): line = try saveTable(relation, path)
    case (_, .table(let relation)): line = try saveFile(relation, path, in: context)
    case (_, .chart(let chart)): line = try saveChart(chart.chart, path, in: context)
    case (_, .scalar):
      throw Diagnostic(
        "E312", "`save` needs a table or a chart, and this is a value", at: context.span)
    case (_, .model):
      throw Diagnostic(
        "E312", "`save` needs a table or a chart, and this is a model", at: context.span,
        label: "keep it in the registry: | register \"name\"")
    }
    try context.show(input, .line(line))
    return input
  }

  private func saveFile(_ relation: Relation, _ path: Given<String>, in context: RunContext) throws
    -> String
  {
    let name = path.value
    let ending = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? ""
    guard let format = FileFormat(rawValue: ending.lowercased()) else {
      throw Diagnostic(
        "E706", "a table cannot be written as \".\(ending)\"", at: path.span,
        label: "end the name in .csv .tsv .parquet or .json")
    }
    let target = try target(path, in: context)
    // A relation of another engine is fetched first: files are written by the embedded one.
    let own =
      relation.engine.name == context.embedded.name
      ? relation
      : Relation(.scan(try context.embedded.store(relation.collect())), in: context.embedded)
    let rows = try writing(path) {
      try context.embedded.save(own.sql, to: target.path, as: format)
    }
    return "saved \(rows.counted("row")) to \(target.fileName)\(overwriteNote)"
  }

  private func saveChart(_ chart: Chart, _ path: Given<String>, in context: RunContext) throws
    -> String
  {
    let name = path.value
    let rendered = try chart.rendered()
    let content: String
    if name.lowercased().hasSuffix(".svg") {
      content = rendered.svg
    } else if name.lowercased().hasSuffix(".html") {
      content = "<!doctype html><meta charset=\"utf-8\">\n" + rendered.html
    } else {
      throw Diagnostic(
        "E706", "a chart is written as .svg or .html", at: path.span,
        label: "end the name in .svg")
    }
    let target = try target(path, in: context)
    try writing(path) {
      try Data(content.utf8).write(to: URL(filePath: target.path), options: .atomic)
    }
    return "saved the chart to \(target.fileName)\(overwriteNote)"
  }

  private func saveTable(_ relation: Relation, _ path: Given<String>) throws -> String {
    let name = path.value
    let engine = relation.engine
    let table = name.split(separator: ".").map { engine.dialect.identifier(String($0)) }
      .joined(separator: ".")
    let rows = try relation.count()
    let statement =
      switch mode {
      case .replace: "CREATE OR REPLACE TABLE \(table) AS"
      case .append: "INSERT INTO \(table)"
      case .fail: "CREATE TABLE \(table) AS"
      }
    do {
      try engine.execute("\(statement)\n\(relation.sql)")
    } catch let error as EngineError where error.kind == .query {
      throw Diagnostic(
        "E706", "cannot save to table \(name)", at: path.span,
        label: mode == .fail ? "choose another name, or leave `mode: fail` out" : "",
        notes: [error.message.split(separator: "\n").first.map(String.init) ?? error.message])
    }
    return "saved \(rows.counted("row")) to table \(name)"
  }

  private func target(_ given: Given<String>, in context: RunContext) throws -> (
    path: String, fileName: String
  ) {
    let name = given.value
    let path = name.hasPrefix("/") ? name : context.workingFolder + "/" + name
    let fileName = name.split(separator: "/").last.map(String.init) ?? name
    let exists = FileManager.default.fileExists(atPath: path)
    // A pipe or a device would be replaced by a file, and its readers would get nothing.
    guard !exists || Self.isPlainFile(path) else {
      throw Diagnostic(
        "E706", "\(fileName) is not a file, and is not replaced by one", at: given.span,
        label: "choose another path")
    }
    if exists && !overwrite {
      throw Diagnostic(
        "E706", "\(fileName) is there already", at: given.span,
        label: "choose another name, or leave `overwrite: false` out")
    }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    try writing(given) {
      if !folder.isEmpty && !FileManager.default.fileExists(atPath: folder) {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true)
      }
    }
    return (path, fileName)
  }

  /// Whether a path leads to a file, not to a folder, a pipe or a device.
  private static func isPlainFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Said always, so that the output is the same the second time.
  private var overwriteNote: String { overwrite ? " (overwrite: true)" : "" }

  /// Turns a failure to write into an error with a way out.
  private func writing<T>(_ path: Given<String>, _ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let error as EngineError where !error.isAboutTarget {
      throw error
    } catch {
      let words = (error as? EngineError)?.message ?? "the target cannot be written"
      throw Diagnostic(
        "E706", "cannot save to \(path.value.split(separator: "/").last.map(String.init) ?? "")",
        at: path.span, label: "choose a folder that can be written",
        notes: [words.split(separator: "\n").first.map(String.init) ?? words])
    }
  }
}

extension EngineError {
  /// Whether the target is at fault, and not the rows on their way to it.
  fileprivate var isAboutTarget: Bool { kind == .badFile || message.contains("Catalog Error") }
}
