import NumericalMethods
import Tables

/// Customers of a supermarket: who they are and how they shopped in one year.
///
/// Every customer belongs to one of five segments, which differ in age, visits, baskets and prices
/// and overlap at their borders, as those of real customers do. The truth is the segment.
enum SupermarketSet {
  static let defaultRows = 500

  static let schema = Schema([
    Field("customer_id", .text), Field("age", .int), Field("gender", .text),
    Field("region", .text), Field("total_spend", .number), Field("visit_frequency", .number),
    Field("avg_basket_size", .number), Field("preferred_category", .text),
  ])

  static let truthSchema = Schema([Field("customer_id", .text), Field("segment", .text)])

  /// Generates `rows` customers; visits are per month, baskets count items, spend is that of a year.
  static func make(
    rows: Int?, seed: UInt64, checking check: () throws -> Void
  ) rethrows -> TeachingSet {
    let count = max(0, rows ?? defaultRows)
    var generator = SeededGenerator(seed: seed).stream(Stream.supermarket)
    let segments = SupermarketSegment.all
    let segmentChoice = WeightedChoice(segments.map(\.share))
    let regionChoices = segments.map { WeightedChoice($0.regions) }
    let tasteChoices = segments.map { WeightedChoice($0.tastes) }

    var segmentOfRow: [Int] = []
    var ages: [Int] = []
    var genders: [Int] = []
    var regions: [Int] = []
    var spends: [Double] = []
    var visits: [Double] = []
    var baskets: [Double] = []
    var categories: [Int] = []
    for row in 0..<count {
      if row % 4_096 == 0 { try check() }
      let position = segmentChoice.draw(from: &generator)
      let segment = segments[position]
      let age = generator.normal(mean: segment.age.mean, sd: segment.age.sd)
      let visitsPerMonth = generator.logNormal(
        median: segment.visits.median, sigma: segment.visits.sigma)
      let items = generator.logNormal(median: segment.basket.median, sigma: segment.basket.sigma)
      let itemPrice = generator.logNormal(median: segment.itemPrice, sigma: 0.15)
      segmentOfRow.append(position)
      ages.append(Int(min(max(age, 18), 92).rounded()))
      genders.append(generator.chance(segment.women) ? 0 : 1)
      regions.append(regionChoices[position].draw(from: &generator))
      visits.append(max(0.3, tenths(visitsPerMonth)))
      baskets.append(max(1, tenths(items)))
      spends.append(cents(12 * visitsPerMonth * items * itemPrice))
      categories.append(tasteChoices[position].draw(from: &generator))
    }

    let customers = Column.identifiers((0..<count).map { $0 + 1 }, "S", digits: 4)
    return TeachingSet(
      table: Table(
        schema,
        [
          customers, .ints(ages), .words(genders, of: ["Female", "Male"]),
          .words(regions, of: Region.names), .numbers(spends), .numbers(visits), .numbers(baskets),
          .words(categories, of: SupermarketSegment.categories),
        ]),
      truth: Table(truthSchema, [customers, .words(segmentOfRow, of: segments.map(\.name))]),
      summary: "\(count.grouped) supermarket customers in \(segments.count) segments")
  }
}
