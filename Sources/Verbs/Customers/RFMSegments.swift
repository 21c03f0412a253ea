import Planning
import Tables

/// The eleven customer segments that marketing tools agree on, by the three scores (1 to 5).
///
/// The names and the 125 codes follow the map that Bloomreach, Squeezely and Spotler publish; every
/// code from 111 to 555 belongs to exactly one segment.
enum RFMSegments {
  /// Segments from best to worst, with their codes of recency, frequency and monetary score.
  static let standard: [(name: String, codes: String)] = [
    ("Champions", "555 554 544 545 454 455 445"),
    ("Loyal", "543 444 435 355 354 345 344 335"),
    (
      "Potential Loyalist",
      "553 551 552 541 542 533 532 531 452 451 442 441 431 453 433 432 423 353 352 351 342 341 333 323"
    ),
    ("New Customers", "512 511 422 421 412 411 311"),
    ("Promising", "525 524 523 522 521 515 514 513 425 424 413 414 415 315 314 313"),
    ("Need Attention", "535 534 443 434 343 334 325 324"),
    ("About To Sleep", "331 321 312 221 213 231 241 251"),
    (
      "At Risk",
      "255 254 245 244 253 252 243 242 235 234 225 224 153 152 145 143 142 135 134 133 125 124"
    ),
    ("Cannot Lose Them", "155 154 144 214 215 115 114 113"),
    ("Hibernating", "332 322 233 232 223 222 132 123 122 212 211"),
    ("Lost", "111 112 121 131 141 151"),
  ]

  /// The names, from best to worst.
  static let names = standard.map(\.name)

  /// The names by code: `545`.
  static let byCode: [String: String] = {
    var segments: [String: String] = [:]
    for segment in standard {
      for code in segment.codes.split(separator: " ") { segments[String(code)] = segment.name }
    }
    return segments
  }()

  /// The segment of three columns of scores, 1 to 5.
  ///
  /// One list of all codes: as branches, engines take longer to plan them than to run them.
  static func expression(recency: String, frequency: String, monetary: String) -> Expression {
    let codes = (1...5).flatMap { r in (1...5).flatMap { f in (1...5).map { "\(r)\(f)\($0)" } } }
    let list = Expression.call(
      .makeList,
      codes.map { .literal(byCode[$0].map { .text($0) } ?? .null, .text) }, .list(.text))
    func product(_ name: String, _ factor: Int64) -> Expression {
      .call(.multiply, [.column(name, .int), .literal(.int(factor), .int)], .int)
    }
    let place = [product(frequency, 5), .column(monetary, .int), .literal(.int(-30), .int)].reduce(
      product(recency, 25)
    ) { .call(.add, [$0, $1], .int) }
    return .call(.item, [list, place], .text)
  }
}
