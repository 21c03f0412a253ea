import Exploration
import Tables
import Testing

struct TableProfileTests {
  private func kinds(_ values: [Value], _ type: DataType, today: Int? = nil) throws
    -> [ProfileFinding.Kind]
  {
    var options = ProfileOptions()
    options.today = today
    options.countsDuplicates = false
    let table = Table([("x", Column(values, type: type))])
    return try TableProfile(of: table, options: options).findings.map(\.kind)
  }

  @Test func `What is constant, missing or an id is said`() throws {
    #expect(try kinds([.int(4), .int(4), .null], .int) == [.constant(.int(4))])
    #expect(try kinds([.null, .null], .int) == [.allMissing])
    #expect(
      try kinds([.null, .null, .int(1), .int(2)], .int) == [.mostlyMissing(rows: 2, share: 0.5)])
    #expect(try kinds((0..<30).map { .int($0) }, .int) == [.identifier(rows: 30)])
    #expect(try kinds([], .int) == [])
  }

  @Test func `Twins far outside are told with the fences`() throws {
    let usual: [Value] = (0..<100).map { .int(Int64($0 % 9 + 1)) }
    let kinds = try kinds(usual + [.int(80_995), .int(-80_995)], .int)
    #expect(
      kinds.contains(.outlierTwins(low: -80_995, high: 80_995, fences: (-9.0)...19.0)))
    #expect(kinds.contains(.outliers(rows: 2, fences: (-9.0)...19.0)))
  }

  @Test func `Texts that mean the same, or something else`() throws {
    let names = ["North", "north", "NORTH ", "South", "North"]
    let found = try kinds(names.map { .text($0) }, .text)
    #expect(
      found == [
        .variants(
          groups: 1,
          example: [
            ValueCount(value: .text("North"), rows: 2), ValueCount(value: .text("NORTH "), rows: 1),
            ValueCount(value: .text("north"), rows: 1),
          ]),
        .padded(rows: 1),
      ])
    let numbers = ["1", "-2.5", "1,200.50", "$3", "4%", "1e5"]
    #expect(try kinds(numbers.map { .text($0) }, .text) == [.numbersAsText(rows: 6, others: 0)])
    let codes = ["007", "12a", "1-2", "-", "1e", ".", ""]
    #expect(try kinds(codes.map { .text($0) }, .text) == [.blank(rows: 1)])
    let dates = ["2024-01-31", "31/01/2024", "1.2.24", "2024-01-31 10:00"]
    #expect(try kinds(dates.map { .text($0) }, .text) == [.datesAsText(rows: 4, others: 0)])
  }

  @Test func `Dates that can hardly be are counted`() throws {
    let days: [Value] = [.date(-25_567), .date(19_000), .date(30_000)]
    #expect(
      try kinds(days, .date, today: 20_000) == [
        .implausibleDates(rows: 1, earliest: .date(-25_567), latest: .date(30_000)),
        .futureDates(rows: 1, latest: .date(30_000)),
      ])
    #expect(try kinds([.date(19_000), .date(30_000)], .date) == [])
  }

  @Test(arguments: [1, 2, 3])
  func `Repeated rows are found whatever the types`(threads: Int) throws {
    let count = 3_000
    let rows = Array(0..<count)
    let ints = Column(.int(rows.map { Int64($0 % 1_000) }))
    let halves: [Value] = rows.map { $0 % 10 == 0 ? .null : .number(Double($0 % 500) / 2) }
    let texts: [Value] = rows.map { .text("t\($0 % 250)") }
    let flags = Column(.bool(rows.map { $0 < 2_500 }))
    let table = Table([
      ("a", ints), ("b", Column(halves, type: .number)), ("c", Column(texts, type: .text)),
      ("d", flags),
    ])
    // Rows 0 to 999, once more with other flags from 2,500 on.
    let profile = try TableProfile(of: table, options: ProfileOptions(threads: threads))
    #expect(profile.repeatedRows == count - 1_500)
    #expect(profile.findings.first?.kind == .repeatedRows(1_500))
    #expect(profile.columns.map(\.name) == ["a", "b", "c", "d"])
  }

  @Test func `Results do not depend on the number of threads`() throws {
    let table = Table([
      ("a", ColumnProfileTests.tenths),
      ("b", Column(.int((0..<2_000).map { Int64($0 * 37 % 501) }))),
    ])
    let one = try TableProfile(of: table, options: ProfileOptions(threads: 1))
    #expect(try TableProfile(of: table, options: ProfileOptions(threads: 4)) == one)
  }

  @Test func `Columns that are null together make a pattern`() throws {
    let table = Table([
      ("a", Column([.int(1), .null, .null, .int(4), .int(5)], type: .int)),
      ("b", Column([.int(1), .null, .null, .null, .int(5)], type: .int)),
      ("c", Column([.int(1), .int(2), .int(3), .int(4), .int(5)], type: .int)),
    ])
    let patterns = try TableProfile(of: table).missing
    #expect(patterns.map(\.columns) == [["a", "b"], ["b"]])
    #expect(patterns.map(\.rows) == [2, 1] && patterns.map(\.share) == [0.4, 0.2])
  }

  @Test func `A thousand columns with gaps`() throws {
    func column(_ index: Int) -> Column {
      let values: [Value] = (0..<20).map { $0 == index % 20 ? .null : .int(Int64($0)) }
      return Column(values, type: .int)
    }
    let table = Table((0..<1_000).map { ("c\($0)", column($0)) })
    let profile = try TableProfile(of: table)
    #expect(profile.columns.count == 1_000)
    #expect(profile.missing.count == 20 && profile.missing.allSatisfy { $0.columns.count == 50 })
  }

  @Test func `No rows and no columns are a profile too`() throws {
    let empty = try TableProfile(of: Table([("x", Column(.number([])))]))
    #expect(empty.rows == 0 && empty.columns[0].distinct == 0 && empty.findings.isEmpty)
    #expect(try TableProfile(of: Table([])).columns.isEmpty)
  }

  @Test func `Small groups of a column with many texts`() throws {
    let texts: [Value] = (0..<1_000).map { .text("t\($0)") }
    let keys: [Value] = (0..<1_000).map { .int(Int64($0 / 20)) }
    let table = Table([
      ("k", Column(keys, type: .int)), ("t", Column(texts, type: .text)),
    ])
    let groups = try TableProfile.byGroup(of: table, keys: [0])
    #expect(groups.count == 50)
    #expect(groups[1].profile.columns[0].distinct == 20)
    #expect(groups[1].profile.columns[0].minimum == .text("t20"))
    #expect(groups[1].profile.columns[0].top.first?.value == .text("t20"))
  }

  @Test func `Groups come in the order of their keys, nulls last`() throws {
    let table = Table([
      ("k", Column([.text("b"), .text("a"), .null, .text("b")], type: .text)),
      ("x", Column([.int(1), .int(2), .int(3), .int(5)], type: .int)),
    ])
    let groups = try TableProfile.byGroup(of: table, keys: [0])
    #expect(groups.map(\.key) == [[.text("a")], [.text("b")], [.null]])
    #expect(groups.map(\.profile.columns[0].numbers?.mean) == [2, 3, 3])
    #expect(groups.allSatisfy { $0.profile.columns.map(\.name) == ["x"] })
  }
}
