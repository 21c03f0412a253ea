import FoundationEssentials
import Tables
import TestSupport
import Testing

/// Correlations, tests, contrasts and anomalies of the teaching set against scipy, statsmodels and
/// pandas; relative tolerance 1e-9 unless a test says otherwise.
@Suite(.needsEngine) struct ContrastPeersTests {
  private static func bench(threads: Int = 2) -> CellBench {
    let bench = CellBench(threads: threads)
    bench.succeed("s = load sample \"supermarket\"")
    return bench
  }

  private func close(_ value: Value?, _ peer: Double, _ tolerance: Double = 1e-9) -> Bool {
    guard let number = value?.asNumber else { return false }
    return abs(number - peer) <= tolerance * max(abs(peer), 1e-300)
  }

  @Test(arguments: ["pearson", "spearman"])
  func `correlations and their adjusted probabilities are those of scipy and statsmodels`(
    _ method: String
  ) throws {
    let peers = try Peers.read()
    let expected = method == "pearson" ? peers.pearson : peers.spearman
    let table = try Self.bench().table("s | correlate method: \(method)")
    #expect(table.rowCount == expected.count)
    for (row, pair) in expected.enumerated() {
      #expect(table["a"]?[row] == .text(pair.a))
      #expect(table["b"]?[row] == .text(pair.b))
      #expect(close(table["correlation"]?[row], pair.correlation, 1e-11), "\(pair)")
      // scipy itself has the tails of Student's t to about ten digits.
      #expect(close(table["p_value"]?[row], pair.p, 1e-8), "\(pair)")
    }
  }

  @Test func `categories are correlated as in pandas`() throws {
    let peers = try Peers.read()
    let bench = Self.bench()
    let v = try bench.table("s | correlate region, gender")
    #expect(close(v["correlation"]?[0], peers.cramers_v_region_gender))
    #expect(close(v["p_value"]?[0], peers.chi2.p))
    let eta = try bench.table("s | correlate total_spend, region")
    #expect(close(eta["correlation"]?[0], peers.eta_spend_region))
  }

