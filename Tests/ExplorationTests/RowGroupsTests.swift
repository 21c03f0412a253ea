import Exploration
import Tables
import Testing

struct RowGroupsTests {
  /// Nulls, repeated values and values that only other rows have.
  private static func columns(_ count: Int, numbers: Int) -> [Column] {
    let words = ["pear", "apple", "Ähre", "fig"]
    let texts = (0..<count).map { row -> Value in
      row % 9 == 4 ? .null : .text(words[row * row % 5 % 4])
    }
    let values = (0..<count).map { row -> Value in
      row % 13 == 6 ? .null : .int(Int64(row * 7_919 % numbers) - 3)
    }
    return [Column(texts, type: .text), Column(values, type: .int)]
  }

  // Few combinations are counted, many are sorted.
  @Test(arguments: [5, 997])
  func `Groups hold the rows of equal values, in the order of the values`(numbers: Int) throws {
    let columns = Self.columns(400, numbers: numbers)
    let groups = try RowGroups(of: columns)
    var expected: [[Value]: [Int]] = [:]
    for row in 0..<400 { expected[columns.map { $0[row] }, default: []].append(row) }
    #expect(groups.keys.count == expected.count)
    for (key, rows) in zip(groups.keys, groups.rows) { #expect(expected[key] == rows) }
    for (group, rows) in groups.rows.enumerated() {
      #expect(rows.allSatisfy { groups.groupOfRow[$0] == Int32(group) })
    }
    let numbers = groups.keys.filter { $0[0] == .text("apple") }.map { $0[1] }
    #expect(numbers.last == .null)
    let known = numbers.dropLast().compactMap {
      if case .int(let number) = $0 { number } else { nil }
    }
    #expect(known == known.sorted() && known.count == numbers.count - 1)
    let texts = groups.keys.map { $0[0] }
    #expect(texts.last == .null && texts.first == .text("apple"))
  }

  @Test func `Words that no row has left are no group`() throws {
    let all = Self.columns(400, numbers: 5)[0]
    let pears = (0..<400).filter { all[$0] == .text("pear") }
    let groups = try RowGroups(of: [all.rows(pears)])
    #expect(groups.keys == [[.text("pear")]])
    #expect(groups.rows == [Array(pears.indices)])
  }
}
