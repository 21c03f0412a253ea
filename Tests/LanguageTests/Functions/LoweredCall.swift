import Language
import Planning
import Syntax
import Tables
import Testing

/// The expression that a function makes of bound arguments, as the binder would pass them.
func lowered(
  _ name: String, _ arguments: KeyValuePairs<String, Expression> = [:],
  steps: [String: DurationSyntax] = [:], words: [String: String] = [:],
  site: CallSite = CallSite(mode: .scalar)
) throws -> Expression {
  let function = try #require(FunctionCatalog.standard[name])
  var bound: [String: [FunctionCall.Argument]] = [:]
  for (parameter, expression) in arguments {
    bound[parameter, default: []].append(.init(.expression(expression), span: .init(5, 9)))
  }
  for (parameter, step) in steps { bound[parameter] = [.init(.step(step), span: .init(5, 9))] }
  for (parameter, word) in words { bound[parameter] = [.init(.word(word), span: .init(5, 9))] }
  return try function.lower(
    FunctionCall(function: name, span: .init(0, 10), arguments: bound, site: site))
}

extension Expression {
  static let int = Expression.column("i", .int)
  static let number = Expression.column("x", .number)
  static let text = Expression.column("s", .text)
  static let bool = Expression.column("b", .bool)
  static let date = Expression.column("d", .date)
  static let datetime = Expression.column("t", .datetime)
  static let duration = Expression.column("u", .duration)
  static let list = Expression.column("l", .list(.text))

  static func constant(_ value: Int) -> Expression { .literal(.int(Int64(value)), .int) }
  static func constant(_ value: Double) -> Expression { .literal(.number(value), .number) }
  static func constant(_ value: String) -> Expression { .literal(.text(value), .text) }
  static func constant(_ value: Bool) -> Expression { .literal(.bool(value), .bool) }
}

extension CallSite {
  static let group = CallSite(mode: .group)
  static let rows = CallSite(
    mode: .rows, partition: [.text], order: [SortKey(.date, descending: true)])
  static let unordered = CallSite(mode: .rows)
}