  @Test func `tests have the statistics and probabilities of scipy and statsmodels`() throws {
    let peers = try Peers.read()
    let bench = Self.bench()
    func check(_ cell: String, _ peer: Peers.Statistic) throws {
      let row = try bench.table(cell)
      #expect(close(row["statistic"]?[0], peer.statistic), "\(cell)")
      #expect(close(row["p_value"]?[0], peer.p, 1e-8), "\(cell)")
      if let df = peer.df { #expect(close(row["df"]?[0], df), "\(cell)") }
      if let effect = peer.effect { #expect(close(row["effect"]?[0], effect), "\(cell)") }
    }
    try check("s | test total_spend by gender", peers.welch)
    try check("s | test total_spend by gender method: equal_variance", peers.student)
    try check("s | test total_spend by gender method: rank", peers.mannwhitney)
    try check("s | test total_spend by region method: rank", peers.kruskal)
    try check("s | test total_spend by region", peers.welch_anova)
    try check("s | test total_spend by region method: equal_variance", peers.anova)
    try check("s | test region by gender", peers.chi2)
    let young = "s | derive young = age < 30 | test young by gender method:"
    try check("\(young) proportion", peers.proportion)
    try check("\(young) fisher", peers.fisher)
    let welch = try bench.table("s | test total_spend by gender")
    #expect(close(welch["effect"]?[0], peers.hedges_g))
    bench.succeed("e = s | test total_spend by gender")
    let groups = try bench.table("e.groups")
    for (row, peer) in peers.groups.enumerated() {
      #expect(groups["gender"]?[row] == .text(peer.gender))
      #expect(groups["rows"]?[row] == .int(peer.rows))
      #expect(close(groups["mean"]?[row], peer.mean))
      #expect(close(groups["sd"]?[row], peer.sd))
      #expect(close(groups["median"]?[row], peer.median))
    }
  }

  @Test func `what distinguishes two groups comes in the order and with the numbers of pandas`()
    throws
  {
    let peers = try Peers.read()
    let table = try Self.bench().table("s | compare on gender")
    #expect(table.rowCount == peers.contrasts.count)
    for (row, peer) in peers.contrasts.enumerated() {
      #expect(table["column"]?[row] == .text(peer.column))
      #expect(table["value"]?[row] == peer.value.map(Value.text) ?? .null)
      #expect(close(table["effect"]?[row], peer.effect, 1e-8), "\(peer)")
      #expect(close(table["p_value"]?[row], peer.p, 1e-8), "\(peer)")
      if let mean = peer.mean { #expect(close(table["mean"]?[row], mean)) }
      if let share = peer.share { #expect(close(table["share"]?[row], share)) }
    }
  }

  @Test func `anomalies have the medians, limits and numbers of scipy`() throws {
    let peers = try Peers.read()
    let bench = Self.bench()
    bench.succeed("a = s | anomalies total_spend by region")
    let table = try bench.table(
      """
      a | summarize expected = max(expected), lower = max(lower), upper = max(upper),
                    n = count(where: anomaly), top = max(score) by region
      """)
    #expect(table.rowCount == peers.anomalies_spend_region.count)
    for (row, peer) in peers.anomalies_spend_region.enumerated() {
      #expect(table["region"]?[row] == .text(peer.region))
      #expect(close(table["expected"]?[row], peer.expected))
      #expect(close(table["lower"]?[row], peer.lower))
      #expect(close(table["upper"]?[row], peer.upper))
      #expect(table["n"]?[row] == .int(peer.anomalies))
      #expect(close(table["top"]?[row], peer.max_score))
    }
    bench.succeed("q = s | anomalies total_spend method: iqr")
    let quartiles = try bench.table(
      "q | summarize e = max(expected), u = max(upper), n = count(where: anomaly)")
    #expect(close(quartiles["e"]?[0], peers.iqr.expected))
    #expect(close(quartiles["u"]?[0], peers.iqr.upper))
    #expect(quartiles["n"]?[0] == .int(peers.iqr.anomalies))
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["TEFF_DATA"] != nil,
      "TEFF_DATA names no folder with the real data"))
  func `the correlations of Online Retail are those of pandas, to the last bit on two threads`()
    throws
  {
    let folder = ProcessInfo.processInfo.environment["TEFF_DATA"] ?? ""
    let peers = try Peers.read().online_retail
    for (method, peer) in [("pearson", peers.pearson), ("spearman", peers.spearman)] {
      let tables = try [1, 2].map { threads in
        let bench = CellBench(threads: threads)
        bench.succeed("raw = load \"\(folder)/retail/online_retail.parquet\"")
        return try bench.table("raw | correlate Quantity, UnitPrice method: \(method)")
      }
      #expect(close(tables[0]["correlation"]?[0], peer))
      #expect(tables[0].values == tables[1].values)
    }
  }
}

/// The numbers that peers computed, as `Tests/Golden/Peers/contrasts.json` holds them.
private struct Peers: Decodable {
  struct Pair: Decodable {
    var a: String
    var b: String
    var correlation: Double
    var p: Double
  }
  struct Statistic: Decodable {
    var statistic: Double
    var p: Double
    var df: Double?
    var effect: Double?
  }
  struct Group: Decodable {
    var gender: String
    var rows: Int64
    var mean: Double
    var sd: Double
    var median: Double
  }
  struct Contrast: Decodable {
    var column: String
    var value: String?
    var effect: Double
    var p: Double
    var mean: Double?
    var share: Double?
  }
  struct Limits: Decodable {
    var region: String
    var expected: Double
    var lower: Double
    var upper: Double
    var anomalies: Int64
    var max_score: Double
  }
  struct Quartiles: Decodable {
    var expected: Double
    var upper: Double
    var anomalies: Int64
  }
  struct OnlineRetail: Decodable {
    var pearson: Double
    var spearman: Double
  }

  var pearson: [Pair]
  var spearman: [Pair]
  var eta_spend_region: Double
  var cramers_v_region_gender: Double
  var chi2: Statistic
  var welch: Statistic
  var student: Statistic
  var mannwhitney: Statistic
  var kruskal: Statistic
  var welch_anova: Statistic
  var anova: Statistic
  var proportion: Statistic
  var fisher: Statistic
  var hedges_g: Double
  var groups: [Group]
  var contrasts: [Contrast]
  var anomalies_spend_region: [Limits]
  var iqr: Quartiles
  var online_retail: OnlineRetail

  static func read() throws -> Peers {
    let url = goldenFolder.appending(path: "Peers/contrasts.json")
    return try JSONDecoder().decode(Peers.self, from: Data(contentsOf: url))
  }
}
