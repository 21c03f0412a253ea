import Registry
import Tables

/// Where each key was in one run and is in another, and how far both agree.
struct AssignmentComparison {
  /// The columns key, before and after, null where a run does not have the key.
  ///
  /// Keys stand in the order of the first run, then come those that only the second has.
  let table: Table
  /// One row: the adjusted Rand index and how many of the keys of both moved.
  let agreement: Table

  /// Keys of different types are compared as texts.
  init(_ before: RegistryAssignments, _ after: RegistryAssignments) {
    let isSame = before.keys.type == after.keys.type
    func key(_ column: Column, _ row: Int) -> Value {
      isSame || column[row].isNull ? column[row] : .text(column[row].columnText)
    }
    var places: [Value: [Int]] = [:]
    for row in (0..<after.count).reversed() {
      places[key(after.keys, row), default: []].append(row)
    }
    var rows: [[Value]] = []
    var pairs: [(Value, Value)] = []
    var isUsed = [Bool](repeating: false, count: after.count)
    for row in 0..<before.count {
      let key = key(before.keys, row)
      let was = before.groups[row]
      // A key that stands several times is matched in its order.
      guard let place = places[key]?.popLast() else {
        rows.append([key, was, .null])
        continue
      }
      isUsed[place] = true
      rows.append([key, was, after.groups[place]])
      pairs.append((was, after.groups[place]))
    }
    for row in 0..<after.count where !isUsed[row] {
      rows.append([key(after.keys, row), .null, after.groups[row]])
    }
    table = Table(
      schema: Schema([
        Field("key", isSame ? before.keys.type : .text), Field("before", before.groups.type),
        Field("after", after.groups.type),
      ]), rows: rows)
    agreement = Table(
      schema: Schema([
        Field("adjusted_rand", .number), Field("moved", .int), Field("keys", .int),
      ]),
      rows: [
        [
          Self.adjustedRand(pairs).map(Value.number) ?? .null,
          .int(Int64(pairs.count { $0.0.columnText != $0.1.columnText })),
          .int(Int64(pairs.count)),
        ]
      ])
  }

  /// How much oftener than by chance two keys are together, or apart, in both (Hubert and Arabie
  /// 1985); nil for fewer than two keys.
  static func adjustedRand(_ pairs: [(Value, Value)]) -> Double? {
    guard pairs.count > 1 else { return nil }
    var both: [[Value]: Double] = [:]
    var first: [Value: Double] = [:]
    var second: [Value: Double] = [:]
    for (a, b) in pairs {
      both[[a, b], default: 0] += 1
      first[a, default: 0] += 1
      second[b, default: 0] += 1
    }
    // Whole numbers: their sum does not depend on the order of a dictionary.
    func choose(_ counts: some Collection<Double>) -> Double {
      counts.reduce(0) { $0 + $1 * ($1 - 1) / 2 }
    }
    let (together, inFirst, inSecond) = (
      choose(both.values), choose(first.values), choose(second.values)
    )
    let all = Double(pairs.count) * Double(pairs.count - 1) / 2
    let expected = inFirst * inSecond / all
    let most = (inFirst + inSecond) / 2
    // All in one group, or each alone, in both.
    return most == expected ? 1 : (together - expected) / (most - expected)
  }
}

extension Value {
  /// The value as a text, whatever its type.
  fileprivate var columnText: String { quotedText }
}
