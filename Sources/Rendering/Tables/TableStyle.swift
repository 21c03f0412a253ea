/// The style sheet that every table carries; all classes start with `teff-`, so that nothing else
/// on the page changes.
enum TableStyle {
  static let font =
    #"system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif"#
  static let monospace = #"ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace"#
  static let ink =
    "color:var(--jp-content-font-color1,var(--vscode-editor-foreground,#1b1e23))"

  static let css = """
    .teff-box{\(ink);max-width:100%;overflow-x:auto;margin:0 0 4px;font:12px/18px \(font)}
    .teff-box .teff-table{border-collapse:collapse;border:0;margin:0;width:auto;font:12px/18px \
    \(font);font-variant-numeric:tabular-nums;color:inherit;table-layout:auto}
    .teff-box .teff-table tr,.teff-box .teff-table thead,.teff-box .teff-table tbody \
    tr:nth-child(n){background:none;border:0}
    .teff-box .teff-table th,.teff-box .teff-table td{padding:3px 12px 3px 0;border:0;\
    border-bottom:1px solid \(faded(11));text-align:left;vertical-align:middle;white-space:pre;\
    font-weight:400;max-width:none}
    .teff-box .teff-table thead th{position:relative;font-weight:600;vertical-align:bottom;\
    border-bottom:1px solid \(faded(55));padding-bottom:4px}
    .teff-box .teff-table .teff-n{text-align:right}
    .teff-box .teff-airy th,.teff-box .teff-airy td{padding-right:20px}
    .teff-box .teff-table tbody tr:hover td{background:\(faded(6))}
    .teff-box .teff-table tbody tr:last-child td{border-bottom:0}
    .teff-box .teff-table tr.teff-gap td.teff-gap{color:\(faded(62));padding:1px 0;\
    text-align:center;font-size:11px;line-height:14px}
    .teff-box .teff-null{color:\(faded(50))}
    .teff-box .teff-table th.teff-more,.teff-box .teff-dim{color:\(faded(66));font-weight:400}
    .teff-box .teff-caption{color:\(faded(66));padding:6px 0 0}
    .teff-box .teff-foot{color:\(faded(66));max-width:705px}
    .teff-box .teff-head{font-weight:600;font-size:14px;line-height:20px;margin:0 0 2px}
    .teff-box .teff-table svg{display:inline-block;vertical-align:middle;margin:0;max-width:none}
    .teff-box .teff-percent{display:inline-block;margin-left:6px;min-width:36px;\
    text-align:right}
    .teff-box .teff-sorts{cursor:pointer}
    .teff-box th[aria-sort]::after{position:absolute;margin-left:1px;font-weight:400;\
    color:\(faded(62))}
    .teff-box th[aria-sort=ascending]::after{content:"↑"}
    .teff-box th[aria-sort=descending]::after{content:"↓"}
    .teff-box .teff-c0{fill:#4269d0}
    .teff-box .teff-soft{fill:currentColor;fill-opacity:.12}
    .teff-box .teff-rule{stroke:currentColor;stroke-opacity:.45}
    .teff-box .teff-mark{stroke:currentColor;stroke-width:1.25}
    [data-jp-theme-light=false] .teff-box .teff-c0,.vscode-dark .teff-box .teff-c0{fill:#6788e8}
    """

  /// What is added for a table with findings.
  static let findings = """
    .teff-box .teff-finding{max-width:705px;margin:5px 0 0 10px;text-indent:-10px}
    .teff-box .teff-finding b{font-weight:600;margin-right:3px}
    .teff-box .teff-finding code{font:11px/16px \(monospace);color:inherit;padding:1px 4px;\
    margin-left:4px;border-radius:3px;background:\(faded(8));overflow-wrap:anywhere;\
    white-space:pre-wrap;-webkit-box-decoration-break:clone;box-decoration-break:clone}
    """

  /// The colour of the text, mixed with its ground.
  static func faded(_ percent: Int) -> String {
    "color-mix(in srgb,currentColor \(percent)%,transparent)"
  }
}
