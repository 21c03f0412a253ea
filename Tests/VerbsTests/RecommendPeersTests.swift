import FoundationEssentials
import Tables
import TestSupport
import Testing

/// Scores of `recommend` on a small matrix, against those that numpy computed.
@Suite(.needsEngine) struct RecommendPeersTests {
  private struct Peers: Decodable {
    var X: [[Int]]
    var ease_scores: [[Double]]
    var cosine: [[Double]]
    var jaccard: [[Double]]
  }

  private static func peers() throws -> Peers {
    let url = goldenFolder.appending(path: "Peers/recommendation.json")
    return try JSONDecoder().decode(Peers.self, from: Data(contentsOf: url))
  }

  private static func bench(_ peers: Peers) -> CellBench {
    let bench = CellBench()
    let rows = peers.X.enumerated().flatMap { user, items in
      items.indices.filter { items[$0] == 1 }.map { "{u: \(user), i: \($0)}" }
    }
    bench.succeed("b = rows [\(rows.joined(separator: ", "))]")
    return bench
  }

  @Test func `every score of EASE is that of numpy`() throws {
    let peers = try Self.peers()
    let table = try Self.bench(peers).table(
      "b | recommend user: u, item: i, method: ease, penalty: 1, exclude_seen: false, n: 6")
    #expect(table.rowCount == 36)
    for row in 0..<table.rowCount {
      guard case .int(let user)? = table["u"]?[row], case .int(let item)? = table["i"]?[row],
        let score = table["score"]?[row].asNumber
      else { continue }
      #expect(abs(score - peers.ease_scores[Int(user)][Int(item)]) < 1e-5, "\(user) \(item)")
    }
  }

  @Test(arguments: ["cosine", "jaccard"])
  func `items are as like as numpy says`(_ similarity: String) throws {
    let peers = try Self.peers()
    let expected = similarity == "cosine" ? peers.cosine : peers.jaccard
    let table = try Self.bench(peers).table(
      """
      r = b | recommend user: u, item: i, similarity: \(similarity), n: 6
      r.similar
      """)
    var seen = 0
    for row in 0..<table.rowCount {
      guard case .int(let item)? = table["i"]?[row], case .int(let near)? = table["similar"]?[row],
        let score = table["score"]?[row].asNumber
      else { continue }
      #expect(abs(score - expected[Int(item)][Int(near)]) < 1e-6, "\(item) \(near)")
      seen += 1
    }
    let pairs = expected.enumerated().map { item, row in
      row.enumerated().count { $0.offset != item && $0.element > 0 }
    }
    #expect(seen == pairs.reduce(0, +))
  }

  @Test func `what is measured does not depend on the sequence of the rows`() throws {
    let bench = CellBench()
    bench.succeed(
      """
      o = load sample "orders", rows: 4000
      h = o | split on order_date by customer_id test: 20%
      near = h.train | recommend user: customer_id, item: product_id, date: order_date
      mixed = h.train | sort quantity
      again = mixed | recommend user: customer_id, item: product_id, date: order_date
      """)
    let table = try bench.table("h.test | evaluate near, again")
    #expect(table.rowCount == 2)
    #expect(table.row(0).dropFirst() == table.row(1).dropFirst())
    #expect(try bench.table("near").values == bench.table("again").values)
  }

  @Test(arguments: ["popular", "items", "walk", "ease", "als"])
  func `a new user with the rows of a known one gets the same list`(_ method: String) throws {
    let bench = CellBench()
    bench.succeed(
      """
      o = load sample "orders", rows: 2000
      m = o | recommend user: customer_id, item: product_id, date: order_date, half_life: 3,
        method: \(method), n: 5
      one = o | filter customer_id == "C00001"
      two = one | derive customer_id = "NEW"
      old = o | filter customer_id == "C00002"
      """)
    let known = try bench.table("one | predict m")
    let outcome = bench.succeed("two | append old | predict m")
    let served = try #require(outcome.tables.last)
    #expect(known.rowCount == 5 && served.rowCount == 10)
    let new = try bench.table("two | append old | predict m | filter customer_id == \"NEW\"")
    for name in ["product_id", "score", "reason"] {
      #expect(new[name]?.values == known[name]?.values, "\(name)")
    }
    #expect(outcome.text.contains("(\"NEW\"): what they had is taken from these rows"))
    #expect(!outcome.text.contains("gets what is popular"))
    // Who is known is served by what was learned, whatever these rows say.
    let other = try bench.table("one | take 1 | predict m")
    #expect(other.values == known.values)
  }

  @Test func `items of a new user stay out unless asked, and unknown ones say nothing`() throws {
    let bench = CellBench()
    bench.succeed(
      """
      o = load sample "orders", rows: 2000
      fresh = o | recommend user: customer_id, item: product_id, method: popular, n: 1000
      again = o | recommend user: customer_id, item: product_id, method: popular, n: 1000,
        exclude_seen: false
      new = rows [{customer_id: "NEW", product_id: "P0001"}, {customer_id: "NEW", product_id: "?"}]
      cold = rows [{customer_id: "COLD", product_id: "?"}, {customer_id: "COLD", product_id: null}]
      """)
    let (left, all) = (
      try bench.table("new | predict fresh"), try bench.table("new | predict again")
    )
    #expect(left["product_id"]?.values.contains(.text("P0001")) == false)
    #expect(all["product_id"]?.values.contains(.text("P0001")) == true)
    #expect(all.rowCount == left.rowCount + 1)
    let text = bench.succeed("cold | predict fresh").text
    #expect(text.contains("1 unknown to the model (\"COLD\") gets what is popular"))
    #expect(!text.contains("what they had"))
  }

  @Test func `a model that was registered gives the same lists`() throws {
    let bench = CellBench()
    bench.succeed(
      """
      o = load sample "orders", rows: 2000
      p = load sample "products"
      r = o | recommend user: customer_id, item: product_id, method: ease, content: p, n: 3
      r | register "lists"
      back = model "lists"
      users = o | select customer_id
      """)
    let (own, restored) = (
      try bench.table("users | predict r"), try bench.table("users | predict back")
    )
    #expect(own.rowCount > 0)
    #expect(own.values == restored.values)
  }
}
