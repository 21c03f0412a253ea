/// The style sheet of errors in HTML.
enum ErrorStyle {
  static let css = """
    .teff-errors .teff-error{font:13px/1.45 var(--jp-code-font-family,ui-monospace,"DejaVu Sans Mono",monospace);\
    white-space:pre;overflow-x:auto;\(TableStyle.ink);margin:0 0 4px;padding:8px 12px;\
    border:0;border-left:3px solid #c62f3b;background:color-mix(in srgb,#c62f3b 5%,transparent)}
    .teff-error b{font-weight:600}
    .teff-error .teff-er{color:#b3212e}
    .teff-error .teff-hi{color:#1f7a34}
    .teff-error .teff-li{color:\(TableStyle.faded(66))}
    .teff-errors .teff-warning{border-left-color:#c98a0b;\
    background:color-mix(in srgb,#c98a0b 6%,transparent)}
    .teff-error.teff-warning .teff-er{color:#8a5d00}
    \(dark(".teff-error .teff-er")){color:#ff8a8a}
    \(dark(".teff-error .teff-hi")){color:#7fd491}
    \(dark(".teff-error.teff-warning .teff-er")){color:#f2c14e}
    """

  /// The selector in dark themes.
  private static func dark(_ selector: String) -> String {
    "[data-jp-theme-light=false] \(selector),.vscode-dark \(selector)"
  }
}
