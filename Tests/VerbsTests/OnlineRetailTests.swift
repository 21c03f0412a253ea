import FoundationEssentials
import Tables
import TestSupport
import Testing

/// The folder with the real data, where `TEFF_DATA` names it.
private let folder = ProcessInfo.processInfo.environment["TEFF_DATA"]

/// RFM and profiles of the real data against the numbers of pandas and DuckDB.
@Suite(.needsEngine, .enabled(if: folder != nil, "TEFF_DATA names no folder with the real data"))
struct OnlineRetailTests {
  private static func sales(threads: Int) -> CellBench {
    let bench = CellBench(threads: threads)
    bench.succeed(
      """
      raw = load "\(folder ?? "")/retail/online_retail.parquet"
      sales = raw
        | filter CustomerID is not null and not starts_with(InvoiceNo, "C")
        | filter Quantity > 0 and UnitPrice > 0
        | derive amount = Quantity * UnitPrice
      segments = sales
        | rfm customer: CustomerID, date: InvoiceDate, amount: amount, order: InvoiceNo
      """)
    return bench
  }

  @Test(arguments: [1, 2])
  func `the scores, segments and totals are those of the peers`(threads: Int) throws {
    let bench = Self.sales(threads: threads)
    let peer = try Peers.read().rfm_online_retail
    let first = try bench.table("segments | take 20")
    for (row, expected) in peer.first20.enumerated() {
      #expect(first["CustomerID"]?[row] == .int(expected.CustomerID))
      #expect(first["recency"]?[row] == .int(expected.recency))
      #expect(first["frequency"]?[row] == .int(expected.frequency))
      let monetary = try #require(first["monetary"]?[row].asNumber)
      #expect(abs(monetary - expected.monetary) < 0.005)
      #expect(first["r"]?[row] == .int(expected.R))
      #expect(first["f"]?[row] == .int(expected.F))
      #expect(first["m"]?[row] == .int(expected.M))
    }
    let profile = try bench.table("segments.profile")
    #expect(profile.rowCount == peer.segment_counts_11.count)
    for row in 0..<profile.rowCount {
      guard case .text(let segment)? = profile["segment"]?[row] else { continue }
      #expect(
        profile["customers"]?[row] == .int(peer.segment_counts_11[segment] ?? -1), "\(segment)")
    }
    let total = try bench.table("segments | summarize n = count(), revenue = sum(monetary)")
    #expect(total["n"]?[0] == .int(peer.n_customers))
    let revenue = try #require(total["revenue"]?[0].asNumber)
    #expect(abs(revenue - peer.revenue) < 0.01)
  }

  @Test(arguments: [1, 2])
  func `every cohort has the customers that pandas counts`(threads: Int) throws {
    let bench = Self.sales(threads: threads)
    let table = try bench.table(
      """
      cohorts = sales | cohort customer: CustomerID, date: InvoiceDate
      cohorts | derive first = date_text(cohort, "yyyy-MM") | select first, period, customers, partial
      """)
    let peer = try Peers.read().cohort_online_retail
    var cells = 0
    for row in 0..<table.rowCount {
      guard case .text(let cohort)? = table["first"]?[row],
        case .int(let period)? = table["period"]?[row]
      else { continue }
      let counts = try #require(peer[cohort], "\(cohort)")
      #expect(
        table["customers"]?[row] == counts[Int(period)].map(Value.int), "\(cohort) \(period)")
      let isLast = counts.dropFirst(Int(period) + 1).allSatisfy { $0 == nil }
      #expect(table["partial"]?[row] == .bool(isLast), "\(cohort) \(period)")
      cells += 1
    }
    #expect(cells == peer.values.joined().compactMap { $0 }.count)
  }

  @Test func `tables are equal to the last bit with one thread and with two`() throws {
    let (one, two) = (Self.sales(threads: 1), Self.sales(threads: 2))
    for cell in [
      "segments", "segments.profile", "segments.cuts", "segments.trend", "raw | describe",
    ] {
      let (a, b) = (try one.table(cell), try two.table(cell))
      #expect(a.schema == b.schema)
      for (name, (left, right)) in zip(a.schema.names, zip(a.values, b.values)) {
        #expect(left == right, "\(cell): \(name)")
      }
    }
  }

  @Test func `rows of returns do not count as used in lifetime values`() {
    let text = CellBench().succeed(
      """
      load "\(folder ?? "")/retail/online_retail.parquet"
        | clv customer: CustomerID, date: InvoiceDate, amount: Quantity * UnitPrice, order: InvoiceNo, bootstrap: 0
      """
    ).text
    #expect(text.contains("8,905 rows left out"), "\(text)")
    #expect(text.contains("397,924 rows used · 135,080 dropped"), "\(text)")
    #expect(text.contains("· 8,905 left out (purchases of less than 0) ·"), "\(text)")
  }

  @Test func `every code of three scores belongs to the segment of the published map`() throws {
    let map = try Peers.read().rfm_segment_map_11
    let codes = map.flatMap { segment, codes in
      codes.split(separator: " ").map { (String($0), segment) }
    }
    #expect(Set(codes.map(\.0)).count == 125)
    let table = try Self.sales(threads: 2).table("segments | distinct rfm, segment")
    let published = Dictionary(codes, uniquingKeysWith: { first, _ in first })
    for row in 0..<table.rowCount {
      guard case .text(let code)? = table["rfm"]?[row] else { continue }
      #expect(table["segment"]?[row] == published[code].map(Value.text), "\(code)")
    }
  }

  @Test func `the profile of the raw data is that of pandas`() throws {
    let table = try Self.sales(threads: 2).table("raw | describe")
    let peers = try Peers.read().eda_online_retail
    func cell(_ row: Int, _ name: String) -> Value { table[name]?[row] ?? .null }
    for row in 0..<table.rowCount {
      guard case .text(let column) = cell(row, "column") else { continue }
      let peer = try #require(peers[column], "\(column)")
      #expect(cell(row, "rows") == .int(peer.n), "\(column)")
      #expect(cell(row, "missing") == .int(peer.nulls), "\(column)")
      #expect(cell(row, "distinct") == .int(peer.distinct), "\(column)")
      if let top = peer.top3?.first, column != "InvoiceDate" {
        #expect(cell(row, "top") == .text(top.value))
        #expect(cell(row, "top_count") == .int(top.rows))
      }
      guard let mean = peer.mean, let sd = peer.std, let skew = peer.skew, let q = peer.q else {
        continue
      }
      let pairs: [(String, Double)] = [
        ("mean", mean), ("sd", sd), ("skew", skew), ("q25", q["25"] ?? .nan),
        ("median", q["50"] ?? .nan), ("q75", q["75"] ?? .nan),
      ]
      for (name, expected) in pairs {
        let value = try #require(cell(row, name).asNumber, "\(column) \(name)")
        #expect(abs(value - expected) <= 1e-8 * max(1, abs(expected)), "\(column) \(name) \(value)")
      }
    }
  }
}

