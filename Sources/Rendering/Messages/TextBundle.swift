/// The bundle of a note in Markdown; the values in it must have gone through
/// `Escaping.markdown`.
package func noteBundle(_ markdown: String) -> MIMEBundle {
  let text = VisibleText.block(markdown)
  return MIMEBundle([.init(MIMEType.markdown, text), .init(MIMEType.plain, text)])
}

/// The bundle of plain text, such as the line that `save` prints.
package func textBundle(_ plain: String) -> MIMEBundle {
  MIMEBundle([.init(MIMEType.plain, VisibleText.block(plain))])
}
