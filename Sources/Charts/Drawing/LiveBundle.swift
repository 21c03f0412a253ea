import FoundationEssentials

/// The `text/html` form of a chart: a live picture that shows where style sheets are trusted, and a
/// flat image for everywhere else.
enum LiveBundle {
  static func html(
    live: String, flat: String, summary: String,
    classes: [ColorToken: (fill: Bool, stroke: Bool)]
  ) -> String {
    let image = Data(flat.utf8).base64EncodedString()
    return "<style>" + styleSheet(classes) + "</style>\n"
      + "<div class=\"teff-live\" hidden style=\"display:none\">" + live + "</div>\n"
      + "<div class=\"teff-flat\"><img alt=\"\(Markup.drawn(summary))\" src=\"data:image/svg+xml;base64,"
      + image + "\"></div>"
  }

  /// The rules of all charts, and of the colours that this one uses; page-global, so every class
  /// has the prefix and means the same in every chart.
  private static func styleSheet(_ classes: [ColorToken: (fill: Bool, stroke: Bool)]) -> String {
    var rules: [String] = []
    for (token, used) in classes {
      let colors = token.colors
      func add(_ name: String, _ property: String) {
        if token == .paper {
          let color = "var(--jp-layout-color0,var(--vscode-editor-background,#fff))"
          rules.append(".teff-\(name){\(property):\(color)}")
          return
        }
        rules.append(".teff-\(name){\(property):\(colors.light)}")
        guard colors.dark != colors.light else { return }
        rules.append("[data-jp-theme-light=false] .teff-\(name){\(property):\(colors.dark)}")
        rules.append(".vscode-dark .teff-\(name){\(property):\(colors.dark)}")
      }
      if used.fill { add(token.names.fill, "fill") }
      if used.stroke { add(token.names.stroke, "stroke") }
    }
    // A rule of the dark theme is the more specific one, so the order of rules says nothing.
    return base + rules.sorted().joined(separator: "\n")
  }

  private static let base = """
    .teff-live{display:block!important;color:var(--jp-ui-font-color1,var(--vscode-editor-foreground,inherit))}
    .teff-flat{display:none!important}
    .teff-hit{fill:transparent;outline:none}
    .teff-hit:hover,.teff-hit:focus-visible{fill:currentColor;fill-opacity:.1}
    .teff-tip{visibility:hidden;pointer-events:none}
    .teff-hit:hover+.teff-tip,.teff-hit:focus-visible+.teff-tip{visibility:visible}
    .teff-tip rect{fill:var(--jp-layout-color0,var(--vscode-editorHoverWidget-background,#fff));stroke:currentColor;stroke-opacity:.35;rx:4px}
    .teff-tip text:first-of-type{font-weight:600}

    """
}
