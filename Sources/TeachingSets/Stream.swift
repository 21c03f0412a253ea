/// The streams of random numbers that a seed feeds, so that one set's changes never move another's.
enum Stream {
  static let supermarket = 1
  static let catalogue = 2
  static let descriptions = 3
  static let orders = 4
  static let storeSales = 5
  static let reviews = 6
}
