import NumericalMethods
import Segmentation
import Synchronization
import Tasks
import Testing

/// An estimator of groups as the shared suite sees it.
struct Grouper: Sendable, CustomTestStringConvertible {
  var testDescription: String
  /// Whether equal groups are promised when rows change places (a random start depends on places).
  var isFreeOfOrder = true
  /// Whether the wanted number of groups may exceed the number of rows.
  var takesFewRows = false
  var fit: @Sendable (Matrix, Execution) throws -> ClusterLabels

  static let all: [Grouper] =
    Linkage.allCases.map { linkage in
      Grouper(testDescription: linkage.rawValue) { points, execution in
        try Dendrogram(of: points, linkage: linkage, execution: execution).labels(count: 3)
      }
    } + [
      Grouper(testDescription: "k-means", isFreeOfOrder: false) { points, execution in
        try KMeans(clusters: 3).fit(points, execution: execution).labels
      },
      Grouper(testDescription: "mixture, full", isFreeOfOrder: false) { points, execution in
        try GaussianMixture(clusters: 3).fit(points, execution: execution).labels
      },
      Grouper(testDescription: "mixture, diagonal", isFreeOfOrder: false) { points, execution in
        try GaussianMixture(clusters: 3, shape: .diagonal).fit(points, execution: execution).labels
      },
      Grouper(testDescription: "density", takesFewRows: true) { points, execution in
        // A distance in the units of the points, as somebody who looked at them would choose.
        let widest = (0..<points.columns).reduce(0.0) { widest, column in
          let values = points[column: column].filter(\.isFinite)
          return max(widest, (values.max() ?? 0) - (values.min() ?? 0))
        }
        return try DensityClusters(
          of: points, distance: widest > 0 ? widest / 10 : 1, neighbours: 4, execution: execution
        ).labels
      },
      Grouper(testDescription: "density tree", takesFewRows: true) { points, execution in
        try HierarchicalDensityClusters(of: points, least: 10, execution: execution).labels
      },
    ]
}

@Suite("What all estimators of groups promise")
struct ConformanceTests {
  /// Three clouds that nobody can miss.
  private let parted = Sample.clouds(120, 3, centres: 3, spread: 0.05, seed: 21)

  @Test(arguments: Grouper.all)
  func `Clouds that lie apart are found, and rows may change places`(grouper: Grouper) throws {
    let labels = try grouper.fit(parted, Execution())
    #expect(labels.count == 3 && labels.noise == 0)
    var order = Array(0..<120)
    var generator = SeededGenerator(seed: 4)
    generator.shuffle(&order)
    let moved = Matrix(rows: order.map { row in (0..<3).map { parted[row, $0] } })
    let again = try grouper.fit(moved, Execution())
    let back = ClusterLabels(
      grouping: (0..<120).map { row in again.labels[order.firstIndex(of: row) ?? 0] })
    #expect(back == labels)
  }

  @Test(arguments: Grouper.all)
  func `Threads change no bit, nor does a second run`(grouper: Grouper) throws {
    for rows in [50, 9_000] {
      if rows > 1000 && ["complete", "average"].contains(grouper.testDescription) { continue }
      let points = Sample.clouds(rows, 4)
      let one = try grouper.fit(points, Execution(threads: 1))
      #expect(try one == grouper.fit(points, Execution(threads: 2)))
      #expect(try one == grouper.fit(points, Execution(threads: 2)))
    }
  }

  @Test(arguments: Grouper.all)
  func `Scaling all columns and moving the origin changes no group`(grouper: Grouper) throws {
    let labels = try grouper.fit(parted, Execution())
    for (factor, shift) in [(1024.0, 0.0), (1e-9, 0), (1e6, 0), (1, 1e4), (3, -7)] {
      var moved = parted
      for index in moved.values.indices {
        moved.values[index] = moved.values[index] * factor + shift
      }
      #expect(try grouper.fit(moved, Execution()) == labels)
    }
  }

  @Test(arguments: Grouper.all)
  func `Repeated rows stay together`(grouper: Grouper) throws {
    let twice = Matrix(rows: (0..<240).map { row in (0..<3).map { parted[row / 2, $0] } })
    let labels = try grouper.fit(twice, Execution()).labels
    for row in 0..<120 { #expect(labels[2 * row] == labels[2 * row + 1]) }
  }

  @Test(arguments: Grouper.all)
  func `A column that never changes changes nothing`(grouper: Grouper) throws {
    let wider = Matrix(rows: (0..<120).map { row in (0..<3).map { parted[row, $0] } + [7] })
    #expect(try grouper.fit(wider, Execution()) == grouper.fit(parted, Execution()))
  }

  @Test(arguments: Grouper.all)
  func `What is no finite number is an error with its place`(grouper: Grouper) {
    for bad in [Double.nan, .infinity, -.infinity] {
      var points = parted
      points[17, 2] = bad
      #expect(throws: SegmentationError.notFinite(row: 17, column: 2)) {
        try grouper.fit(points, Execution())
      }
    }
    #expect(throws: SegmentationError.empty) {
      try grouper.fit(Matrix(rows: 0, columns: 3), Execution())
    }
    #expect(throws: SegmentationError.empty) {
      try grouper.fit(Matrix(rows: 3, columns: 0), Execution())
    }
  }

  @Test(arguments: Grouper.all)
  func `Fewer rows than groups are an error, or need no group`(grouper: Grouper) throws {
    for rows in [1, 2] {
      let points = Matrix(rows: (0..<rows).map { [Double($0), 1] })
      if grouper.takesFewRows {
        #expect(try grouper.fit(points, Execution()).labels.count == rows)
      } else {
        #expect(throws: SegmentationError.tooFewRows(rows: rows, needed: 3)) {
          try grouper.fit(points, Execution())
        }
      }
    }
    let three = Matrix(rows: [[0, 0], [5, 5], [9, 0]])
    if !grouper.takesFewRows {
      #expect(try grouper.fit(three, Execution()).labels == [1, 2, 3])
    }
  }

  @Test(arguments: Grouper.all)
  func `An interrupt stops the work, and progress rises to the end`(grouper: Grouper) throws {
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: CancellationRequested.self) {
      try grouper.fit(parted, Execution(cancellation: cancellation))
    }
    let last = Mutex(0.0)
    let steps = Mutex(0)
    let points = Sample.clouds(1500, 4)
    _ = try grouper.fit(
      points,
      Execution(threads: 1) { fraction in
        last.withLock { last in
          #expect(fraction >= last && fraction <= 1)
          last = fraction
        }
        steps.withLock { $0 += 1 }
      })
    #expect(last.withLock { $0 } == 1 && steps.withLock { $0 } > 2)
  }
}
