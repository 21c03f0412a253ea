import NumericalMethods
import Segmentation
import Testing

@Suite("How many groups there are")
struct SelectionTests {
  private static let methods: [GroupingMethod] = [
    .hierarchical(.ward), .kMeans(starts: 5, seed: 1), .mixture(.full, seed: 1),
  ]

  @Test(arguments: methods)
  func `Four clouds that lie apart are four groups by every measure`(
    method: GroupingMethod
  ) throws {
    // The corners of a tetrahedron, each as far from the others.
    let corners = [[1.0, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]]
    var generator = SeededGenerator(seed: 17)
    let points = Matrix(
      rows: (0..<240).map { row in
        corners[row % 4].map { 5 * $0 + generator.normal(sd: 0.4) }
      })
    let selection = try ClusterSelection(
      of: points, counts: 2...7, method: method, samples: 15, references: 8)
    #expect(selection.chosen == 4 && selection.isStable)
    #expect(selection.rows.map(\.count) == Array(2...7))
    #expect(selection.labels.map(\.count) == Array(2...7))
    let best = selection.rows[2]
    #expect(best.silhouette == selection.rows.compactMap(\.silhouette).max())
    #expect(best.daviesBouldin == selection.rows.compactMap(\.daviesBouldin).min())
    #expect(best.calinskiHarabasz == selection.rows.compactMap(\.calinskiHarabasz).max())
    #expect(best.stability ?? 0 > 0.98)
    #expect(selection.rows.allSatisfy { ($0.stability ?? 0) <= 1 })
    #expect(selection.sampled == 240)
    let gap = try GapStatistic(
      of: points, counts: Array(1...7), method: method, references: 10)
    #expect(gap.gaps[3] == gap.gaps.max())
    #expect(gap.errors.allSatisfy { $0 > 0 && $0 < 0.2 })
  }

  @Test func `The gap counts two clouds, and one`() throws {
    let two = Sample.clouds(200, 3, centres: 2, spread: 0.5, seed: 9)
    let method = GroupingMethod.kMeans(starts: 5, seed: 1)
    #expect(try GapStatistic(of: two, counts: Array(1...5), method: method).count == 2)
    let one = Sample.clouds(200, 3, centres: 1)
    #expect(try GapStatistic(of: one, counts: Array(1...5), method: method).count == 1)
  }

  @Test func `A cloud without groups is not called stable in five`() throws {
    let points = Sample.clouds(300, 4, centres: 1)
    let stability = try ClusterStability(
      of: points, counts: [5], method: .kMeans(starts: 3, seed: 1), samples: 20)
    #expect(stability.means[0] < ClusterSelection.stabilityLimit)
    #expect(stability.groups[0].count == 5)
  }

  @Test func `Threads and a second run change no bit`() throws {
    let points = Sample.clouds(150, 2)
    func select(_ threads: Int) throws -> ClusterSelection {
      try ClusterSelection(
        of: points, counts: 2...4, method: .kMeans(starts: 2, seed: 3), samples: 8, references: 6,
        execution: Execution(threads: threads))
    }
    #expect(try select(1) == select(2))
  }

  @Test func `A large table is looked at whole, and its stability in a part`() throws {
    let points = Sample.clouds(2500, 2, centres: 3, spread: 0.3, seed: 5)
    let selection = try ClusterSelection(
      of: points, counts: 2...4, method: .hierarchical(.ward), samples: 4, references: 3)
    #expect(selection.sampled == ClusterSelection.sampleLimit)
    #expect(selection.labels[0].labels.count == 2500)
    #expect(selection.chosen == 3)
  }

  @Test func `Few rows allow few counts`() throws {
    let points = Matrix(rows: [[0, 0], [0, 1], [9, 9], [9, 8]])
    let selection = try ClusterSelection(
      of: points, method: .hierarchical(.average), samples: 5, references: 3)
    #expect(selection.rows.map(\.count) == [2, 3, 4])
    #expect(throws: SegmentationError.tooFewRows(rows: 1, needed: 2)) {
      try ClusterSelection(of: Matrix(rows: [[1, 1], [1, 1]]), method: .hierarchical(.ward))
    }
  }
}
