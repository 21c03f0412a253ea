import Language
import Planning
import Syntax
import Tables
import Testing

@Suite struct WindowFunctionsTests {
  @Test(
    "Windows have the type of what they show",
    arguments: [
      ("lag", Expression.date, DataType.date), ("lead", .text, .text), ("cumsum", .int, .int),
      ("cumsum", .bool, .int), ("cummax", .date, .date), ("moving_mean", .int, .number),
      ("moving_sum", .int, .int), ("diff", .int, .int), ("diff", .date, .duration),
      ("pct_change", .int, .number), ("first_value", .list, .list(.text)),
    ])
  func types(name: String, argument: Expression, type: DataType) throws {
    let window = try lowered(name, ["x": argument, "n": .constant(2)], site: .rows)
    #expect(window.type == type)
  }

  @Test func `A window takes partition and order of its stage`() throws {
    let expected = WindowCall(
      .lag(3), [.int], partition: [.text], order: CallSite.rows.order, type: .int)
    let lag = try lowered("lag", ["x": .int, "n": .constant(3)], site: .rows)
    #expect(lag == .window(expected))
    #expect(
      try lowered("ntile", ["n": .constant(5)], site: .rows)
        == .window(
          WindowCall(.ntile(5), [], partition: [.text], order: CallSite.rows.order, type: .int)))
  }

  @Test func `The default of lag widens the type`() throws {
    let lag = try lowered("lag", ["x": .int, "default": .constant(0.5)], site: .rows)
    #expect(lag.type == .number)
    guard case .window(let call) = lag else {
      Issue.record("no window")
      return
    }
    #expect(call.arguments == [.call(.convert, [.int], .number), .constant(0.5)])
    let error = #expect(throws: Diagnostic.self) {
      try lowered("lag", ["x": .int, "default": .constant("none")], site: .rows)
    }
    #expect(error?.code == "E415")
  }

  @Test("Sizes are constants of at least 1", arguments: ["ntile", "lag", "moving_mean", "diff"])
  func sizes(name: String) throws {
    for n in [Expression.constant(0), .constant(1.5), .int] {
      let error = #expect(throws: Diagnostic.self) {
        try lowered(name, ["x": .int, "n": n], site: .rows)
      }
      #expect(error?.code == (n == .constant(0) ? "E420" : "E421"))
    }
    #expect(throws: Diagnostic.self) {
      let week = DurationSyntax(amount: 7, unit: .day)
      _ = try lowered(name, ["x": .int], steps: ["n": week], site: .rows)
    }
  }

  @Test("A group has no rows around", arguments: ["lag", "row_number", "scale"])
  func groups(name: String) {
    let error = #expect(throws: Diagnostic.self) {
      try lowered(name, ["x": .int], site: .group)
    }
    #expect(error?.code == "E406")
  }
}
