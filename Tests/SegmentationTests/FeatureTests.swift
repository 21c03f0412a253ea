import Glibc
import NumericalMethods
import Segmentation
import Tables
import Testing

@Suite("Columns as numbers to compare rows by")
struct FeatureTests {
  private func number(_ values: [Double?]) -> Column {
    Column(.number(values.map { $0 ?? 0 }), validity: Validity(values.map { $0 != nil }))
  }

  private func text(_ values: [String?]) -> Column {
    Column(.text(TextColumn(values)), validity: Validity(values.map { $0 != nil }))
  }

  private func int(_ values: [Int64]) -> Column { Column(.int(values)) }

  @Test func `Columns that say nothing are left out with the reason`() throws {
    let table = Table([
      ("customer_id", int([4, 2, 9, 7])), ("paid", int([4, 2, 9, 7])),
      ("name", text(["Ann", "Bob", "Cyd", "Dan"])), ("same", number([3, 3, 3, 3])),
      ("none", number([nil, nil, nil, nil])), ("shop", text(["a", "a", "b", "b"])),
      ("country", text(["x", "x", "x", "x"])),
      ("tags", Column(.list([[], [], [], []], of: .text))),
    ])
    let matrix = try FeatureMatrix(table)
    #expect(matrix.space.features.map(\.name) == ["paid", "shop = a", "shop = b"])
    let reasons = matrix.space.leftOut.map { "\($0.column) \($0.reason)" }
    #expect(
      reasons == [
        "customer_id names the rows", "name names the rows", "same has one value",
        "none has no values", "country has one value", "tags holds values of type list of text",
      ])
    // Whoever names a column wants it.
    let named = try FeatureSpace(
      learning: table, options: FeatureOptions(columns: ["customer_id"]))
    #expect(named.features.map(\.name) == ["customer_id"])
    let nothing = #expect(throws: SegmentationError.self) {
      try FeatureSpace(learning: table, options: FeatureOptions(columns: ["same", "none"]))
    }
    #expect(
      nothing?.description
        == "no column is left to compare rows by: `same` has one value, `none` has no values")
    #expect(throws: SegmentationError.self) {
      try FeatureSpace(learning: table, options: FeatureOptions(columns: ["nowhere"]))
    }
  }

  @Test func `Columns that are called ids are left out even if values come back`() throws {
    let half: [Int64] = [7, 8, 9, 7, 8, 9]
    let table = Table([
      ("customer_id", int(half)), ("storeId", int(half)), ("id", int([1, 1, 1, 1, 1, 1])),
      ("code_id", text(["a", "b", "c", "a", "b", "c"])),
      ("PAID", int([0, 1, 5, 0, 1, 5])), ("paid", int([0, 1, 5, 0, 1, 5])),
      ("GRID", int([1, 2, 3, 4, 5, 6])), ("x", int(half)),
    ])
    let space = try FeatureSpace(learning: table)
    #expect(space.features.map(\.name) == ["PAID", "paid", "x"])
    #expect(
      space.leftOut.map { "\($0.column) \($0.reason)" } == [
        "customer_id is called an id", "storeId is called an id", "id has one value",
        "code_id is called an id", "GRID names the rows",
      ])
    let shops = Table([
      ("shop_id", text((0..<40).map { $0 % 2 == 0 ? "a" : "b" })),
      ("x", int((0..<40).map { Int64($0) })),
    ])
    #expect(try FeatureSpace(learning: shops).features.count == 3)
    #expect(
      try FeatureSpace(learning: table, options: .init(columns: ["storeId"])).features.count == 1)
  }

  @Test(arguments: FeatureOptions.Scaling.allCases)
  func `Two values of a number are 1 apart, however rare one of them is`(
    scaling: FeatureOptions.Scaling
  ) throws {
    var rare = [Double?](repeating: 0, count: 200)
    rare[7] = 1
    let table = Table([
      ("rare", number(rare)), ("price", number((0..<200).map { $0 < 100 ? 5 : 9 })),
      ("x", number((0..<200).map { Double($0) })), ("gap", number(rare.map { $0 == 1 ? nil : 0 })),
    ])
    let matrix = try FeatureMatrix(
      table, options: FeatureOptions(columns: ["rare", "price", "x"], scaling: scaling))
    let isScaled = scaling != .none
    #expect(matrix.space.twoValued == (isScaled ? ["rare", "price"] : []))
    #expect(matrix.points[7, 0] - matrix.points[0, 0] == 1)
    #expect(matrix.points[150, 1] - matrix.points[0, 1] == (isScaled ? 1 : 4))
    // The variance of no such column is above that of a number.
    for column in 0..<2 where isScaled {
      let values = Array(matrix.points[column: column])
      let mean = values.reduce(0, +) / 200
      #expect(values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 200 <= 0.25)
    }
    #expect(matrix.space.leftOut.isEmpty)
  }

  @Test func `Numbers too large to be squared are left out with the reason`() throws {
    let table = Table([
      ("huge", number([1e308, -1e308, 3, 4])), ("far", number([.infinity, 1, 2, 3])),
      ("tiny", number([1e-300, 2e-300, 3e-300, 4e-300])),
    ])
    let matrix = try FeatureMatrix(table)
    #expect(
      matrix.space.leftOut.map { "\($0.column) \($0.reason)" } == [
        "huge holds numbers above 1e150", "tiny has values that differ too little",
      ])
    #expect(matrix.space.filled.map(\.column) == ["far"])
    #expect(matrix.points.values.allSatisfy { $0.isFinite })
  }

  @Test func `Numbers are scaled, with the deviation of the population`() throws {
    let table = Table([("x", number([2, 4, 4, 4, 5, 5, 7, 9]))])
    let matrix = try FeatureMatrix(table)
    #expect(matrix.space.features[0].centre == 5 && matrix.space.features[0].scale == 2)
    #expect(matrix.points.values == [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2])
    let robust = try FeatureMatrix(table, options: FeatureOptions(scaling: .robust))
    #expect(robust.space.features[0].centre == 4.5)
    // Quartiles 4 and 5.5.
    #expect(agree(robust.space.features[0].scale, 1.5 / 1.3489795003921634, 1e-14))
    let plain = try FeatureMatrix(table, options: FeatureOptions(scaling: .none))
    #expect(plain.points.values == [2, 4, 4, 4, 5, 5, 7, 9])
  }

  @Test func `Skewed amounts are compared by their logarithm, and it is said`() throws {
    let amounts: [Double?] = (0..<40).map { exp(Double($0) / 6) - 1 }
    let table = Table([("amount", number(amounts)), ("even", number((0..<40).map { Double($0) }))])
    let space = try FeatureSpace(learning: table)
    #expect(space.features.map(\.kind) == [.logarithm, .number])
    let points = try space.points(of: table)
    // The logarithms are evenly spaced.
    #expect(agree(points[1, 0] - points[0, 0], points[39, 0] - points[38, 0], 1e-9))
    let plain = try FeatureSpace(learning: table, options: FeatureOptions(logsSkewed: false))
    #expect(plain.features.map(\.kind) == [.number, .number])
  }

  @Test func `Two rows of different levels are 1 apart, however many levels there are`() throws {
    let table = Table([
      ("tier", text(["a", "b", "c", "d", "e", "a"])),
      ("member", Column(.bool([true, false, true, false, true, false]))),
    ])
    let matrix = try FeatureMatrix(table)
    func distance(_ a: Int, _ b: Int, _ columns: Range<Int>) -> Double {
      columns.reduce(0) { sum, column in
        let difference = matrix.points[a, column] - matrix.points[b, column]
        return sum + difference * difference
      }
    }
    #expect(agree(distance(0, 1, 0..<5), 1, 1e-15) && agree(distance(2, 4, 0..<5), 1, 1e-15))
    #expect(distance(0, 5, 0..<5) == 0)
    #expect(distance(0, 1, 5..<6) == 1)
  }

  @Test func `Orders that are declared and dates are numbers`() throws {
    let table = Table([
      ("tier", text(["Gold", "Silver", "Bronze", "Tin", "Silver"])),
      ("joined", Column(.date([100, 90, 95, 100, 98]))),
    ])
    let options = FeatureOptions(
      scaling: .none, ordinals: ["tier": ["Bronze", "Silver", "Gold"]])
    let matrix = try FeatureMatrix(table, options: options)
    #expect(matrix.space.features.map(\.kind) == [.ordinal, .age])
    // A text that is not in the order is missing: the median is Silver.
    #expect(Array(matrix.points[column: 0]) == [2, 1, 0, 1, 1])
    #expect(Array(matrix.points[column: 1]) == [0, 10, 5, 0, 2])
    #expect(matrix.space.filled.map(\.count) == [1])
    // New rows are measured from the day that was the last.
    let new = Table([("tier", text(["Gold"])), ("joined", Column(.date([80])))])
    #expect(try matrix.space.points(of: new).values == [2, 20])
  }

  @Test func `Missing values are filled and counted`() throws {
    let table = Table([
      ("x", number([1, nil, 3, 8, nil])), ("kind", text(["a", nil, "b", "a", "b"])),
    ])
    let matrix = try FeatureMatrix(table, options: FeatureOptions(scaling: .none))
    #expect(
      matrix.space.filled.map(\.filling) == [.median(3), .level]
        && matrix.space.filled.map(\.count) == [2, 1])
    #expect(Array(matrix.points[column: 0]) == [1, 3, 3, 8, 3])
    #expect(matrix.space.features.map(\.name) == ["x", "kind = a", "kind = b", "kind = missing"])
    let weight = 0.5.squareRoot()
    #expect(agree(Array(matrix.points[column: 3]), [0, weight, 0, 0, 0], 1e-15))
    // Scaled columns have mean 0 with the filled values among them.
    let scaled = try FeatureMatrix(table)
    #expect(abs(scaled.points[column: 0].reduce(0, +)) < 1e-14)
    // A text that was never seen belongs to no level.
    let new = Table([("x", number([2])), ("kind", text(["z"]))])
    #expect(try matrix.space.points(of: new).values == [2, 0, 0, 0])
  }

  @Test(.enabled(if: RealData.isThere, "TEFF_DATA names no folder"))
  func `The supermarket's sample groups as well as its app says, and better without the id`()
    throws
  {
    let (header, rows) = try RealData.cells("customers/ethiopian_supermarket_customers.csv")
    let table = Table(
      header.enumerated().map { index, name in
        let cells = rows.map { $0[index] }
        let numbers = cells.compactMap { Int64($0) }
        return (name, numbers.count == cells.count ? int(numbers) : text(cells))
      })
    // The app's own space: ones of categories count whole, and no logarithms.
    let matrix = try FeatureMatrix(
      table, options: FeatureOptions(logsSkewed: false, categoryWeight: 1))
    #expect(matrix.points.columns == 20)
    #expect(matrix.space.leftOut.map(\.column) == ["customer_id"])
    for linkage in Linkage.allCases {
      let tree = try Dendrogram(of: matrix.points, linkage: linkage)
      for (labels, silhouette) in try tree.silhouettes(of: matrix.points, counts: 2...5) {
        let expected = Peer.all["segmentiq_drop_id"]["\(linkage.rawValue)|k=\(labels.count)"]
        #expect(agree(silhouette.mean, expected["silhouette"].number, 1e-9))
        #expect(
          labels.sizes.map { Double($0) } == expected["sizes"].numbers.sorted(by: >))
      }
    }
  }

  @Test func `A profile tells what makes a group different`() throws {
    let table = Table([
      ("spend", number([1, 2, 1, 2, 9, 10, 9, nil])),
      ("shop", text(["a", "a", "a", "b", "b", "b", "b", "b"])),
      ("noise", number([5, 6, 5, 6, 5, 6, 5, 6])),
    ])
    let space = try FeatureSpace(learning: table, options: FeatureOptions(logsSkewed: false))
    let labels = ClusterLabels(grouping: [0, 0, 0, 0, 1, 1, 1, 1])
    let profile = try ClusterProfile(of: table, in: space, labels: labels)
    #expect(profile.groups.map(\.label) == [1, 2] && profile.groups.map(\.share) == [0.5, 0.5])
    let strongest = profile.groups[0].strongest().map { profile.groups[0].traits[$0] }
    #expect(strongest.map(\.feature.name) == ["spend", "shop = a", "shop = b"])
    #expect(profile.repeats.isEmpty)
    let spend = profile.groups[0].traits[0]
    #expect(spend.value == 1.5 && agree(spend.overall, 34.0 / 7, 1e-15) && spend.effect < -0.8)
    // Missing values count in no mean.
    #expect(agree(profile.groups[1].traits[0].value, 28.0 / 3, 1e-15))
    let share = profile.groups[0].traits[1]
    #expect(share.value == 0.75 && share.overall == 0.375)
    #expect(agree(share.effect, 2 * (asin(0.75.squareRoot()) - asin(0.375.squareRoot())), 1e-15))
    let withNoise = try ClusterProfile(
      of: table, in: space, labels: ClusterLabels(grouping: [0, 0, 0, 0, 1, 1, 1, -1]))
    #expect(withNoise.groups.map(\.label) == [1, 2, 0])
  }

  @Test func `What several columns say of each row is one trait`() throws {
    let table = Table([
      ("internet", text(["no", "no", "yes", "yes"])),
      ("backup", text(["none", "none", "on", "off"])),
      ("support", text(["none", "none", "off", "on"])),
    ])
    let space = try FeatureSpace(learning: table)
    let profile = try ClusterProfile(
      of: table, in: space, labels: ClusterLabels(grouping: [0, 0, 1, 1]))
    let names = space.features.map(\.name)
    let none = try ["internet = no", "backup = none", "support = none"].map {
      try #require(names.firstIndex(of: $0))
    }
    #expect(profile.repeats[none[0]] == [none[1], none[2]])
    let told = Set(profile.repeats.values.joined())
    for group in profile.groups {
      let strongest = group.strongest(9, besides: told).map { group.traits[$0].feature.name }
      #expect(strongest.contains("internet = no") && !strongest.contains("backup = none"))
    }
  }
}
