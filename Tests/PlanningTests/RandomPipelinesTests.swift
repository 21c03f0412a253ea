import DuckDBEngine
import Planning
import Tables
import Testing

/// Random pipelines: one query must give what running stage after stage gives.
@Suite struct RandomPipelinesTests {
  /// A small seeded generator, so that a failure can be repeated.
  struct Dice {
    var state: UInt64

    mutating func roll(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
  }

  /// A random stage over a plan that has some of the columns `id`, `k`, `x`, `t`.
  static func stage(_ dice: inout Dice, isSorted: inout Bool) -> (String, (Plan) -> Plan) {
    let kind = dice.roll(21)
    let flag = dice.roll(2) == 0
    let number = dice.roll(5)
    let wasSorted = isSorted
    if [4, 5, 14].contains(kind) { isSorted = true }
    if [12, 13, 20].contains(kind) { isSorted = false }
    return (
      "\(kind) \(flag) \(number)",
      { plan in
        let schema = plan.schema
        let x = schema["x"].map { Expression($0) } ?? int(1)
        let k = schema["k"].map { Expression($0) } ?? int(0)
        let first = schema["id"].map { Expression($0) } ?? k
        let written = wasSorted ? plan.sortKeys : nil
        let order = written ?? [SortKey(x, descending: flag)]
        switch kind {
        case 0: return plan.filtered(by: test(.greater, x, int(Int64(number))))
        case 1: return plan.filtered(by: test(.not, test(.equal, k, int(Int64(number)))))
        case 2: return plan.derived(["y" <- call(.add, x, int(1), type: .int)])
        case 3:
          return plan.derived([
            "x" <- call(.multiply, x, int(2), type: .int),
            "z" <- call(.subtract, column("x", .int), k, type: .int),
          ])
        case 4: return plan.sorted(by: [SortKey(x, descending: flag)])
        case 5:
          return plan.sorted(by: [
            SortKey(call(.modulo, x, int(3), type: .int), descending: flag), SortKey(k),
          ])
        case 6: return plan.limited(to: 4 + number)
        case 7: return plan.selected(Array(schema.names.reversed().dropLast(flag ? 1 : 0)))
        case 8: return plan.renamed(flag ? ["x": "k", "k": "x"] : [:])
        case 9:
          return plan.derived(["w" <- over(.aggregate(.sum), x, by: flag ? [k] : [], type: .int)])
        case 10:
          return plan.derived([
            "r" <- over(.rowNumber, by: flag ? [k] : [], sort: order, type: .int)
          ])
        case 11:
          return plan.filtered(
            by: test(
              .greaterOrEqual, call(.convert, x, type: .number),
              over(.aggregate(.median), x, by: flag ? [k] : [], type: .number)))
        case 12:
          return plan.aggregated(
            keys: ["k" <- (flag ? k : call(.modulo, first, int(3), type: .int))],
            aggregates: ["x" <- total(.sum, x, type: .int), "n" <- total(.count, type: .int)])
        case 13: return plan.distinct(flag ? [] : Array(schema.names.prefix(2)))
        case 14:
          return plan.takenPerGroup(
            1 + number, by: [k], order: flag ? [SortKey(x, descending: true)] : [])
        case 15:
          return plan.derived([
            "d"
              <- over(
                .difference(1), over(.aggregate(.max), x, by: [k], type: .int), sort: order,
                type: .int)
          ])
        case 16: return plan.sampled(.rows(5 + number), seed: 3, by: flag ? [k] : [])
        case 17:
          guard schema.contains("x"), schema.contains("k"), !schema.contains("t") else {
            return plan
          }
          return plan.unpivoted(["x", "k"], name: "t", value: "value", type: .int)
            .renamed(["value": "x"])
        case 18:
          guard schema.contains("k"), !schema.contains("extra") else { return plan }
          let right = plan.distinct(["k"]).derived([
            "extra" <- call(.multiply, k, int(3), type: .int)
          ])
          return plan.lookedUp(
            in: right, on: [Plan.Join.Key("k", "k")],
            adding: [Plan.Join.Output(.right, "extra", as: "extra")])
        case 19:
          guard schema.contains("k") else { return plan }
          let right = plan.filtered(by: test(.greater, x, int(Int64(number))))
          return plan.joined(
            with: right, kind: flag ? .semi : .anti, on: [Plan.Join.Key("k", "k")], rightName: "r")
        default: return plan.appended([plan.limited(to: 2)])
        }
      }
    )
  }

  @Test(arguments: 0..<40)
  func oneQueryGivesWhatStageAfterStageGives(_ seed: Int) throws {
    var dice = Dice(state: UInt64(seed) &* 977 &+ 5)
    let start = try Self.table.get()
    var whole = Plan.scan(start)
    var stepwise = Relation(whole, in: sharedEngine)
    var names: [String] = []
    var isSorted = false
    for _ in 0..<6 {
      let (name, change) = Self.stage(&dice, isSorted: &isSorted)
      names.append(name)
      whole = change(whole)
      stepwise = try Relation(change(stepwise.plan), in: sharedEngine).stored()
      let query = try Relation(whole, in: sharedEngine).collect()
      let steps = try stepwise.collect()
      #expect(query.schema == steps.schema)
      let isEqual = query.columns.map(\.values) == steps.columns.map(\.values)
      #expect(isEqual, "\(names)\n\(whole)\n\((try? whole.sql(for: DuckDBDialect())) ?? "")")
      if !isEqual { break }
    }
  }

  private static let table = Result {
    let rows = (0..<40).map { row -> [Value] in
      let k: Value = row % 7 == 6 ? .null : .int(Int64(row % 7 % 4))
      let x: Value = row % 11 == 10 ? .null : .int(Int64(row * 37 % 13))
      return [.int(Int64(row)), k, x, .text(["b", "a", "B"][row % 3])]
    }
    let schema = Schema([
      Field("id", .int), Field("k", .int), Field("x", .int), Field("t", .text),
    ])
    return try sharedEngine.store(Table(schema: schema, rows: rows))
  }
}
