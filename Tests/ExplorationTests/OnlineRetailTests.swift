import DuckDBEngine
import Exploration
import FoundationEssentials
import Tables
import Testing

private let retail = ProcessInfo.processInfo.environment["TEFF_DATA"].map {
  "\($0)/retail/online_retail.parquet"
}

/// The whole of Online Retail against the numbers of pandas.
struct OnlineRetailTests {
  @Test(.enabled(if: retail != nil, "TEFF_DATA names no folder"))
  func `A full profile has pandas' values`() throws {
    let engine = DuckDB(threads: 2)
    let table = try engine.collect("SELECT * FROM read_parquet('\(retail ?? "")')")
    let profile = try TableProfile(of: table)
    #expect(profile.rows == 541_909 && profile.repeatedRows == 5_268)
    let columns = Dictionary(uniqueKeysWithValues: profile.columns.map { ($0.name, $0) })
    #expect(
      profile.columns.map(\.distinct) == [25_900, 4_070, 4_223, 722, 23_260, 1_630, 4_372, 38])
    #expect(profile.columns.map(\.missing) == [0, 0, 1_454, 0, 0, 0, 135_080, 0])
    #expect(
      columns["InvoiceNo"]?.top.prefix(3).map(\.rows) == [1_114, 749, 731])
    #expect(columns["Country"]?.top.first?.value == .text("United Kingdom"))
    #expect(columns["Description"]?.texts?.paddedRows == 113_452)
    #expect(columns["InvoiceDate"]?.times?.spanInDays == 373.18333333333334)

    func near(_ a: Double?, _ b: Double) -> Bool { abs((a ?? .nan) - b) <= 1e-11 * max(1, abs(b)) }
    let quantity = try #require(columns["Quantity"]?.numbers)
    #expect(near(quantity.mean, 9.55224954743324) && near(quantity.sd, 218.08115785023386))
    #expect(near(quantity.skew, -0.26407630706704099))
    #expect(near(quantity.kurtosis, 119769.16003068595))
    #expect(quantity.medianDeviation == 2 && quantity.negatives == 10_624)
    let price = try #require(columns["UnitPrice"]?.numbers)
    #expect(near(price.mean, 4.611113626088514) && near(price.sd, 96.75985306117937))
    #expect(near(price.skew, 186.50697172054136) && near(price.kurtosis, 59005.719096948108))
    #expect(price.lowerQuartile == 1.25 && price.median == 2.08 && price.upperQuartile == 4.13)
    #expect(near(price.medianDeviation, 1.23) && price.zeros == 2_515 && price.negatives == 2)
    #expect(
      profile.findings.contains {
        if case .outlierTwins(low: -80_995, high: 80_995, _) = $0.kind { true } else { false }
      })
    #expect(
      profile.missing.map(\.columns) == [["CustomerID"], ["Description", "CustomerID"]]
        && profile.missing.map(\.rows) == [133_626, 1_454])
  }
}
