/// A seeded source of random bits: the same seed gives the same numbers on every machine.
///
/// The generator is xoshiro256** 1.0 of Blackman and Vigna ("Scrambled linear pseudorandom number
/// generators", ACM TOMS 47, 2021); its 256 bits of state are filled by SplitMix64 (Steele, Lea and
/// Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), as its authors advise.
public struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
  /// The seed that the generator and its streams started from.
  public let seed: UInt64
  @usableFromInline var s0: UInt64
  @usableFromInline var s1: UInt64
  @usableFromInline var s2: UInt64
  @usableFromInline var s3: UInt64

  /// Makes a generator; every seed is a good one.
  public init(seed: UInt64) {
    self.seed = seed
    var filler = SplitMix64(seed: seed)
    (s0, s1, s2, s3) = (filler.next(), filler.next(), filler.next(), filler.next())
  }

  /// Makes a generator in a known state, which must not be all zeros.
  package init(state: (UInt64, UInt64, UInt64, UInt64)) {
    precondition(state != (0, 0, 0, 0), "xoshiro256** never leaves the state of zeros")
    seed = 0
    (s0, s1, s2, s3) = state
  }

  /// The next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    let product = s1 &* 5
    let result = (product << 7 | product >> 57) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = s3 << 45 | s3 >> 19
    return result
  }

  /// The `number`-th stream of this seed: independent of the others and of what was drawn so far.
  ///
  /// Give every chunk of parallel work its own stream, and the result does not depend on the number
  /// of threads. Streams are seeded by hashing the seed and the number, so that two of them start at
  /// unrelated places of a period of 2^256 − 1.
  public func stream(_ number: Int) -> SeededGenerator {
    var ofSeed = SplitMix64(seed: seed)
    // The constant keeps stream 0 of seed 0 away from seed 0 itself.
    var ofNumber = SplitMix64(seed: UInt64(bitPattern: Int64(number)) ^ 0x5851_f42d_4c95_7f2d)
    let hash = ofNumber.next()
    return SeededGenerator(seed: ofSeed.next() ^ (hash << 32 | hash >> 32))
  }
}
