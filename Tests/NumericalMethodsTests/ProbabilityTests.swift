import NumericalMethods
import Testing

/// Values by scipy 1.17 and, in the tails and where scipy has fewer digits, by mpmath with 60 digits.
struct ProbabilityTests {
  private func expect(
    _ value: Double, near expected: Double, within tolerance: Double,
    _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(
      abs(value - expected) <= tolerance * abs(expected), "\(value), expected \(expected)",
      sourceLocation: location)
  }

  @Test(arguments: [
    (-37.0, 5.725571222524577e-300, 1.0),
    (-10.0, 7.619853024160525e-24, 1.0),
    (-3.5, 0.00023262907903552504, 0.9997673709209645),
    (-1.0, 0.15865525393145705, 0.8413447460685429),
    (-1e-08, 0.4999999960105772, 0.5000000039894228),
    (0.0, 0.5, 0.5),
    (0.5, 0.6914624612740131, 0.3085375387259869),
    (1.96, 0.9750021048517795, 0.024997895148220435),
    (5.0, 0.9999997133484281, 2.866515718791939e-07),
    (8.0, 0.9999999999999993, 6.220960574271784e-16),
    (36.5, 1.0, 5.544725713074845e-292),
  ])
  func `The normal distribution keeps its tails`(z: Double, below: Double, above: Double) {
    expect(NormalDistribution.cdf(z), near: below, within: 1e-12)
    expect(NormalDistribution.survival(z), near: above, within: 1e-12)
    expect(NormalDistribution.twoSided(z), near: 2 * min(below, above), within: 1e-12)
  }

  @Test(arguments: [
    (1e-300, -37.0470962993612),
    (1e-100, -21.273453560965322),
    (1e-20, -9.262340089798409),
    (1e-05, -4.264890793922825),
    (0.025, -1.9599639845400545),
    (0.3, -0.5244005127080409),
    (0.5, 0.0),
    (0.8413447460685429, 1.0),
    (0.975, 1.959963984540054),
  ])
  func `Normal quantiles`(p: Double, z: Double) {
    expect(NormalDistribution.quantile(p), near: z, within: 1e-13)
    expect(NormalDistribution.upperQuantile(p), near: -z, within: 1e-13)
  }

  @Test(arguments: [
    (1.0, 0.5, 0.35241638234956674),
    (1.0, 10000000000.0, 3.1830988618379065e-11),
    (2.0, 3.0, 0.04773298313335456),
    (2.5, 1e+100, 7.193397190831722e-251),
    (5.0, -2.0, 0.9490302605850708),
    (7.3, 12.0, 2.2778926147852753e-06),
    (30.0, 2.042, 0.02501433532809895),
    (30.0, 300.0, 5.0096675035800996e-54),
    (499.7, 1.1, 0.13593087941579737),
    (5000.0, 37.0, 2.146887778524859e-265),
    (541907.0, 0.9, 0.18406032531312227),
    (541907.0, 37.0, 1.359040128494049e-299),
    (1000000.0, 5.0, 2.866998935445371e-07),
  ])
  func `Student's tails`(degrees: Double, t: Double, above: Double) {
    let student = StudentDistribution(degrees: degrees)
    expect(student.survival(t), near: above, within: 2e-12)
    expect(student.cdf(-t), near: above, within: 2e-12)
    #expect(abs(student.survival(t) + student.cdf(t) - 1) < 1e-14)
  }

  @Test(arguments: [
    (1.0, 0.25, 1.0000000000000002),
    (1.0, 1e-12, 318309886183.7907),
    (3.7, 0.025, 2.8675207071911903),
    (200.0, 1e-50, 20.284832697022637),
    (541907.0, 0.025, 1.9599683621849986),
    (8.0, 0.9, -1.3968153097438654),
  ])
  func `Student's quantiles`(degrees: Double, p: Double, t: Double) {
    expect(StudentDistribution(degrees: degrees).upperQuantile(p), near: t, within: 2e-12)
    expect(StudentDistribution(degrees: degrees).quantile(p), near: -t, within: 2e-12)
  }

