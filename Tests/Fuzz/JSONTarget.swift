import JSONText

/// The JSON reader: strict, and in agreement with its writer.
struct JSONTarget: FuzzTarget {
  static let name = "json"

  let seeds = [
    #"{"a": [1, -2.5e3, true, false, null], "b": {"c": "x\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"}}"#,
    #"[[[[]]], {}, "", 0, -0, 9223372036854775807, 1e308, 0.1]"#, #"{"ü": "é😀", "a": 1, "a": 2}"#,
    "null", " 12 ",
  ].map { Array($0.utf8) }

  let words = [
    "{", "}", "[", "]", "\"", "\\u", "\\ud800", "\\ude00", ":", ",", "1e999", "-", "NaN", "true",
    "null", "0.", "\u{FEFF}", "\u{2028}", "[[[[[[[[[[[[[[[[",
  ]

  func read(_ input: [UInt8]) throws(Finding) -> String {
    let value: JSON
    do throws(JSONError) { value = try JSON(parsing: input) } catch {
      guard (0...input.count).contains(error.offset) else {
        throw Finding("the error's place \(error.offset) is not in the input")
      }
      return error.reason
    }
    guard let again = try? JSON(parsing: value.bytes) else {
      throw Finding("what was written cannot be read: \(value.text)")
    }
    guard again.bytes == value.bytes else {
      throw Finding("written \(value.text), and read and written again \(again.text)")
    }
    return "read"
  }
}
