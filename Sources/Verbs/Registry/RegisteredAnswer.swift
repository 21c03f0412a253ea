import JSONText
import Language
import Planning
import Registry
import Syntax
import Tables

/// An answer as the registry holds it: a table or a value, its parts, and which columns play which
/// role.
enum RegisteredAnswer {
  /// More rows belong in a file or a database.
  private static let mostRows = 5_000_000

  /// A part that the registry cannot keep, and why.
  struct Unkept {
    var part: String
    var refusal: ModelRefusal
  }

  /// What is kept of an answer, and the models among its parts that are not.
  static func sections(of answer: Answer, at span: SourceSpan) throws -> (
    kept: [(String, [UInt8])], unkept: [Unkept]
  ) {
    var sections: [(String, [UInt8])] = []
    var unkept: [Unkept] = []
    do {
      sections.append(try section("value", answer.content, at: span))
    } catch let refusal as ModelRefusal {
      throw Diagnostic(
        "E716", "the registry cannot keep this model: \(refusal.reason)", at: span,
        label: refusal.advice)
    }
    for part in answer.parts {
      if case .chart = part.answer.content { continue }
      do {
        sections.append(try section("part \(part.name)", part.answer.content, at: span))
      } catch let refusal as ModelRefusal {
        unkept.append(Unkept(part: part.name, refusal: refusal))
      }
    }
    let roles = Roles.Role.allCases.compactMap { role in
      answer.roles[role].map { (role.rawValue, $0) }
    }
    if !roles.isEmpty {
      let table = Table(
        schema: Schema([Field("role", .text), Field("column", .text)]),
        rows: roles.map { [.text($0), .text($1)] })
      sections.append(("roles", TableBytes.write(table)))
    }
    return (sections, unkept)
  }

  private static func section(_ name: String, _ content: Answer.Content, at span: SourceSpan) throws
    -> (String, [UInt8])
  {
    switch content {
    case .table(let relation):
      let rows = try relation.count()
      guard rows <= mostRows else {
        throw Diagnostic(
          "E716", "\(rows.grouped) rows are too many for the registry", at: span,
          label: "save them to a file: | save \"result.parquet\"")
      }
      return ("table \(name)", TableBytes.write(try relation.collect()))
    case .scalar(.value(let value, let type)):
      let table = Table(schema: Schema([Field("value", type)]), rows: [[value]])
      return ("scalar \(name)", TableBytes.write(table))
    case .model(let model):
      return ("model \(name)", try StoredModel.bytes(of: model))
    case .scalar, .chart:
      throw Diagnostic(
        "E716", "the registry keeps tables, values and models, and this is none", at: span,
        label: "save a chart to a file: | save \"chart.svg\"")
    }
  }

  /// What `sections` kept, with its tables in the embedded engine.
  static func answer(of sections: [(String, [UInt8])], in context: RunContext) throws -> Answer {
    var answer: Answer?
    var parts: [Part] = []
    var roles = Roles()
    for (name, bytes) in sections {
      let words = name.split(separator: " ", maxSplits: 2).map(String.init)
      guard let kind = words.first else { throw TableBytesError() }
      if kind == "model" {
        let model = Answer(.model(try StoredModel.model(of: bytes)))
        if words.count == 3 { parts.append(Part(words[2], model)) } else { answer = model }
        continue
      }
      let table = try TableBytes.read(bytes)
      let isWhole =
        name == "roles"
        ? table.columns.count == 2 : words.count > 1 && (kind == "table" || table.rowCount == 1)
      guard isWhole, kind == "table" || !table.columns.isEmpty else { throw TableBytesError() }
      if name == "roles" {
        roles = Roles(
          Dictionary(
            (0..<table.rowCount).compactMap { row in
              guard case .text(let role) = table.columns[0][row],
                case .text(let column) = table.columns[1][row]
              else { return nil }
              return Roles.Role(rawValue: role).map { ($0, column) }
            }, uniquingKeysWith: { first, _ in first }))
        continue
      }
      let content: Answer.Content =
        kind == "scalar"
        ? .scalar(.value(table.row(0)[0], table.schema.fields[0].type))
        : .table(try context.stored(table))
      if words.count == 3 {
        parts.append(Part(words[2], Answer(content)))
      } else {
        answer = Answer(content)
      }
    }
    guard var answer else { throw TableBytesError() }
    answer.parts = parts
    answer.roles = roles
    return answer
  }
}
