import Charts
import Tables
import Testing

@Suite struct ChartErrorTests {
  struct Refusal: CustomTestStringConvertible, Sendable {
    let layers: [ChartLayer]
    let message: String
    let channel: ChannelName?

    var testDescription: String { message }

    init(_ layers: [ChartLayer], _ message: String, _ channel: ChannelName?) {
      (self.layers, self.message, self.channel) = (layers, message, channel)
    }
  }

  private static let numbers = Sample.number("n", [1, 2])
  private static let words = Sample.text("w", ["a", "b"])
  private static let dates = Sample.days("d", [1, 2])

  static let refusals: [Refusal] = [
    Refusal([], "a chart needs a mark", nil),
    Refusal([ChartLayer(.line, [.x: dates])], "`line` needs `y:`", .y),
    Refusal([ChartLayer(.line, [.x: dates, .y: words])], "`line` needs a number in `y:`", .y),
    Refusal(
      [ChartLayer(.bar, [.x: numbers, .y: numbers])], "`bar` needs categories in `x:` or `y:`", .x),
    Refusal(
      [ChartLayer(.bar, [.x: words, .y: words])], "`bar` needs a number in `x:` or `y:`", .y),
    Refusal(
      [ChartLayer(.histogram, [.x: words])], "`histogram` needs a number or a date in `x:`", .x),
    Refusal(
      [ChartLayer(.treemap, [.size: words, .label: words])], "`treemap` needs a number in `size:`",
      .size),
    Refusal(
      [ChartLayer(.treemap, [.size: Sample.number("n", [1, -2]), .label: words])],
      "`treemap` cannot show a negative size", .size),
    Refusal(
      [
        ChartLayer(.treemap, [.size: numbers, .label: words]),
        ChartLayer(.line, [.x: dates, .y: numbers]),
      ], "`treemap` fills its picture and takes no other layers", nil),
    Refusal(
      [ChartLayer(.line, [.x: dates, .y: numbers, .color: .constant(.text("mauve"))])],
      "there is no colour \"mauve\"", .color),
    Refusal(
      [ChartLayer(.line, [.x: dates, .y: numbers, .color: .constant(.int(3))])],
      "`color:` takes a column or the name of a colour", .color),
    Refusal(
      [ChartLayer(.point, [.x: numbers, .y: numbers, .size: words])], "`size:` needs a number",
      .size),
    Refusal([ChartLayer(.rule, [:])], "`rule` needs `x:` or `y:`", .y),
    Refusal(
      [ChartLayer(.rule, [.x: numbers, .y: numbers])], "`rule` takes `x:` or `y:`, not both", .x),
    Refusal(
      [
        ChartLayer(.line, [.x: dates, .y: numbers]),
        ChartLayer(.line, [.x: numbers, .y: numbers]),
      ], "`x:` is a number here and a date in another layer", .x),
  ]

  @Test(arguments: refusals)
  func `What cannot be drawn is refused with its channel`(_ refusal: Refusal) throws {
    let error = #expect(throws: ChartError.self) { try Chart(layers: refusal.layers).rendered() }
    #expect(error?.message == refusal.message)
    #expect(error?.channel == refusal.channel)
    #expect(error?.layer == max(0, refusal.layers.count - 1) || refusal.layers[0].mark == .treemap)
  }
}
