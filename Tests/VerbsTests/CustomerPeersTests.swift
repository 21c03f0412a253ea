import FoundationEssentials
import Syntax
import Tables
import TestSupport
import Testing

/// The folder with the real data, where `TEFF_DATA` names it.
private let folder = ProcessInfo.processInfo.environment["TEFF_DATA"]

/// Lifetime values of real customers against published numbers.
@Suite(.needsEngine) struct CustomerPeersTests {
  private struct Purchases: Decodable {
    var r, alpha, a, b, sum_E_39w: Double
    var E_39w_first10, p_alive_first10: [Double]
  }
  private struct Spend: Decodable {
    var p, q, v, corr_x_zbar: Double
  }
  private struct Worth: Decodable { var clv: [Double] }
  private struct Peers: Decodable {
    var bgnbd_cdnow: Purchases
    var gammagamma_cdnow: Spend
    var clv_cdnow_52w_10pct: Worth
  }

  /// Published times are in weeks with two digits, ours in whole days, so values agree to 1e-2.
  @Test(.enabled(if: folder != nil, "TEFF_DATA names no folder with the real data"))
  func `CDNOW's customers are worth what was published`() throws {
    let peer = try JSONDecoder().decode(
      Peers.self,
      from: Data(contentsOf: goldenFolder.appending(path: "Peers/segmentation.json")))
    let bench = CellBench()
    bench.succeed(
      """
      o = load "\(folder ?? "")/retail/cdnow_sample.csv"
      l = o | clv customer: sample_id, date: date, amount: dollar_value, as_of: @1997-10-01, horizon: 39w, bootstrap: 0
      w = o | clv customer: sample_id, date: date, amount: dollar_value, as_of: @1997-10-01, horizon: 52w, discount: 10%, bootstrap: 0
      c = o | clv customer: sample_id, date: date, amount: dollar_value, holdout: 39w, as_of: @1998-07-01, bootstrap: 0
      """)
    func near(_ found: Value?, _ expected: Double, _ tolerance: Double) {
      #expect(abs((found?.asNumber ?? .nan) / expected - 1) < tolerance, "\(expected)")
    }
    let parameters = try bench.table("l.parameters")
    let (purchases, spend) = (peer.bgnbd_cdnow, peer.gammagamma_cdnow)
    let expected = [
      purchases.r, purchases.alpha * 7, purchases.a, purchases.b, spend.p, spend.q, spend.v,
    ]
    for (row, value) in expected.enumerated() { near(parameters["value"]?[row], value, 1e-2) }
    let customers = try bench.table("l | sort sample_id")
    #expect(customers.rowCount == 2357)
    for row in 0..<10 {
      near(customers["alive"]?[row], purchases.p_alive_first10[row], 1e-2)
      near(customers["expected_orders"]?[row], purchases.E_39w_first10[row], 1e-2)
    }
    let total = try bench.table("l | summarize orders = sum(expected_orders)")
    near(total["orders"]?[0], purchases.sum_E_39w, 2e-3)
    let worth = try bench.table("w | sort sample_id")
    for (row, value) in peer.clv_cdnow_52w_10pct.clv.enumerated() {
      near(worth["clv"]?[row], value, 1e-2)
    }
    let footer = bench.succeed("l").text
    #expect(footer.contains("frequency and value correlate at 0.11"))
    let calibration = try bench.table("c.calibration")
    let orders = ["0", "1", "2", "3", "4", "5", "6", "7+"].map(Value.text)
    #expect(calibration["orders"]?.values == orders)
    let counted = try bench.table(
      "c.calibration | summarize n = sum(customers), o = sum(actual * customers)")
    #expect(counted["n"]?[0] == .int(2357))
    near(counted["o"]?[0], 1_882, 1e-9)
  }
}
