/// What is known of a customer's purchases; times in one unit, such as days or weeks.
public struct PurchaseHistory: Hashable, Sendable {
  /// The number of repeat purchases: days with a purchase, less the first.
  public var frequency: Int
  /// The time from the first to the last purchase; 0 without a repeat.
  public var recency: Double
  /// The time from the first purchase to the end of what is known.
  public var age: Double
  /// The mean value of the repeat purchases; nil without one.
  public var monetary: Double?

  /// Describes a customer.
  public init(frequency: Int, recency: Double, age: Double, monetary: Double? = nil) {
    self.frequency = frequency
    self.recency = recency
    self.age = age
    self.monetary = monetary
  }

  /// Throws unless all are customers who can be: no time after the end, none negative.
  static func check(_ histories: [PurchaseHistory]) throws(SegmentationError) {
    guard !histories.isEmpty else { throw .empty }
    for (row, history) in histories.enumerated() {
      guard history.recency.isFinite, history.age.isFinite else {
        throw .notFinite(row: row, column: 0)
      }
      guard history.monetary?.isFinite ?? true else { throw .notFinite(row: row, column: 1) }
      guard history.frequency >= 0, history.recency >= 0, history.recency <= history.age else {
        throw .setting(
          "the history of customer \(row + 1)",
          mustBe: "such that 0 ≤ recency ≤ age and no count is negative")
      }
    }
  }
}
