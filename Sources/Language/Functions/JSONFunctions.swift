package import JSONText
package import Planning
import Syntax
import Tables

/// Values inside JSON texts.
///
/// A value of its own, such as `$REQUEST`, is read here, so that its errors can name the path and
/// no engine is asked; a column is read by its engine.
enum JSONFunctions {
  static let all: [Function] = [
    Function(
      "json", family: .choose,
      summary: "The value at a path of a JSON text; null if there is none.",
      parameters: [
        .init("s", .value([.text]), "The JSON text."),
        .init("path", .constant([.text]), "Names and positions, such as \"items[0].price\"."),
        .init(
          "as", .word(types.map(\.name)), "The type of the result; text if left out.",
          namedOnly: true),
      ],
      example: "json(payload, \"items[0].price\", as: number)", lower: field)
  ]

  private static let types: [DataType] = [
    .text, .int, .number, .bool, .date, .datetime, .list(.null),
  ]

  @Sendable private static func field(_ call: FunctionCall) throws(Diagnostic) -> Expression {
    let spelling = try call.text("path")
    guard let path = JSONPath(checking: spelling) else {
      throw Diagnostic(
        "E421", "\"\(spelling)\" is not a path in a JSON text", at: call.span(of: "path"),
        label: "write names and positions, such as \"items[0].price\"")
    }
    let type = types.first { $0.name == call.word("as") } ?? .text
    let text = try call.value("s")
    if case .literal(let value, _) = text {
      guard case .text(let document) = value,
        let found = try parsed(document, call).value(at: path), found != .null
      else { return .null(type) }
      return try literal(found, as: type, spelling, call)
    }
    if case .list = type {
      throw Diagnostic(
        "E421", "`as: list` reads one value, not a column", at: call.span(of: "as"),
        label: "read the items one by one, such as \"\(spelling)[0]\"")
    }
    let field = Expression.call(.jsonField, [text, .text(spelling)], .text)
    return type == .text ? field : .call(.parse, [field], type)
  }

  private static func parsed(_ document: String, _ call: FunctionCall) throws(Diagnostic) -> JSON {
    do { return try JSON(parsing: document) } catch {
      throw Diagnostic(
        "E710", "this text is not JSON: \(error)", at: call.span(of: "s"),
        label: "texts and names stand in double quotes there: {\"a\": \"b\"}")
    }
  }

  private static func literal(
    _ found: JSON, as type: DataType, _ path: String, _ call: FunctionCall
  ) throws(Diagnostic) -> Expression {
    if let value = found.value(as: type) {
      if case .list = type { return .literal(value, value.type) }
      return .literal(value, type)
    }
    throw Diagnostic(
      "E710", "`\(path)` is \(found.described), not \(type.described)", at: call.span,
      label: "leave `as:` out to read it as a text")
  }
}

extension JSON {
  /// The value at a path, nil if there is none.
  package func value(at path: JSONPath) -> JSON? {
    var value = self
    for step in path.steps {
      let next: JSON? =
        switch step {
        case .key(let key): value[key]
        case .index(let index):
          value.array.flatMap { $0.indices.contains(index) ? $0[index] : nil }
        }
      guard let next else { return nil }
      value = next
    }
    return value
  }
}
