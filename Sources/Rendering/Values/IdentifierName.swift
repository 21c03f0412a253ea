/// Whether a column's name says that its numbers are names or years, which carry no thousands
/// separators: `CustomerID`, `invoice_no`, `StockCode`, `year`.
package enum IdentifierName {
  private static let words: Set<String> = [
    "id", "ids", "no", "nr", "code", "codes", "zip", "postcode", "sku", "ean", "uid", "uuid",
    "phone",
  ]
  /// Words in lower case that end in `id` and mean an amount.
  private static let amounts: Set<String> = [
    "aid", "bid", "paid", "unpaid", "prepaid", "overpaid", "grid", "valid", "invalid", "liquid",
    "solid", "hybrid", "rapid", "fluid", "mid", "said",
  ]

  /// Of a longer name only the end is looked at.
  private static let longestName = 80

  package static func matches(_ name: String) -> Bool {
    guard let last = words(of: name).last else { return false }
    if words.contains(last) { return true }
    return last.hasSuffix("id") && last.count > 3 && !amounts.contains(last)
  }

  /// Whether the numbers of a column called `name` are years.
  package static func isYear(_ name: String, _ values: [Double]) -> Bool {
    words(of: name).contains { $0 == "year" || $0 == "yr" || $0 == "years" }
      && values.allSatisfy { (1000..<3000).contains($0) }
  }

  /// The words of a name in lower case: `InvoiceNo` and `invoice_no` give invoice, no.
  private static func words(of name: String) -> [String] {
    var words: [String] = []
    var word = ""
    let name = name.utf8.count > longestName ? String(name.suffix(longestName)) : name
    var previous: Character = " "
    for character in name {
      let starts = !character.isLetter || (character.isUppercase && previous.isLowercase)
      if starts && !word.isEmpty {
        words.append(word)
        word = ""
      }
      if character.isLetter { word += character.lowercased() }
      previous = character
    }
    return word.isEmpty ? words : words + [word]
  }
}
