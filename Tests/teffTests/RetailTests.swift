import FoundationEssentials
import TestSupport
import Testing

private let retail = ProcessInfo.processInfo.environment["TEFF_DATA"].map {
  "\($0)/retail/online_retail.parquet"
}

@Suite(
  "The main job on the data of a real shop", .enabled(if: retail != nil, "TEFF_DATA is not set"))
struct RetailTests {
  /// The counts that pandas gives for the same definition of the scores.
  private static let segments = [
    "Champions 833", "Hibernating 696", "Lost 489", "At Risk 427", "Loyal 425",
    "Potential Loyalist 412", "About To Sleep 282", "Need Attention 278", "New Customers 267",
    "Promising 137", "Cannot Lose Them 92",
  ]

  @Test("Online Retail has 4,338 customers in eleven segments", arguments: ["1", "2"])
  func segments(threads: String) throws {
    let path = try #require(retail)
    let program = try Program("teff", environment: ["TEFF_THREADS": threads])
    let script = """
      sales = load "\(path)"
        | filter CustomerID is not null and not starts_with(InvoiceNo, "C")
        | filter Quantity > 0 and UnitPrice > 0
        | derive amount = Quantity * UnitPrice
      segments = sales
        | rfm customer: CustomerID, date: InvoiceDate, amount: amount, order: InvoiceNo
      segments.profile | sort customers desc | select line = f"{segment} {customers}"
        | save "segments.csv"
      segments | summarize customers = count(), revenue = round(sum(monetary), 3)
        | save "totals.csv"
      segments | sort CustomerID | take 3 | select CustomerID, recency, frequency, monetary, rfm
        | save "first.csv"
      """
    let run = try program.run(["run", "-"], input: script)
    #expect(run.status == 0, "\(run.errors)")
    let lines = program.text("segments.csv")?.split(separator: "\n").dropFirst().map(String.init)
    #expect(lines == Self.segments)
    #expect(program.text("totals.csv") == "customers,revenue\n4338,8911407.904\n")
    #expect(
      program.text("first.csv") == """
        CustomerID,recency,frequency,monetary,rfm
        12346,325,1,77183.6,115
        12347,2,7,4310.0,555
        12348,75,4,1797.24,244

        """)
  }
}
