/// What users did, as a model reads it: the items of each and how long ago each was.
public struct Histories: Hashable, Sendable {
  /// Where each user's items begin, and the end.
  public internal(set) var starts = [0]
  /// The items, ascending within a user.
  public internal(set) var items: [Int32] = []
  /// How much the user had of each; empty when that is not known.
  var amounts: [Float] = []
  /// How many events of the user came after each; empty when that is not known.
  var laterEvents: [Float] = []
  /// At how many later times the user did something; empty when that is not known.
  var laterVisits: [Float] = []

  /// How many users there are.
  public var count: Int { starts.count - 1 }

  /// No histories.
  public init() {}

  /// One history of some items, all alike.
  public init(items: [Int32]) {
    self.items = items.sorted()
    starts = [0, items.count]
  }

  /// Some of the histories.
  func rows(_ rows: Range<Int>) -> Histories {
    let range = starts[rows.lowerBound]..<starts[rows.upperBound]
    var part = Histories()
    part.starts = starts[rows.lowerBound...rows.upperBound].map { $0 - range.lowerBound }
    part.items = Array(items[range])
    if !amounts.isEmpty { part.amounts = Array(amounts[range]) }
    if !laterEvents.isEmpty { part.laterEvents = Array(laterEvents[range]) }
    if !laterVisits.isEmpty { part.laterVisits = Array(laterVisits[range]) }
    return part
  }

  /// How much each item counts.
  func weights(_ recency: Recency) -> [Float] {
    switch recency {
    case .events(let halfLife) where !laterEvents.isEmpty:
      laterEvents.map { halved($0, halfLife) }
    case .visits(let halfLife) where !laterVisits.isEmpty:
      laterVisits.map { halved($0, halfLife) }
    default: [Float](repeating: 1, count: items.count)
    }
  }
}
