/// What a review says on the whole.
package enum Sentiment: Int, CaseIterable, Sendable {
  case negative, neutral, positive

  package static let names = ["negative", "neutral", "positive"]

  package var name: String { Self.names[rawValue] }

  /// The class that a careless reader would give instead.
  package var neighbour: Sentiment { self == .neutral ? .positive : .neutral }
}
