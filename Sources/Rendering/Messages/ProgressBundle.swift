/// The bundle of a progress display, which is replaced until its final state.
///
/// Without a fraction the bar only says that something goes on. Nothing in it is a time: what is
/// saved with the notebook is the same in every run.
package func progressBundle(
  _ fraction: Double?, message: String, isDone: Bool = false
) -> MIMEBundle {
  let message = VisibleText.line(message)
  let percent = isDone ? 100 : fraction.map(wholePercent)
  let words = isDone ? "done" : percent.map { "\($0)%" } ?? "…"
  var html = "<style>\(ProgressStyle.css)</style>"
  html += "<div class=\"teff-progress\(isDone ? " teff-done" : "")\"><progress max=\"100\""
  if let percent { html += " value=\"\(percent)\"" }
  html += " aria-label=\"\(Escaping.html(message))\"></progress><span>\(words)</span> "
  html += "<span class=\"teff-faint\">\(Escaping.html(message))</span></div>"
  let filled = (percent ?? 0) / 5
  let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 20 - filled)
  return MIMEBundle([
    .init(MIMEType.html, html),
    .init(MIMEType.plain, "\(bar) \(words)\(message.isEmpty ? "" : "  \(message)")"),
  ])
}

/// A fraction as percents that reach 100 only at the end.
private func wholePercent(_ fraction: Double) -> Int {
  guard fraction.isFinite else { return 0 }
  let percent = (min(max(fraction, 0), 1) * 100 + 1e-9).rounded(.down)
  return Int(percent)
}

/// The style sheet of progress displays.
enum ProgressStyle {
  static let css = """
    .teff-progress{display:flex;align-items:center;gap:10px;font:12px/18px \(TableStyle.font);\
    font-variant-numeric:tabular-nums;\(TableStyle.ink)}
    .teff-progress progress{appearance:none;-webkit-appearance:none;width:220px;height:8px;\
    border:0;border-radius:4px;overflow:hidden;background:\(TableStyle.faded(14))}
    .teff-progress progress::-webkit-progress-bar{background:\(TableStyle.faded(14))}
    .teff-progress progress::-webkit-progress-value{background:#4269d0;border-radius:4px}
    .teff-progress progress::-moz-progress-bar{background:#4269d0;border-radius:4px}
    .teff-progress.teff-done progress::-webkit-progress-value{background:#3ca951}
    .teff-progress.teff-done progress::-moz-progress-bar{background:#3ca951}
    .teff-progress .teff-faint{opacity:.7}
    """
}
