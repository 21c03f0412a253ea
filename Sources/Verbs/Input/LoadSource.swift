package import Language
import Planning
import Syntax
import Tables
import Tasks
import TeachingSets

/// A table from files, from the engine, or a teaching set.
package struct LoadSource: SourceVerb {
  var form: NameSyntax?
  var path: Given<String>?
  var types: [Field] = []
  var names = FileSource.Names.keep
  var nulls: [String]?
  var delimiter: String?
  var encoding: String?
  var decimal: String?
  var sheet: FileSource.Sheet?
  var badRows = FileSource.BadRows.refuse
  var file = false
  var rows: Int?
  var seed: Int?
  package init() {}

  package static let declaration = Declaration<Self>(
    name: "load",
    family: .input,
    summary: "A table from a file, from the engine's tables, or a teaching set.",
    discussion:
      "CSV, TSV, JSON, JSON lines, Parquet and XLSX, texts also as `.gz`, and patterns such "
      + "as `sales-*.csv`; relative paths start at the notebook's folder. An address that begins "
      + "with `https://` or `http://` is fetched once in a session, up to 1 GiB "
      + "(`TEFF_DOWNLOAD_LIMIT` sets other MiB), with the server's certificate checked. Of a "
      + "workbook one sheet is read, whose first row names the columns. Types are found on the "
      + "whole file; a row that does not fit is an error with its line, or is left out with "
      + "`bad_rows: skip`. A time with an offset, such as `+01:00`, becomes the moment in UTC. "
      + "`load table \"t\"` reads a table of the engine. `load sample` makes one "
      + "of "
      + teachingSets.joined(separator: ", ")
      + ", with the truth behind it in the part `truth`.",
    parameters: [
      .form(\.form, ["table", "sample"], "What the text names, if not a file."),
      .text(\.path, "path", "The path, the table or the teaching set.", accepts: .path),
      .types(\.types, "types", "Types of columns: {InvoiceNo: text}."),
      .word(\.names, "names", "Keep the names, or make them snake_case.", default: .keep),
      .texts(\.nulls, "nulls", "Texts that stand for null.", defaultText: "[\"\"]"),
      .option(\.delimiter, "delimiter", "The sign between fields, if it should not be found."),
      .option(\.encoding, "encoding", "The encoding, if it should not be found."),
      .option(\.decimal, "decimal", "The sign before decimals: \",\" reads 1.234,56 as a number."),
      .sheet(\.sheet, "sheet", "The sheet of a workbook: its name, or its place from 1."),
      .word(
        \.badRows, "bad_rows", "Refuse rows that do not fit, or skip and count them.",
        default: .refuse),
      .option(\.file, "file", "Add a column with the file's name.", default: false),
      .option(\.rows, "rows", "How many rows a teaching set has.", in: 1...10_000_000),
      .option(\.seed, "seed", "The seed of a teaching set."),
      .later("timezone"),
    ],
    parts: [
      .table("rejected", "The rows that `bad_rows: skip` left out."),
      .table("truth", "What is known to be true of a teaching set."),
    ],
    examples: [
      Example(#"orders = load sample "orders""#, "A web shop's order lines."),
      Example(
        #"raw = load "sales.csv" types: {InvoiceNo: text}, nulls: ["", "NA"]"#, "A CSV file."),
      Example(#"returns = load "book.xlsx" sheet: "Returns""#, "A sheet of a workbook."),
    ])

  /// The names that `load sample` knows.
  package static let teachingSets = TeachingSetName.allCases.map(\.rawValue)

  package func open(in context: RunContext) throws -> Answer {
    guard let path else { throw Diagnostic("E302", "`load` needs a path", at: context.span) }
    switch form?.text {
    case "sample": return try sample(path, in: context)
    case "table": return try table(path, in: context)
    default: return try files(path, in: context)
    }
  }

  private func files(_ path: Given<String>, in context: RunContext) throws -> Answer {
    if let decimal, decimal != ",", decimal != "." {
      throw Diagnostic("E304", "`decimal:` is \",\" or \".\"", at: context.span)
    }
    var source = FileSource(path.value, in: context.workingFolder)
    source.types = Dictionary(uniqueKeysWithValues: types.map { ($0.name, $0.type) })
    source.names = names
    if let nulls { source.nulls = nulls }
    source.delimiter = delimiter
    source.encoding = encoding
    source.hasDecimalComma = decimal == ","
    source.sheet = sheet
    source.badRows = badRows
    source.includesFileName = file
    let loaded = try context.embedded.load(source, progress: context.progress)
    for notice in loaded.notices { context.notice(notice, code: "W606") }
    var answer = Answer(Relation(.scan(loaded.scan), in: context.embedded))
    if loaded.rejectedCount > 0, let rejected = loaded.rejected {
      let rows = loaded.rejectedCount
      context.notice(
        "\(loaded.scan.name): \(rows.counted("row")) left out; "
          + "see the part `rejected`", code: "W605")
      answer.footer = "\(rows.counted("bad row")) left out"
      answer.parts = [try stored("rejected", rejected, in: context)]
    } else {
      // Rows that do not fit are an error, unless they are left out: here all did.
      answer.absentParts = [
        AbsentPart("rejected", reason: "every row fitted", advice: "look at the table itself")
      ]
    }
    return answer
  }

  private func table(_ name: Given<String>, in context: RunContext) throws -> Answer {
    let engine = context.session
    let parts = name.value.split(separator: ".").map { engine.dialect.identifier(String($0)) }
    let relation = parts.joined(separator: ".")
    let schema: Schema
    do { schema = try engine.schema(ofQuery: "SELECT * FROM \(relation)") } catch let error
      as EngineError where error.kind == .query
    {
      throw Diagnostic(
        "E102", "\(engine.name) has no table \"\(name.value)\"", at: name.span,
        label: "`| save table` makes one; names of the session stand alone, without `load`")
    }
    for notice in try engine.notices(ofQuery: "SELECT * FROM \(relation)") {
      context.notice(notice, code: "W606")
    }
    let scan = Plan.Scan(relation: relation, name: name.value, schema: schema, isOrdered: false)
    return Answer(Relation(.scan(scan), in: engine))
  }

  private func sample(_ name: Given<String>, in context: RunContext) throws -> Answer {
    guard let known = TeachingSetName(rawValue: name.value) else {
      let near = Suggestion.nearest(to: name.value, in: Self.teachingSets)
      throw Diagnostic(
        "E702", "there is no teaching set \"\(name.value)\"", at: name.span,
        label: near.map { "did you mean \"\($0)\"?" } ?? "",
        fix: near.map { .init(name.span, "\"\($0)\"") },
        notes: ["teaching sets: \(Self.teachingSets.joined(separator: ", "))"])
    }
    let set = try known.make(
      rows: rows, seed: seed.map { UInt64(bitPattern: Int64($0)) } ?? 42,
      checking: context.cancellation.check)
    var scan = try context.embedded.store(set.table)
    scan.name = name.value
    var answer = Answer(Relation(.scan(scan), in: context.embedded))
    answer.parts = [try stored("truth", set.truth, in: context)]
    return answer
  }

  private func stored(_ name: String, _ table: Table, in context: RunContext) throws -> Part {
    Part(name, Answer(Relation(.scan(try context.embedded.store(table)), in: context.embedded)))
  }
}

extension VerbParameter {
  /// A list of texts.
  fileprivate static func texts(
    _ property: Property<V, [String]?>, _ name: String, _ summary: String, defaultText: String
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .values, defaultText: defaultText,
      notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      let syntax = try option.expression(named: name)
      guard case .value(.list(let values), _) = try binder.scalar(syntax) else {
        throw Diagnostic("E304", "`\(name):` is a list of texts", at: syntax.span)
      }
      verb[keyPath: property] = values.compactMap {
        if case .text(let text) = $0 { text } else { nil }
      }
    }
  }

  /// The name or the number of a sheet.
  fileprivate static func sheet(
    _ property: Property<V, FileSource.Sheet?>, _ name: String, _ summary: String
  ) -> Self {
    let description = ParameterDescription(
      name, summary, place: .option, accepts: .values, notation: "\(name):")
    return Self(description) { (verb: inout V, binder: inout StageBinder) throws(Diagnostic) in
      guard let option = binder.option(name) else { return }
      let syntax = try option.expression(named: name)
      switch try binder.scalar(syntax) {
      case .value(.text(let title), _): verb[keyPath: property] = .name(title)
      case .value(.int(let number), _) where number >= 1:
        verb[keyPath: property] = .number(Int(number))
      default:
        throw Diagnostic(
          "E304", "`\(name):` is the name of a sheet, or its place from 1", at: syntax.span)
      }
    }
  }
}