/// The numbers that peers computed, as `Tests/Golden/Peers/rfm_online_retail.json` holds them.
private struct Peers: Decodable {
  struct RFM: Decodable {
    struct Customer: Decodable {
      var CustomerID: Int64
      var recency: Int64
      var frequency: Int64
      var monetary: Double
      var R: Int64
      var F: Int64
      var M: Int64
    }
    var n_customers: Int64
    var revenue: Double
    var first20: [Customer]
    var segment_counts_11: [String: Int64]
  }

  struct Column: Decodable {
    struct Top: Decodable {
      var value: String
      var rows: Int64

      init(from decoder: any Decoder) throws {
        var pair = try decoder.unkeyedContainer()
        value = try pair.decode(String.self)
        rows = try pair.decode(Int64.self)
      }
    }
    var n: Int64
    var nulls: Int64
    var distinct: Int64
    var mean: Double?
    var std: Double?
    var skew: Double?
    var q: [String: Double]?
    var top3: [Top]?
  }

  var rfm_online_retail: RFM
  var rfm_segment_map_11: [String: String]
  var cohort_online_retail: [String: [Int64?]]
  var eda_online_retail: [String: Column]

  static func read() throws -> Peers {
    let url = goldenFolder.appending(path: "Peers/rfm_online_retail.json")
    return try JSONDecoder().decode(Peers.self, from: Data(contentsOf: url))
  }
}
