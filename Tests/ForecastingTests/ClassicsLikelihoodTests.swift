import Forecasting
import FoundationEssentials
import Testing

/// Well-known series whose greatest likelihoods are hard to find: values by statsforecast 2.1.1.
struct ClassicsLikelihoodTests {
  private static let path = ProcessInfo.processInfo.environment["TEFF_DATA"].map {
    "\($0)/forecasting/classics.csv"
  }

  @Test(
    .enabled(if: path != nil, "TEFF_DATA names the folder of the data"),
    arguments: [
      ("gasprice", "A,A,N", -2176.31), ("gasprice", "M,Ad,N", -2094.24),
      ("us_retail_sales", "A,Ad,N", -3773.92), ("frexport", "M,N,A", -117.54),
      ("ausgdp", "A,N,A", -661.71), ("usgdp", "A,N,A", -1624.81), ("ukcars", "M,A,M", -642.2),
      ("freight", "M,A,A", -495.51),
    ])
  func `The greatest likelihood is no less than the peer's`(
    _ name: String, _ text: String, _ peer: Double
  ) throws {
    let lines = try String(contentsOfFile: Self.path ?? "", encoding: .utf8).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("\(name),") })
    let cells = line.split(separator: ",")
    let values = cells[3].split(separator: " ").compactMap { Double($0) }
    let form = try #require(SmoothingForm.all.first { $0.text == text })
    let fit = try ExponentialSmoothing(.form(form), search: .likelihood)
      .fit(values, season: try #require(Int(cells[1])))
    let model = try #require(fit as? SmoothingModel)
    #expect(model.logLikelihood > peer - 0.1)
  }
}
