import NumericalMethods
import Testing

struct NelderMeadTests {
  @Test func `Rosenbrock's valley is walked to its end`() {
    let found = NelderMead(maximumEvaluations: 2000, tolerance: 1e-12).minimize(
      from: [-1.2, 1], steps: [0.1, 0.1], lower: [-10, -10], upper: [10, 10]
    ) { 100 * ($0[1] - $0[0] * $0[0]) * ($0[1] - $0[0] * $0[0]) + (1 - $0[0]) * (1 - $0[0]) }
    #expect(abs(found.point[0] - 1) < 1e-4)
    #expect(abs(found.point[1] - 1) < 1e-4)
    #expect(found.value < 1e-8)
  }

  @Test func `Bounds hold, and the least on them is found`() {
    let found = NelderMead().minimize(
      from: [3, 3], steps: [0.5, 0.5], lower: [1, -5], upper: [4, 4]
    ) { $0[0] * $0[0] + ($0[1] - 2) * ($0[1] - 2) }
    #expect(found.point[0] == 1)
    #expect(abs(found.point[1] - 2) < 1e-3)
  }

  @Test func `The budget is kept`() {
    var count = 0
    let found = NelderMead(maximumEvaluations: 50, tolerance: 0).minimize(
      from: [1, 1, 1], steps: [1, 1, 1], lower: [-9, -9, -9], upper: [9, 9, 9]
    ) {
      count += 1
      return $0.reduce(0) { $0 + $1 * $1 }
    }
    #expect(found.evaluations == count)
    #expect(count < 60)
  }

  @Test func `A function that is infinite somewhere is walked around`() {
    let found = NelderMead().minimize(
      from: [1], steps: [0.5], lower: [-5], upper: [5]
    ) { $0[0] <= 0.5 ? .infinity : $0[0] }
    #expect(found.point[0] > 0.5)
    #expect(found.point[0] < 0.51)
  }

  @Test func `No parameters are one evaluation`() {
    let found = NelderMead().minimize(from: [], steps: [], lower: [], upper: []) { _ in 7 }
    #expect(found.value == 7)
    #expect(found.evaluations == 1)
  }
}
