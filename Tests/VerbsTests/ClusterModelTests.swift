import Tables
import Testing

/// Groups of customers that are used on other rows.
@Suite(.needsEngine) struct ClusterModelTests {
  private static let learned = "s = load sample \"supermarket\", rows: 300\n"

  @Test(arguments: [
    "method: hdbscan", "method: hdbscan, min_rows: 12", "method: dbscan", "k: 4",
    "method: hdbscan, scale: robust",
  ])
  func `the rows that groups were made from come into the same groups`(_ options: String) throws {
    let bench = CellBench()
    bench.succeed(Self.learned + "g = s | cluster age, total_spend, visit_frequency \(options)")
    let (learned, again) = (try bench.table("g"), try bench.table("s | predict g"))
    let groups = try #require(learned["cluster"]).values
    let predicted = try #require(again["cluster"]).values
    if options.hasPrefix("method: dbscan") {
      // A row on a border is as near to one core as to another.
      #expect(zip(groups, predicted).count { $0 != $1 } <= 3)
    } else {
      #expect(groups == predicted)
    }
    #expect(Set(groups).count > 1)
  }

  @Test(arguments: ["ward", "complete", "average", "single"])
  func `a model of a tree tells how many rows keep their group`(_ linkage: String) throws {
    let bench = CellBench()
    bench.succeed(
      Self.learned
        + "g = s | cluster age, total_spend method: hierarchical, linkage: \(linkage), k: 4\n"
        + "g | register \"tree\"\nm = model \"tree\"")
    let groups = try #require(try bench.table("g")["cluster"]).values
    let predicted = try #require(try bench.table("s | predict g")["cluster"]).values
    let kept = zip(groups, predicted).count { $0 == $1 }
    for model in ["g", "m"] {
      let card = try bench.table("\(model).model")
      #expect(card["value"]?.values.last == .text("\(kept) of 300"))
      for verb in ["predict", "evaluate"] {
        let told = bench.succeed("s | \(verb) \(model)").text
        #expect(
          told.contains("nearest centres keep \(kept) of its 300 rows in their group")
            == (kept < 300), "\(told)")
      }
    }
  }

  @Test func `a crowd takes in what is within its reach, and nothing else`() throws {
    let bench = CellBench()
    // Two crowds of different density around 0 and 100, and one row far from both.
    bench.succeed(
      """
      t = sql "SELECT (range % 5) * 1.0 AS x, (range // 5) * 1.0 AS y FROM range(25) UNION ALL SELECT 100 + (range % 5) * 4.0, 100 + (range // 5) * 4.0 FROM range(25) UNION ALL SELECT 1000, 1000"
      g = t | cluster x, y method: hdbscan, scale: none, logs: false
      n = rows [{x: 2.4, y: 2.4}, {x: 6.0, y: 2.0}, {x: 300.0, y: -300.0}, {x: 30.0, y: 30.0}, {x: 110.0, y: 109.0}, {x: 122.0, y: 108.0},
        {x: 1000.0, y: 1000.0}, {x: null, y: null}]
      """)
    let groups = try bench.table("g | summarize rows = count() by cluster").rowCount
    #expect(groups == 3)
    let near = try bench.table("t | predict g | filter x == 0 and y == 0")["cluster"]?[0]
    let wide = try bench.table("t | predict g | filter x == 100 and y == 100")["cluster"]?[0]
    let found = try bench.table("n | predict g")
    let labels = try #require(found["cluster"]).values
    let none = Value.int(0)
    #expect(labels == [near, near, none, near, wide, wide, none, .null].map { $0 ?? .null })
    // A group reaches as far as it would take the row in if it had been there.
    for (x, y, joins) in [(300, -300, false), (30, 30, true)] {
      bench.succeed(
        "j = t | append (rows [{x: \(x).0, y: \(y).0}]) | cluster x, y method: hdbscan, scale: none, logs: false"
      )
      let crowd = try bench.table("j | filter x == 0 and y == 0")["cluster"]?[0]
      let own = try bench.table("j | filter y == \(y)")["cluster"]?[0]
      #expect(own == (joins ? crowd : none))
    }
    // How far the nearest row of a group is, also where there is none within reach.
    #expect(found["distance"]?[1] == .number(2))
    let distance = try #require(found["distance"]?[3].asNumber)
    #expect(abs(distance - 26 * 2.0.squareRoot()) < 1e-9)
    let kept = bench.succeed(
      "g | register \"crowds\"\nm = model \"crowds\"\nn | predict m | select cluster, distance")
    #expect(kept.errors.isEmpty)
    #expect(try bench.table("n | predict (model \"crowds\")").values == found.values)
  }

  @Test(arguments: ["dbscan, eps: 0.000001", "hdbscan, min_rows: 100"])
  func `where no group was found, none is predicted`(_ method: String) throws {
    let bench = CellBench()
    bench.succeed(
      Self.learned + "g = s | cluster age, total_spend method: \(method)\ng | register \"none\"")
    for model in ["g", "(model \"none\")"] {
      let table = try bench.table("s | predict \(model)")
      #expect(table["cluster"]?.values.allSatisfy { $0 == .int(0) } == true)
      #expect(table["distance"]?.values.allSatisfy { $0 == .null } == true)
    }
  }

  @Test(arguments: ["k: 2", "k: 2, method: gmm", "method: dbscan", "method: hdbscan"])
  func `numbers that are none have no group, and others fill them`(_ options: String) throws {
    let bench = CellBench()
    bench.succeed(
      """
      t = sql "SELECT CASE range WHEN 3 THEN 'infinity'::DOUBLE WHEN 4 THEN 'nan'::DOUBLE WHEN 5 THEN -'infinity'::DOUBLE ELSE (range % 2) * 50.0 + range % 7 END AS x, (range % 2) * 9.0 + range % 3 AS y FROM range(60)"
      one = t | cluster x \(options)
      two = t | cluster x, y \(options)
      """)
    let alone = try bench.table("t | predict one | filter cluster is null")
    #expect(alone.rowCount == 3)
    let huge = try bench.table("rows [{x: 1e300}] | predict one")
    #expect(huge["cluster"]?[0] == .null)
    let both = try bench.table("two")
    let again = try bench.table("t | predict two")
    #expect(both["cluster"]?.values == again["cluster"]?.values)
    #expect(both["cluster"]?.validity.nullCount == 0)
  }

  @Test func `texts that were not there are told with their number`() throws {
    let bench = CellBench()
    bench.succeed(
      """
      t = rows [{shop: "a", tier: "low", x: 1}, {shop: "b", tier: "high", x: 9}, {shop: "a", tier: "low", x: 2}, {shop: "b", tier: "high", x: 8}]
      g = t | cluster shop, tier, x k: 2, ordinal: {tier: ["low", "high"]}
      n = rows [{shop: "q", tier: "low", x: 1}, {shop: "z", tier: "mid", x: 9}, {shop: null, tier: null, x: 2}]
      """)
    let told = bench.succeed("n | predict g").text
    #expect(
      told.contains(
        "2 rows have a text in `shop` that the groups were not made from, such as \"q\""), "\(told)"
    )
    #expect(
      told.contains(
        "1 row has a text in `tier` that the groups were not made from, such as \"mid\""),
      "\(told)")
    #expect(!bench.succeed("t | predict g").text.contains("not made from"))
  }

  @Test(arguments: ["k: 3", "method: hdbscan"])
  func `predicting counts what it fills, and values without a logarithm`(_ options: String) throws {
    let bench = CellBench()
    bench.succeed(
      """
      s = load sample "supermarket"
      g = s | cluster age, total_spend \(options)
      t = s | take 100 | derive total_spend = if(age > 60, null, total_spend)
      """)
    #expect(bench.succeed("g").text.contains("log of total_spend"))
    let missing = try #require(try bench.table("t")["total_spend"]).validity.nullCount
    #expect(missing > 0)
    let filled = bench.succeed("t | predict g").text
    #expect(filled.contains("· filled total_spend \(missing) ·"), "\(filled)")
    // A row without any value is not filled.
    let empty = bench.succeed(
      "t | derive age = if(total_spend is null, null, age) | predict g"
    ).text
    #expect(!empty.contains("filled"), "\(empty)")
    let whole = bench.succeed("s | predict g").text
    #expect(!whole.contains("filled") && !whole.contains("logarithm"), "\(whole)")
    let negative = bench.succeed(
      "s | take 100 | derive total_spend = if(age > 60, -5.0, total_spend) | predict g"
    ).text
    #expect(
      negative.contains("\(missing) values of `total_spend` are -1 or less and have no logarithm"),
      "\(negative)")
  }

  @Test func `a rare flag written as a number does not outweigh amounts`() throws {
    let bench = CellBench()
    bench.succeed(
      """
      t = sql "SELECT range AS n, CASE WHEN range IN (3, 70) THEN 1 ELSE 0 END AS rare, CASE WHEN range % 2 = 0 THEN range * 0.1 ELSE 100 + range * 0.1 END AS spend FROM range(100)"
      g = t | cluster rare, spend k: 2, logs: false
      """)
    let table = try bench.table("g | summarize n = count() by cluster, high = spend > 50")
    #expect(table.rowCount == 2)
    #expect(bench.succeed("g").text.contains("two values of rare 1 apart"))
  }

  @Test func `repeated ids do not count, whatever the table is appended to`() throws {
    let bench = CellBench()
    bench.succeed(
      """
      t = sql "SELECT range AS customer_id, (range % 2) * 50 + range % 7 AS spend FROM range(60)"
      one = t | cluster k: 2
      two = t | append t | cluster k: 2
      """)
    #expect(bench.succeed("two.profile").text.contains("customer_id") == false)
    let told = bench.succeed("t | append t | cluster k: 2").text
    #expect(told.contains("left out: `customer_id` (is called an id)"), "\(told)")
    let rows = try bench.table("two | summarize n = count() by cluster, high = spend >= 50")
    #expect(rows.rowCount == 2)
  }
}
