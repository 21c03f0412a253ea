import Forecasting
import Tasks
import Testing

struct QuasiNewtonWalkTests {
  /// A valley of squares, whose bottom is at 1, 2.
  private static func smooth() -> QuasiNewtonWalk {
    QuasiNewtonWalk { point, slopes in
      let (first, second) = (point[0] - 1, point[1] - 2)
      slopes[0] = 2 * first
      slopes[1] = 20 * second
      return first * first + 10 * second * second
    }
  }

  /// A roof upside down: nowhere is its slope less than 1.
  private static func kinked(at place: Double) -> QuasiNewtonWalk {
    QuasiNewtonWalk { point, slopes in
      slopes[0] = point[0] < place ? -1 : 1
      return abs(point[0] - place)
    }
  }

  @Test func `A smooth valley is walked to its bottom`() throws {
    let end = try #require(try Self.smooth().end(from: [-3, 7]))
    #expect(abs(end.point[0] - 1) < 1e-4)
    #expect(abs(end.point[1] - 2) < 1e-4)
    #expect(end.value < 1e-8)
  }

  @Test(arguments: [0.3, 0.7, 3.3, 1_234.567])
  func `A walk to a kink ends, though no length is flat enough`(place: Double) throws {
    // Neighbouring lengths are farther apart than 1e-16 from 0.5 on.
    #expect(try Self.kinked(at: place).end(from: [0]) == nil)
  }

  @Test func `A kink beside a slope is walked down`() throws {
    let walk = QuasiNewtonWalk { point, slopes in
      let rest = point[1] - 2
      slopes[0] = point[0] < 3.3 ? -1 : 1
      slopes[1] = 2 * rest
      return abs(point[0] - 3.3) + rest * rest
    }
    // Where it ends is its own matter: that it does, and no higher than it began, is what counts.
    let end = try #require(try walk.end(from: [0, 0]))
    #expect(end.value < 7.3)
  }

  @Test func `A walk stops when it is asked to`() {
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(throws: CancellationRequested.self) {
      _ = try Self.kinked(at: 3.3).end(from: [0], cancellation: cancellation)
    }
  }
}
