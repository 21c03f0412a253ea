import Language
import Planning
import Syntax
import Tables
import Testing

@Suite struct NumberFunctionsTests {
  @Test(
    "Ints stay ints where the result is whole",
    arguments: [
      ("abs", DataType.int, DataType.number), ("round", .int, .number), ("floor", .int, .number),
      ("ceil", .int, .number), ("sign", .int, .number), ("sqrt", .number, .number),
      ("exp", .number, .number), ("log", .number, .number), ("log10", .number, .number),
    ])
  func types(name: String, ofInt: DataType, ofNumber: DataType) throws {
    #expect(try lowered(name, ["x": .int]).type == ofInt)
    #expect(try lowered(name, ["x": .number]).type == ofNumber)
  }

  @Test func `Rounding an int to digits after the point changes nothing`() throws {
    #expect(try lowered("round", ["x": .int]) == .int)
    #expect(try lowered("round", ["x": .int, "d": .constant(2)]) == .int)
    #expect(
      try lowered("round", ["x": .int, "d": .constant(-2)])
        == .call(.round, [.int, .constant(-2)], .int))
    #expect(
      try lowered("round", ["x": .number]) == .call(.round, [.number, .constant(0)], .number))
    #expect(throws: Diagnostic.self) { try lowered("round", ["x": .number, "d": .int]) }
  }

  @Test func `Both sides of mod, least and greatest get one type`() throws {
    let widened = Expression.call(.convert, [.int], .number)
    #expect(
      try lowered("mod", ["a": .int, "b": .number])
        == .call(.modulo, [widened, .number], .number))
    #expect(
      try lowered("mod", ["a": .int, "b": .constant(12)])
        == .call(.modulo, [.int, .constant(12)], .int))
    #expect(
      try lowered("least", ["x": .int, "x": .number, "x": .constant(3)])
        == .call(.least, [widened, .number, .constant(3.0)], .number))
    #expect(throws: Diagnostic.self) { try lowered("greatest", ["x": .int]) }
    let error = #expect(throws: Diagnostic.self) {
      try lowered("greatest", ["x": .int, "x": .text])
    }
    #expect(error?.code == "E415")
  }

  @Test func `Clip compares, so that null stays null`() throws {
    let clipped = try lowered("clip", ["x": .int, "lo": .constant(0), "hi": .constant(9)])
    #expect(clipped.type == .int)
    guard case .branches(let branches, let otherwise, _) = clipped else {
      Issue.record("no branches")
      return
    }
    #expect(branches.map(\.value) == [.constant(0), .constant(9)])
    #expect(otherwise == .int)
    let error = #expect(throws: Diagnostic.self) {
      try lowered("clip", ["x": .int, "lo": .constant(9), "hi": .constant(0)])
    }
    #expect(error?.label == "swap them")
  }

  @Test func `Scale is a z-score over the group`() throws {
    let scaled = try lowered("scale", ["x": .int], site: .rows)
    guard case .call(.divide, let sides, .number) = scaled, case .window(let sd) = sides[1] else {
      Issue.record("no quotient: \(scaled)")
      return
    }
    #expect(sd.function == .aggregate(.standardDeviation))
    #expect(sd.partition == [.text])
    #expect(sd.order.isEmpty)
  }
}

@Suite struct BinFunctionsTests {
  @Test(
    "Numbers go into bins of a width above 0",
    arguments: [
      (Expression.int, Expression.constant(10), DataType.int), (.int, .constant(2.5), .number),
      (.number, .constant(10), .number),
    ])
  func numbers(x: Expression, width: Expression, type: DataType) throws {
    let bin = try lowered("bin", ["x": x, "width": width])
    #expect(bin.type == type)
    guard case .call(.binNumber, let arguments, _) = bin else {
      Issue.record("no bin")
      return
    }
    #expect(arguments.allSatisfy { $0.type == type })
  }

  @Test(
    "Widths that make no sense are refused",
    arguments: [
      (Expression.int, Expression.constant(0)), (.int, .constant(-1)), (.date, .constant(7)),
      (.int, .literal(.duration(86_400_000_000), .duration)),
      (.date, .literal(.duration(0), .duration)),
      (.datetime, .literal(.duration(36 * 3_600_000_000), .duration)),
      (.datetime, .literal(.duration(1), .duration)),
    ])
  func refusals(x: Expression, width: Expression) {
    #expect(throws: Diagnostic.self) { try lowered("bin", ["x": x, "width": width]) }
  }

  @Test(
    "Steps become a whole number of one unit",
    arguments: [
      (1.0, DurationSyntax.Unit.month, 1, "mo", DataType.date), (2, .week, 2, "w", .date),
      (7, .day, 7, "d", .date), (1, .quarter, 1, "q", .date), (24, .hour, 1, "d", .date),
      (0.5, .week, 84, "h", .null), (1.5, .hour, 90, "min", .datetime),
      (6, .hour, 6, "h", .datetime),
      (90, .second, 90, "s", .datetime), (0.25, .second, 250, "ms", .datetime),
      (1.5, .month, 0, "", .null), (0, .day, 0, "", .null), (-1, .year, 0, "", .null),
    ])
  func steps(
    amount: Double, unit: DurationSyntax.Unit, count: Int, spelling: String, type: DataType
  ) throws {
    let step = ["width": DurationSyntax(amount: amount, unit: unit)]
    guard type != .null else {
      #expect(throws: Diagnostic.self) { try lowered("bin", ["x": .datetime], steps: step) }
      return
    }
    #expect(
      try lowered("bin", ["x": .datetime], steps: step)
        == .call(.binDate, [.datetime, .constant(count), .constant(spelling)], type))
  }

  @Test func `A bin within the day makes a datetime of a date`() throws {
    let hours = ["width": DurationSyntax(amount: 6, unit: .hour)]
    let midnight = Expression.call(.convert, [.date], .datetime)
    #expect(
      try lowered("bin", ["x": .date], steps: hours)
        == .call(.binDate, [midnight, .constant(6), .constant("h")], .datetime))
  }

  @Test func `Cut names its classes`() throws {
    let breaks = Expression.literal(.list([.int(10), .number(20.5)]), .list(.number))
    guard
      case .branches(let branches, nil, .text) = try lowered("cut", ["x": .int, "breaks": breaks])
    else {
      Issue.record("no branches")
      return
    }
    #expect(
      branches.map(\.value) == [.constant("< 10"), .constant("10 – 20.5"), .constant("≥ 20.5")])
    #expect(
      branches.map(\.condition) == [
        .call(.less, [.int, .constant(10)], .bool), .call(.less, [.int, .constant(20.5)], .bool),
        .call(.greaterOrEqual, [.int, .constant(20.5)], .bool),
      ])
  }

  @Test(
    "Breaks rise, and labels fit",
    arguments: [
      ([Value.int(20), .int(10)], nil as [Value]?), ([], nil), ([.int(1), .int(1)], nil),
      ([.text("a")], nil), ([.int(1)], [Value.text("low")]),
      ([.int(1)], [.text("a"), .text("b"), .text("c")]), ([.int(1)], [.int(1), .int(2)]),
    ])
  func cutRefusals(breaks: [Value], labels: [Value]?) {
    #expect(throws: Diagnostic.self) {
      let list = Expression.literal(.list(breaks), .list(.int))
      guard let labels else { return try lowered("cut", ["x": .int, "breaks": list]) }
      let names = Expression.literal(.list(labels), .list(.text))
      return try lowered("cut", ["x": .int, "breaks": list, "labels": names])
    }
  }
}
