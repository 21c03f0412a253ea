import Tasks

/// A tile of a matrix.
struct Tile: Sendable {
  var rows: Range<Int>
  var columns: Range<Int>
}

/// Pointers that several threads share, each writing its own part.
struct Unshared<Value>: @unchecked Sendable {
  // Tiles do not overlap, and the matrices outlive the threads' work.
  let value: Value

  init(_ value: Value) { self.value = value }
}

extension LinearAlgebra {
  // The letters by which BLAS and LAPACK know what is meant.
  static let upper = CChar(UInt8(ascii: "U"))
  static let vectors = CChar(UInt8(ascii: "V"))
  static func letter(_ isTransposed: Bool) -> CChar {
    CChar(UInt8(ascii: isTransposed ? "T" : "N"))
  }

  /// The numbers 0 ..< `count` in pieces of `length`.
  static func pieces(_ count: Int, _ length: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: length).map { $0..<min(count, $0 + length) }
  }

  /// Blocks of rows for sums of products of few columns; one block where tiles do better.
  static func blocks(rows: Int, order: Int) -> [Range<Int>] {
    guard order <= 256, rows >= 8192 else { return [0..<rows] }
    // Partial sums of all blocks must stay small, and a block fit the nearer caches.
    return pieces(rows, max(2048, (rows + 63) / 64))
  }

  /// Runs `body` for the pieces of work 0 ..< `count`; it cannot fail.
  func work(_ count: Int, _ threads: Int, _ body: @Sendable (Int) -> Void) {
    // The body throws nothing, so neither does the loop.
    try? parallelFor(chunks: count, threads: threads) { body($0) }
  }

  /// Runs `body` for tiles of a product, one tile where it is small.
  func tiled(
    _ rows: Int, _ columns: Int, _ inner: Int, _ threads: Int, _ body: (Tile) -> Void
  ) {
    guard rows > 0, columns > 0 else { return }
    guard rows * columns > 65_536, rows * columns * max(1, inner) > 4_000_000 else {
      return body(Tile(rows: 0..<rows, columns: 0..<columns))
    }
    // Few columns are cut by rows alone, few rows by columns alone.
    let width = rows < 512 ? max(64, 131_072 / rows) : 512
    let height = columns < 512 ? max(64, 131_072 / columns) : 512
    var tiles: [Tile] = []
    for columns in Self.pieces(columns, width) {
      for rows in Self.pieces(rows, height) { tiles.append(Tile(rows: rows, columns: columns)) }
    }
    share(tiles, threads, body)
  }

  /// Runs `body` for the tiles of the upper half of a square matrix.
  func gramTiles(_ order: Int, _ threads: Int, _ body: (Tile) -> Void) {
    let sides = Self.pieces(order, 384)
    var tiles: [Tile] = []
    for (index, columns) in sides.enumerated() {
      for rows in sides[...index] { tiles.append(Tile(rows: rows, columns: columns)) }
    }
    share(tiles, threads, body)
  }

  private func share(_ tiles: [Tile], _ threads: Int, _ body: (Tile) -> Void) {
    withoutActuallyEscaping(body) { body in
      let shared = Unshared(body)
      work(tiles.count, threads) { shared.value(tiles[$0]) }
    }
  }
}
