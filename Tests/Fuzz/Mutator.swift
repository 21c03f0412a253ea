import NumericalMethods

/// Makes inputs of inputs: some bytes changed, removed, repeated, or taken from another input.
struct Mutator {
  private var generator: SplitMix64
  private let words: [[UInt8]]
  /// Bytes at the edges of what readers tell apart.
  private static let edges: [UInt8] = [
    0, 1, 9, 10, 13, 32, 34, 35, 36, 39, 47, 48, 57, 91, 92, 93, 96, 123, 125, 127, 128, 0xC0, 0xE2,
    0xED, 0xF0, 0xF4, 0xFF,
  ]
  /// The longest input: deep nesting and long texts need some room.
  private static let longest = 20_000

  init(seed: UInt64, words: [String]) {
    generator = SplitMix64(seed: seed)
    self.words = words.map { Array($0.utf8) }
  }

  /// An input made of some of these.
  mutating func mutant(of inputs: [[UInt8]]) -> [UInt8] {
    var bytes = inputs[Int.random(in: inputs.indices, using: &generator)]
    for _ in 0..<Int.random(in: 1...4, using: &generator) { change(&bytes, inputs) }
    if bytes.count > Self.longest { bytes.removeSubrange(Self.longest...) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8], _ inputs: [[UInt8]]) {
    let place = Int.random(in: 0...bytes.count, using: &generator)
    let end = min(bytes.count, place + Int.random(in: 1...16, using: &generator))
    switch Int.random(in: 0..<8, using: &generator) {
    case 0 where place < bytes.count:
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 1 where place < bytes.count:
      bytes[place] = Self.edges[Int.random(in: Self.edges.indices, using: &generator)]
    case 2: bytes.insert(UInt8.random(in: .min ... .max, using: &generator), at: place)
    case 3: bytes.removeSubrange(place..<end)
    case 4:
      let times = Bool.random(using: &generator) ? 2 : Int.random(in: 2...600, using: &generator)
      let piece = Array(bytes[place..<end])
      bytes.insert(contentsOf: (0..<times).flatMap { _ in piece }, at: place)
    case 5 where !words.isEmpty:
      bytes.insert(contentsOf: words[Int.random(in: words.indices, using: &generator)], at: place)
    case 6:
      let other = inputs[Int.random(in: inputs.indices, using: &generator)]
      let start = Int.random(in: 0...other.count, using: &generator)
      bytes.replaceSubrange(place..., with: other[start...])
    default:
      guard let other = bytes.indices.randomElement(using: &generator) else { return }
      bytes.swapAt(min(place, bytes.count - 1), other)
    }
  }
}
