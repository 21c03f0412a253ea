import Tables

/// A picture that fits into a cell of a table.
///
/// None holds text, so that a front end that strips pictures leaves nothing behind.
package enum MiniPicture: Hashable, Sendable {
  /// Bars for the rows of each bin; `marker` is the place of a line, 0 at the left, 1 at the right.
  case histogram([Double], marker: Double? = nil)
  /// The shares of the commonest values side by side, and words behind them.
  case shares([Double], label: String)

  /// The picture as inline SVG, with its words as HTML.
  var html: String {
    switch self {
    case .histogram(let counts, let marker): Self.histogram(counts, marker)
    case .shares(let shares, let label):
      (shares.isEmpty ? "" : Self.shares(shares) + "&nbsp; ")
        + "<span class=\"teff-dim\">"
        + Escaping.html(DisplayWidth.cut(VisibleText.line(String(label.prefix(200))), to: 24))
        + "</span>"
    }
  }

  /// A bar that fills a share of its ground.
  static func bar(_ share: Double) -> String {
    let filled = min(max(share, 0), 1) * 56
    let bar =
      filled > 0
      ? "<rect width=\"\(coordinate(max(1, filled)))\" height=\"10\" rx=\"2\" class=\"teff-c0\"/>"
      : ""
    return svg(56, 10, "<rect class=\"teff-soft\" width=\"56\" height=\"10\" rx=\"2\"/>" + bar)
  }

  private static func histogram(_ counts: [Double], _ marker: Double?) -> String {
    let width = 96.0
    let height = 22.0
    guard let most = counts.max(), most > 0, most.isFinite else { return "" }
    let step = width / Double(counts.count)
    var body = ""
    for (bin, count) in counts.enumerated() where count > 0 {
      let bar = max(1, count / most * (height - 3))
      body += "<rect x=\"\(coordinate(Double(bin) * step))\" y=\"\(coordinate(height - bar))\" "
      body += "width=\"\(coordinate(max(0.5, step - 0.6)))\" height=\"\(coordinate(bar))\" "
      body += "class=\"teff-c0\"/>"
    }
    body += "<path class=\"teff-rule\" d=\"M0 21.5H96\"/>"
    if let marker, marker.isFinite {
      let x = coordinate(min(max(marker, 0), 1) * width)
      body += "<path class=\"teff-mark\" d=\"M\(x) 0V22\"/>"
    }
    return svg(96, 22, body)
  }

  private static func shares(_ shares: [Double]) -> String {
    let width = 36.0
    var x = 0.0
    var body = "<rect class=\"teff-soft\" width=\"36\" height=\"10\"/>"
    for (index, share) in shares.prefix(3).enumerated() where share > 0 {
      let opacity = ["1", ".75", ".5"][index]
      let bar = max(0.8, min(share, 1) * width - 0.8)
      body += "<rect x=\"\(coordinate(x))\" width=\"\(coordinate(bar))\" height=\"10\" "
      body += "class=\"teff-c0\" fill-opacity=\"\(opacity)\"/>"
      x += min(share, 1) * width
    }
    return svg(36, 10, body)
  }

  private static func svg(_ width: Int, _ height: Int, _ body: String) -> String {
    "<svg width=\"\(width)\" height=\"\(height)\" viewBox=\"0 0 \(width) \(height)\" "
      + "aria-hidden=\"true\">\(body)</svg>"
  }

  /// A coordinate with at most one digit behind the point.
  private static func coordinate(_ value: Double) -> String {
    let number = DecimalNumber(value).rounded(decimals: 1)
    return number.text(decimals: number.decimals, grouped: false)
  }
}