  @Test(arguments: [
    (1.0, 1.0, 0.3, 0.3190057200399771, 0.6809942799600229),
    (1.0, 30.0, 4.17, 0.9499774113555988, 0.05002258864440124),
    (3.0, 20.0, 0.01, 0.0014183239808989647, 0.9985816760191011),
    (4.0, 17.3, 55.0, 0.9999999986879503, 1.3120496500708099e-09),
    (2.0, 100.0, 600.0, 1.0, 2.0083175556898764e-56),
    (7.0, 3.0, 1000000.0, 0.9999999984758311, 1.5241689050875847e-09),
    (5.0, 541900.0, 1.2, 0.6937794655420483, 0.3062205344579518),
    (37.0, 541871.0, 20.0, 1.0, 1.5826088549001716e-131),
    (1.0, 10.0, 1e-12, 7.782167679319194e-07, 0.9999992217832321),
    (2.0, 4000.0, 1000.0, 1.0, 0.0),
  ])
  func `The tails of F`(
    numerator: Double, denominator: Double, f: Double, below: Double, above: Double
  ) {
    let distribution = FDistribution(numerator: numerator, denominator: denominator)
    expect(distribution.cdf(f), near: below, within: 2e-12)
    expect(distribution.survival(f), near: above, within: 2e-12)
  }

  @Test(arguments: [
    (1.0, 30.0, 0.05, 4.170876785766691),
    (3.0, 20.0, 1e-10, 69.00222476959826),
    (5.0, 541900.0, 0.01, 3.017288141770524),
    (4.0, 17.3, 0.99, 0.07090370202992849),
  ])
  func `Quantiles of F`(numerator: Double, denominator: Double, p: Double, f: Double) {
    let distribution = FDistribution(numerator: numerator, denominator: denominator)
    expect(distribution.upperQuantile(p), near: f, within: 2e-11)
  }

  @Test(arguments: [
    (1.0, 0.001, 0.025227120630039613, 0.9747728793699604),
    (1.0, 3.841458820694124, 0.95, 0.05000000000000006),
    (1.0, 1370.0, 1.0, 6.942937364643268e-300),
    (2.0, 0.5, 0.22119921692859512, 0.7788007830714049),
    (3.0, 7.8, 0.9496689021401467, 0.05033109785985335),
    (5.0, 1e-20, 5.319230405352435e-52, 1.0),
    (10.0, 1400.0, 1.0, 9.920391479800145e-295),
    (100.0, 124.3, 0.9497336016998416, 0.050266398300158395),
    (100.0, 20.0, 1.8547268838697993e-19, 1.0),
    (4000.0, 4100.0, 0.8678507404035056, 0.13214925959649443),
    (0.5, 0.2, 0.608338845728966, 0.39166115427103393),
    (1000.0, 3500.0, 1.0, 1.0443523005432747e-273),
  ])
  func `The tails of chi-squared`(degrees: Double, x: Double, below: Double, above: Double) {
    let distribution = ChiSquaredDistribution(degrees: degrees)
    expect(distribution.cdf(x), near: below, within: 2e-12)
    expect(distribution.survival(x), near: above, within: 2e-12)
  }

  @Test(arguments: [
    (1.0, 0.05, 3.8414588206941285),
    (3.0, 1e-300, 1388.3367738546858),
    (10.0, 0.995, 2.1558564813046392),
    (100.0, 1e-08, 200.63190873681665),
    (0.7, 0.5, 0.21473897172368658),
    (4000.0, 0.025, 4177.191056286184),
  ])
  func `Quantiles of chi-squared`(degrees: Double, p: Double, x: Double) {
    expect(ChiSquaredDistribution(degrees: degrees).upperQuantile(p), near: x, within: 2e-12)
  }

