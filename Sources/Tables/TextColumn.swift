/// Text of a column, dictionary-coded: `dictionary[codes[row]]`.
public struct TextColumn: Hashable, Sendable {
  /// One code a row; the code of a null row is 0 and means nothing.
  public let codes: [Int32]
  /// The distinct texts, in order of first appearance.
  public let dictionary: [String]

  /// Makes a column from codes into a dictionary.
  public init(codes: [Int32], dictionary: [String]) {
    self.codes = codes
    self.dictionary = dictionary
  }

  /// Codes the given texts; nil is coded as 0, so pass the validity beside it.
  public init(_ values: [String?]) {
    var index: [String: Int32] = [:]
    var texts: [String] = []
    var codes: [Int32] = []
    codes.reserveCapacity(values.count)
    for value in values {
      guard let value else {
        codes.append(0)
        continue
      }
      if let code = index[value] {
        codes.append(code)
      } else {
        let code = Int32(texts.count)
        index[value] = code
        texts.append(value)
        codes.append(code)
      }
    }
    self.codes = codes
    self.dictionary = texts
  }

  /// The text of row `row`; the row must not be null.
  public subscript(_ row: Int) -> String { dictionary[Int(codes[row])] }
}
