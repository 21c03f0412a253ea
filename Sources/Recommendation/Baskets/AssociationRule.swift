/// A rule "who buys these buys those too", with how strong and how certain it is.
///
/// Read rules as explanations. A list of suggestions ranked by lift alone is poor: lift is largest
/// for the rarest items.
public struct AssociationRule: Hashable, Sendable {
  /// The items that the rule starts from, ascending.
  public let antecedent: [Int32]
  /// The items that come with them, ascending.
  public let consequent: [Int32]
  /// The baskets that hold all of them.
  public let orders: Int
  /// The share of baskets that hold all of them.
  public let support: Double
  /// The share of the antecedent's baskets that hold the consequent too.
  public let confidence: Double
  /// How many times as often as by chance they come together.
  public let lift: Double
  /// The share of baskets that they are together beyond chance.
  public let leverage: Double
  /// How many times as often the rule would fail by chance; infinite when it never fails.
  public let conviction: Double
  /// The probability of so many common baskets by chance: Fisher's exact test, one-sided.
  public let pValue: Double
  /// The same after Benjamini and Hochberg, counting every rule that was looked at, also those below
  /// the confidence: what is listed was chosen, and the correction must know from how many.
  public let adjustedPValue: Double
}
