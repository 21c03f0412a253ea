import NumericalMethods
import Testing

/// The expected words were computed by an independent program from the published algorithms.
struct SeededGeneratorTests {
  @Test func `The state 1, 2, 3, 4 gives the published words`() {
    var generator = SeededGenerator(state: (1, 2, 3, 4))
    let words = (0..<10).map { _ in generator.next() }
    #expect(
      words == [
        11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
        607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
        10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
      ])
  }

  @Test func `SplitMix64 gives the published words for 1234567`() {
    var generator = SplitMix64(seed: 1_234_567)
    let words = (0..<5).map { _ in generator.next() }
    #expect(
      words == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  private static let firstWords: [UInt64: [UInt64]] = [
    42: [1_546_998_764_402_558_742, 6_990_951_692_964_543_102, 12_544_586_762_248_559_009],
    0: [11_091_344_671_253_066_420, 13_793_997_310_169_335_082, 1_900_383_378_846_508_768],
    .max: [10_328_197_420_357_168_392, 14_156_678_507_024_973_869, 9_357_971_779_955_476_126],
  ]

  @Test(arguments: firstWords)
  func `A seed fixes the words`(seed: UInt64, words: [UInt64]) {
    var generator = SeededGenerator(seed: seed)
    #expect(words.map { _ in generator.next() } == words)
  }

  @Test func `A stream is the same whenever it is asked for, and no other`() {
    var generator = SeededGenerator(seed: 42)
    var early = generator.stream(1)
    for _ in 0..<100 { _ = generator.next() }
    var late = generator.stream(1)
    #expect(early.next() == 8_212_302_036_414_018_937)
    #expect(early.next() == 14_443_179_774_408_264_288)
    #expect(late.next() == 8_212_302_036_414_018_937)
    let starts = (-500..<500).map { number in
      var stream = generator.stream(number)
      return stream.next()
    }
    #expect(Set(starts).count == 1000)
  }

  @Test func `Neighbouring streams do not move together`() {
    let generator = SeededGenerator(seed: 7)
    var a = generator.stream(0)
    var b = generator.stream(1)
    var product = 0.0
    for _ in 0..<100_000 { product += (a.uniform() - 0.5) * (b.uniform() - 0.5) }
    // The correlation of independent draws has a deviation of 1 / sqrt(100,000) = 0.003.
    #expect(abs(product / 100_000 * 12) < 0.015)
  }

  @Test func `Every bit is one half of the time`() {
    var generator = SeededGenerator(seed: 1)
    var ones = [Int](repeating: 0, count: 64)
    for _ in 0..<20_000 {
      let word = generator.next()
      for bit in 0..<64 where word & (1 << UInt64(bit)) != 0 { ones[bit] += 1 }
    }
    // Five deviations of a fair coin.
    #expect(ones.allSatisfy { abs($0 - 10_000) < 354 })
  }
}
