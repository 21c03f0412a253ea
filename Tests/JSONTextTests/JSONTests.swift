import JSONText
import Testing

/// JSON as the wire needs it: strict, bounded, and equal after a round trip.
struct JSONTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-7", "9223372036854775807", "1.5", "[]", "{}",
    #"{"b":1,"a":[1,2,{"c":null}]}"#, #""""#, #""a\"b\\c\nd\te\rf""#, #""\u0000\u001f""#,
    "\"emoji 😀, line \u{2028}, mark \u{FEFF}\"",
  ])
  func `a value keeps its text`(text: String) throws {
    #expect(try JSON(parsing: text).text == text)
  }

  @Test(arguments: [
    (#"" \u00e9\ud83d\ude00\/\b\f""#, " é😀/\u{8}\u{C}"), ("\"\u{7F}\"", "\u{7F}"),
  ])
  func `escapes are read`(text: String, expected: String) throws {
    #expect(try JSON(parsing: text) == .string(expected))
  }

  @Test(arguments: [
    "", " ", "nul", "NaN", "Infinity", "-Infinity", "1e999", "18446744073709551616", "01", "+1",
    "1.", ".5", "1e", "-", "[1,]", "[1", "{\"a\"}", "{\"a\":1,}", "{a:1}", "'a'", "\"a", "\"\\x\"",
    "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\\u12g4\"", "\"a\nb\"", "1 2", "{} x",
    "// c\n1", "[1 2]", "{\"a\" 1}",
  ])
  func `a text that is not strict JSON is refused`(text: String) {
    #expect(throws: JSONError.self) { try JSON(parsing: text) }
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0xFE, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0x5C, 0x6E, 0xFF, 0x22],
    ] as [[UInt8]])
  func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
    #expect(throws: JSONError.self) { try JSON(parsing: bytes) }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `nesting is bounded`(open: String) throws {
    let deep = String(repeating: open, count: 100_000)
    let failure = #expect(throws: JSONError.self) { try JSON(parsing: deep) }
    #expect(failure?.reason == "more than 512 nested values")
    let allowed = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    #expect(try JSON(parsing: allowed).text == allowed)
  }

  @Test func `of two members with one name the last counts`() throws {
    #expect(try JSON(parsing: #"{"code":"1","code":"2"}"#)["code"] == "2")
  }

  @Test func `an error names the place`() {
    let failure = #expect(throws: JSONError.self) { try JSON(parsing: "{\"a\":nope}") }
    #expect(failure.map { "\($0)" } == "unexpected word at byte 6")
  }

  @Test func `numbers that JSON cannot say become null`() {
    #expect(JSON.array([.number(.nan), .number(.infinity), 0.5]).text == "[null,null,0.5]")
  }

  @Test func `a large text is read in linear time`() throws {
    let text = String(repeating: "x", count: 10_000_000)
    #expect(try JSON(parsing: JSON.string(text).bytes) == .string(text))
  }
}
