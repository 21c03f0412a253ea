import Rendering

/// What stands around the outputs of a page.
enum PageStyle {
  /// The page up to its first output.
  static func head(title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en" data-jp-theme-light="true">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(Escaping.html(title))</title>
    <style>
    \(css)
    </style>
    <script>
    \(script)
    </script>
    </head>
    <body>
    <main>

    """
  }

  /// Outputs know their dark colours by Jupyter's attribute, so the page sets it.
  private static let script = """
    (() => {
      const dark = matchMedia("(prefers-color-scheme: dark)");
      const apply = () => { document.documentElement.dataset.jpThemeLight = String(!dark.matches); };
      dark.addEventListener("change", apply);
      apply();
    })();
    """

  private static let css = """
    :root{color-scheme:light;--ink:#1b1e23;--paper:#fff;--faint:#667;--line:#d8dbe0;--code:#f5f6f8;\
    --jp-content-font-color1:var(--ink);--jp-ui-font-color1:var(--ink);\
    --jp-layout-color0:var(--paper)}
    [data-jp-theme-light=false]{color-scheme:dark;--ink:#e4e6ea;--paper:#15171b;--faint:#9aa0aa;\
    --line:#33373e;--code:#1e2126}
    body{margin:0;background:var(--paper);color:var(--ink);\
    font:15px/1.55 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}
    main{max-width:860px;margin:0 auto;padding:32px 20px 64px}
    section{margin:0 0 24px;overflow-x:auto}
    section img,section svg{max-width:100%}
    h1,h2,h3,h4{line-height:1.25;margin:1.2em 0 .5em}
    h1{font-size:26px}h2{font-size:21px}h3{font-size:17px}h4{font-size:15px}
    p,ul,ol,blockquote{margin:0 0 .8em;max-width:70ch}
    blockquote{border-left:3px solid var(--line);padding-left:14px;color:var(--faint)}
    hr{border:0;border-top:1px solid var(--line)}
    a{color:inherit}
    pre,code{font:13px/1.45 ui-monospace,"DejaVu Sans Mono",monospace}
    section>pre,details pre,code{background:var(--code);border-radius:4px}
    section>pre,details pre{margin:0;padding:10px 12px;overflow-x:auto}
    code{padding:1px 4px}pre code{padding:0;background:none}
    details{margin:0 0 8px}
    summary{color:var(--faint);font-size:12px;cursor:pointer}
    @media print{details{display:none}main{max-width:none;padding:0}}
    """
}
