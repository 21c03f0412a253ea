import Planning
import Testing

@Suite struct FormatSpecTests {
  @Test(
    "Formats say how digits are chosen",
    arguments: [
      (".2f", false, 2, false, false), (",", true, nil, false, false),
      (",.0f", true, 0, false, false),
      (".1%", false, 1, true, false), ("d", false, nil, false, true),
      (",d", true, nil, false, true),
      (",.15%", true, 15, true, false),
    ] as [(String, Bool, Int?, Bool, Bool)])
  func formats(
    text: String, isGrouped: Bool, decimals: Int?, isPercent: Bool, isWhole: Bool
  ) throws {
    let format = try FormatSpec(text)
    #expect(format.isGrouped == isGrouped)
    #expect(format.decimals == decimals)
    #expect(format.isPercent == isPercent)
    #expect(format.isWhole == isWhole)
  }

  @Test(
    "Other formats are refused with a way out",
    arguments: ["", "f", "%", ",%", "2f", ".f", ".2", ".99f", ".2e", ">10", "05d", ".-1f", "x"])
  func refusals(format: String) {
    let error = #expect(throws: FormatSpec.Failure.self) { try FormatSpec(format) }
    #expect(error?.label.isEmpty == false)
  }
}
