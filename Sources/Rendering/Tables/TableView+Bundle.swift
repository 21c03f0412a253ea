/// The bundle of a table: HTML, LaTeX if it is short, and a text table.
package func bundle(for view: TableView) -> MIMEBundle {
  let layout = TableLayout(view)
  var data = [MIMEBundle.Item(MIMEType.html, HTMLTable(layout, view.pictures).html)]
  if let latex = LaTeXTable.text(layout) { data.append(.init(MIMEType.latex, latex)) }
  data.append(.init(MIMEType.plain, TextTable(layout).text))
  return MIMEBundle(data)
}
