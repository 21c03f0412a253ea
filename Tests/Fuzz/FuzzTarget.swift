/// One reader of foreign bytes, and what must hold whatever it reads.
protocol FuzzTarget {
  static var name: String { get }

  init() throws

  /// Inputs to begin with.
  var seeds: [[UInt8]] { get }
  /// Pieces that mutants are made of.
  var words: [String] { get }

  /// Reads one input, and tells in a word what came of it; inputs with new words are kept as seeds.
  mutating func read(_ input: [UInt8]) throws(Finding) -> String
}

/// A rule that an input breaks.
struct Finding: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
