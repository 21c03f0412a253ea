import Glibc

/// A colour in Björn Ottosson's OKLab space, where equal steps look equal.
struct OKLab {
  var lightness: Double
  var a: Double
  var b: Double

  init(lightness: Double, a: Double, b: Double) {
    self.lightness = lightness
    self.a = a
    self.b = b
  }

  init(_ color: RGB) {
    let (red, green, blue) = color.linear
    let l = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let m = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let s = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
    a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
    b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
  }

  var rgb: RGB {
    func cube(_ x: Double) -> Double { x * x * x }
    let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let s = cube(lightness - 0.0894841775 * a - 1.291485548 * b)
    func encoded(_ linear: Double) -> Double {
      guard linear > 0 else { return 0 }
      let c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * power(linear, 1 / 2.4) - 0.055
      return 255 * c
    }
    return RGB(
      encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
      encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
      encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s))
  }

  /// `steps` colours at equal distances along the given ones.
  static func ramp(_ anchors: [UInt32], steps: Int) -> [RGB] {
    let points = anchors.map { OKLab(RGB($0)) }
    return (0..<steps).map { step in
      let place = Double(step) / Double(steps - 1) * Double(points.count - 1)
      let from = min(Int(place), points.count - 2)
      let share = place - Double(from)
      let (p, q) = (points[from], points[from + 1])
      return OKLab(
        lightness: p.lightness + (q.lightness - p.lightness) * share, a: p.a + (q.a - p.a) * share,
        b: p.b + (q.b - p.b) * share
      ).rgb
    }
  }
}

/// `base` to the power of `exponent`.
func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
