import Language
import Planning
import Syntax
import Tables
import Testing

@Suite struct AggregateFunctionsTests {
  @Test(
    "Aggregates have the type that the language says",
    arguments: [
      ("count", Expression.text, DataType.int), ("count_distinct", .text, .int),
      ("sum", .int, .int), ("sum", .number, .number), ("sum", .bool, .int),
      ("mean", .int, .number), ("mean", .bool, .number), ("median", .int, .number),
      ("min", .text, .text), ("max", .datetime, .datetime), ("max", .bool, .int),
      ("sd", .int, .number), ("var", .number, .number), ("mode", .text, .text),
      ("first", .list, .list(.text)), ("last", .date, .date), ("any", .bool, .bool),
      ("all", .bool, .bool), ("list", .date, .list(.date)), ("share", .int, .number),
    ])
  func types(name: String, argument: Expression, type: DataType) throws {
    let site = CallSite(mode: .group, order: [SortKey(.date)])
    let grouped = try lowered(name, ["x": argument], site: site)
    #expect(grouped.type == type)
    guard case .aggregate = grouped else {
      Issue.record("\(name) is no aggregate: \(grouped)")
      return
    }
    let window = try lowered(name, ["x": argument], site: .rows)
    #expect(window.type == type)
    guard case .window(let call) = window else {
      Issue.record("\(name) is no window: \(window)")
      return
    }
    #expect(call.partition == [.text])
  }

  @Test func `Only first, last and list follow the order`() throws {
    for name in ["first", "last", "list", "sum"] {
      guard case .window(let call) = try lowered(name, ["x": .int], site: .rows) else {
        Issue.record("\(name) is no window")
        continue
      }
      switch name {
      case "sum": #expect(call.order.isEmpty)
      case "list": #expect(call.order == CallSite.rows.order + [SortKey(.int)])
      default: #expect(call.order == CallSite.rows.order)
      }
    }
  }

  @Test func `Sum, mean, min, max and share count truth as one`() throws {
    for name in ["sum", "mean", "min", "max", "share"] {
      guard case .aggregate(let call) = try lowered(name, ["x": .bool], site: .group) else {
        Issue.record("\(name) is no aggregate")
        continue
      }
      #expect(call.arguments == [.call(.convert, [.bool], .int)])
    }
  }

  @Test func `where: goes along`() throws {
    let expected = AggregateCall(.count, [], where: .bool, type: .int)
    #expect(try lowered("count", ["where": .bool], site: .group) == .aggregate(expected))
    guard case .window(let call) = try lowered("count", ["where": .bool], site: .rows) else {
      Issue.record("no window")
      return
    }
    #expect(call.condition == .bool)
  }

  @Test func `A quantile takes a share between 0 and 1`() throws {
    let ninth = try lowered("quantile", ["x": .int, "p": .constant(0.9)], site: .group)
    #expect(ninth == .aggregate(AggregateCall(.quantile(0.9), [.int], type: .number)))
    let error = #expect(throws: Diagnostic.self) {
      try lowered("quantile", ["x": .int, "p": .constant(90)], site: .group)
    }
    #expect(error?.label == "write 90%")
    #expect(error?.span == SourceSpan(5, 9))
  }

  @Test("Outside of groups and rows an aggregate is an error", arguments: ["count", "first"])
  func scalar(name: String) {
    let error = #expect(throws: Diagnostic.self) { try lowered(name, ["x": .int]) }
    #expect(error?.code == "E406")
  }

  @Test(
    "What follows an order asks for one",
    arguments: ["first", "last", "row_number", "lag", "cumsum", "rank", "diff"])
  func order(name: String) {
    let error = #expect(throws: Diagnostic.self) {
      try lowered(name, ["x": .int], site: .unordered)
    }
    #expect(error?.code == "E405")
    #expect(error?.label.contains("sort") == true)
  }
}
