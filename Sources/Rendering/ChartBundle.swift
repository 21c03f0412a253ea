package import Charts

/// The bundle of a chart: live HTML, the flat picture if it is wanted, and one sentence that says
/// what a reader would see.
///
/// The picture breaks PDF exports where Inkscape is not installed, so `includesSVG` can leave it
/// out (`use charts html`).
package func bundle(
  for chart: RenderedChart, footer: String? = nil, includesSVG: Bool = true
) -> MIMEBundle {
  let remarks = ((footer.map { [$0] } ?? []) + chart.warnings).map(VisibleText.line)
  var html = chart.html
  if !remarks.isEmpty {
    let lines = remarks.map { "<div class=\"teff-foot\">\(Escaping.html($0))</div>" }.joined()
    html += "<style>\(TableStyle.css)</style><div class=\"teff-box\">\(lines)</div>"
  }
  var data = [MIMEBundle.Item(MIMEType.html, html)]
  if includesSVG { data.append(.init(MIMEType.svg, chart.svg)) }
  let plain = ([VisibleText.block(chart.summary)] + remarks).joined(separator: "\n")
  data.append(.init(MIMEType.plain, plain))
  return MIMEBundle(data)
}
