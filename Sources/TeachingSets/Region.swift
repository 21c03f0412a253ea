/// The regions in which customers live; the first is the biggest.
enum Region {
  static let names = ["Highlands", "Valley", "Plains", "Lakeside", "Coast"]
  static let coast = 4
}
