import Glibc
import NumericalMethods
import Testing

@Suite("Derivatives of the gamma function, and Newton's ascent")
struct DigammaTests {
  @Test(arguments: [
    (1.0, -0.577215664901532861, 1.644934066848226436),
    (0.5, -1.963510026021423479, 4.934802200544679309),
    (0.001, -1000.575571931810300, 1000001.642533195869),
    (10.0, 2.251752589066721108, 0.105166335681685747),
    (123.456, 4.811829323828985387, 0.008132945834278198),
  ])
  func `Known values`(x: Double, psi: Double, tri: Double) {
    #expect(abs(digamma(x) - psi) < 2e-13 * abs(psi))
    #expect(abs(trigamma(x) - tri) < 2e-12 * abs(tri))
  }

  @Test func `Each is the slope of the one before`() {
    for x in [0.3, 0.9, 2.2, 9.99, 10.01, 50] {
      let h = 1e-5 * x
      let slope = (logGamma(x + h) - logGamma(x - h)) / (2 * h)
      #expect(abs(digamma(x) - slope) < 1e-7 * (1 + abs(slope)))
      let bend = (digamma(x + h) - digamma(x - h)) / (2 * h)
      #expect(abs(trigamma(x) - bend) < 1e-7 * (1 + abs(bend)))
    }
  }

  @Test func `Newton's ascent finds the top of a curved hill`() {
    // Rosenbrock's valley, turned over.
    let ascent = NewtonAscent(from: [-1.2, 1]) { place in
      let (x, y) = (place[0], place[1])
      let d = y - x * x
      return NewtonAscent.Surface(
        value: -(100 * d * d + (1 - x) * (1 - x)),
        gradient: [400 * x * d + 2 * (1 - x), -200 * d],
        hessian: [[400 * d - 800 * x * x - 2, 400 * x], [400 * x, -200]])
    }
    #expect(ascent.hasConverged)
    #expect(abs(ascent.place[0] - 1) < 1e-6 && abs(ascent.place[1] - 1) < 1e-6)
    #expect(NewtonAscent.solve([[1, 2], [2, 1]], [1, 1]) == nil)
  }
}
