import Charts
import Testing

@Suite struct DistinctCutsTests {
  /// Characters as the measure, so that the widths can be counted.
  private func cut(_ texts: [String], to width: Int) -> [String] {
    DistinctCuts.of(texts, to: Double(width), measure: { Double($0.count) }) { text, room in
      guard text.count > Int(room) else { return text }
      var start = text.prefix(max(0, Int(room) - 1))
      while start.last == " " { start.removeLast() }
      return start + "…"
    }
  }

  @Test func `Texts that would look alike keep the words that tell them apart`() {
    #expect(
      cut(
        [
          "PINK REGENCY TEACUP AND SAUCER", "PINK REGENCY TEACUP AND PLATE", "short",
          "PINK REGENCY TEACUP AND SAUCER",
        ], to: 20)
        == ["PINK REGENCY…SAUCER", "PINK REGENCY T…PLATE", "short", "PINK REGENCY…SAUCER"])
    #expect(
      cut(["JUMBO BAG PINK POLKADOT", "JUMBO BAG PINK POLKADOT LONG", "LUNCH BAG"], to: 16)
        == ["JUMBO B…POLKADOT", "JUMBO…POLKADOT…", "LUNCH BAG"])
  }

  @Test func `Texts without words keep their last characters`() {
    #expect(
      cut(["sku_0000000000000000001", "sku_0000000000000000002"], to: 12)
        == ["sku_000000…1", "sku_000000…2"])
  }

  @Test func `Texts that differ at their start, or not at all, are cut as before`() {
    #expect(cut(["a long text here", "another long text"], to: 8) == ["a long…", "another…"])
    #expect(cut(["the same text", "the same text"], to: 8) == ["the sam…", "the sam…"])
    #expect(cut([], to: 8) == [])
  }

  @Test(arguments: [60.0, 90, 130, 200])
  func `Labels fit their width in pixels`(_ width: Double) {
    let names = (1...9).map { "REGENCY TEACUP AND SAUCER OF SET \($0) IN ROSES" }
    let labels = DistinctCuts.of(
      names, to: width, measure: { TextWidth.of($0, size: 11) },
      cut: { TextWidth.cut($0, to: $1, size: 11) })
    #expect(Set(labels).count == names.count)
    #expect(labels.allSatisfy { TextWidth.of($0, size: 11) <= width + 1e-9 })
  }
}
