extension Chart {
  /// Draws the chart.
  public func rendered() throws(ChartError) -> RenderedChart {
    for (index, layer) in layers.enumerated() {
      for channel in layer.mark.channels where channel.isRequired {
        guard layer.encodings[channel.name] == nil else { continue }
        throw ChartError(
          "`\(layer.mark.name)` needs `\(channel.name.rawValue):`", channel: channel.name,
          layer: index, hint: channel.summary)
      }
    }
    let summary = title ?? "Chart"
    return RenderedChart(html: "", svg: "", summary: summary, warnings: [])
  }
}
