import Tables
import TeachingSets
import Testing

struct SupermarketSetTests {
  private let set = TeachingSetName.supermarket.make(rows: 5_000)

  @Test(arguments: SupermarketSegment.all.map(\.name))
  func `A segment's customers are as the segment says`(name: String) throws {
    let segment = try #require(SupermarketSegment.all.first { $0.name == name })
    let segments = Texts.of(set.truth, "segment")
    let share = Double(segments.count { $0 == name }) / 5_000
    #expect(abs(share - segment.share) < 0.025)
    let age = means(Numbers.of(set.table, "age"), by: segments)[name] ?? 0
    #expect(abs(age - segment.age.mean) < 1)
    // The mean of a log-normal number lies above its median by exp(sigma² / 2), 5 % at most here.
    let visits = means(Numbers.of(set.table, "visit_frequency"), by: segments)[name] ?? 0
    #expect(abs(visits / segment.visits.median - 1.025) < 0.06)
    let basket = means(Numbers.of(set.table, "avg_basket_size"), by: segments)[name] ?? 0
    #expect(abs(basket / segment.basket.median - 1.025) < 0.06)
  }

  @Test func `Segments overlap in every single measure`() {
    let segments = Texts.of(set.truth, "segment")
    for measure in ["age", "total_spend", "visit_frequency", "avg_basket_size"] {
      let values = Numbers.of(set.table, measure)
      let ranges = SupermarketSegment.all.map { segment in
        let own = zip(segments, values).filter { $0.0 == segment.name }.map(\.1)
        return (low: own.min() ?? 0, high: own.max() ?? 0)
      }.sorted { $0.low < $1.low }
      #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.high > $1.low }, "\(measure)")
    }
  }

  @Test func `Premium customers spend most and the Highlands are the best region`() {
    let spend = Numbers.of(set.table, "total_spend")
    let bySegment = means(spend, by: Texts.of(set.truth, "segment"))
    #expect(bySegment.max { $0.value < $1.value }?.key == "Premium")
    let byRegion = sums(spend, by: Texts.of(set.table, "region"))
    #expect(byRegion.count == 5)
    #expect(byRegion.max { $0.value < $1.value }?.key == "Highlands")
  }

  @Test func `Customers are of plausible age`() {
    #expect(Numbers.of(set.table, "age").allSatisfy { (18...92).contains($0) })
    #expect(Set(Texts.of(set.table, "gender")) == ["Female", "Male"])
    #expect(Set(Texts.of(set.table, "preferred_category")).count == 8)
  }
}