  @Test(arguments: [1e-300, 1e-150, 1e-40, 1e-9, 0.02, 0.4])
  func `Quantiles lead back to their probabilities`(p: Double) {
    let student = StudentDistribution(degrees: 10)
    expect(student.survival(student.upperQuantile(p)), near: p, within: 1e-11)
    let f = FDistribution(numerator: 2, denominator: 100)
    expect(f.survival(f.upperQuantile(p)), near: p, within: 1e-11)
    expect(f.cdf(f.quantile(p)), near: p, within: 1e-11)
    let chi = ChiSquaredDistribution(degrees: 7)
    expect(chi.cdf(chi.quantile(p)), near: p, within: 1e-11)
  }

  @Test(arguments: [
    (5.0, 2.0, 1.5, 0.7554611441320401),
    (30.0, 4.0, 12.0, 0.9524713802555589),
    (0.7, 1.0, 0.2, 0.5519339456042276),
    (1000.0, 3.0, 900.0, 0.9441172944981859),
    (100000.0, 5.0, 100400.0, 0.2616904308671605),
    (12.0, 9.0, 0.0, 0.7866906949165835),
  ])
  func `Noncentral chi-squared`(x: Double, degrees: Double, lambda: Double, below: Double) {
    expect(
      Noncentrality.chiSquaredCDF(x, degrees: degrees, lambda: lambda), near: below, within: 1e-10)
  }

  @Test(arguments: [
    (3.0, 2.0, 27.0, 4.0, 0.5707897388897014),
    (1.1, 5.0, 100.0, 0.5, 0.5774764195089135),
    (25.0, 3.0, 541900.0, 60.0, 0.7857986586064776),
    (0.4, 1.0, 12.0, 3.0, 0.12504639605229134),
    (120.0, 2.0, 40.0, 230.0, 0.5343948252703447),
  ])
  func `Noncentral F`(
    f: Double, numerator: Double, denominator: Double, lambda: Double, below: Double
  ) {
    let value = Noncentrality.fCDF(
      f, numerator: numerator, denominator: denominator, lambda: lambda)
    expect(value, near: below, within: 1e-10)
  }

  @Test func `Noncentrality lies between places with the tails outside`() {
    let chi = Noncentrality.chiSquaredInterval(30, degrees: 4, level: 0.95)
    expect(
      Noncentrality.chiSquaredCDF(30, degrees: 4, lambda: chi.lowerBound), near: 0.975,
      within: 1e-9)
    expect(
      Noncentrality.chiSquaredCDF(30, degrees: 4, lambda: chi.upperBound), near: 0.025,
      within: 1e-8)
    let none = Noncentrality.fInterval(0.01, numerator: 2, denominator: 30, level: 0.95)
    #expect(none == 0...0)
  }

  @Test func `What is no probability has no quantile`() {
    #expect(NormalDistribution.quantile(1.5).isNaN)
    #expect(StudentDistribution(degrees: 3).upperQuantile(-1).isNaN)
    #expect(FDistribution(numerator: 1, denominator: 2).cdf(.nan).isNaN)
    #expect(ChiSquaredDistribution(degrees: 3).survival(.infinity) == 0)
    #expect(StudentDistribution(degrees: 3).twoSided(.infinity) == 0)
  }

  @Test func `Adjusted probabilities as statsmodels gives them`() {
    let raw: [Double?] = [0.01, 0.04, nil, 0.03, 0.005, 0.55, 0.04]
    let hochberg = ProbabilityAdjustment.benjaminiHochberg.adjusted(raw)
    let holm = ProbabilityAdjustment.holm.adjusted(raw)
    func near(_ a: [Double?], _ b: [Double?]) -> Bool {
      zip(a, b).allSatisfy { $0 == nil ? $1 == nil : abs(($0 ?? 0) - ($1 ?? 9)) < 1e-15 }
    }
    #expect(near(hochberg, [0.03, 0.048, nil, 0.048, 0.03, 0.55, 0.048]))
    #expect(near(holm, [0.05, 0.12, nil, 0.12, 0.03, 0.55, 0.12]))
  }
}
