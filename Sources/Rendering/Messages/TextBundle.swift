/// The bundle of a note in Markdown; the values in it must have gone through
/// `Escaping.markdown`, those of the plain twin need not.
package func noteBundle(_ markdown: String, plain: String? = nil) -> MIMEBundle {
  MIMEBundle([
    .init(MIMEType.markdown, VisibleText.block(markdown)),
    .init(MIMEType.plain, VisibleText.block(plain ?? markdown)),
  ])
}

/// The bundle of plain text, such as the line that `save` prints.
package func textBundle(_ plain: String) -> MIMEBundle {
  MIMEBundle([.init(MIMEType.plain, VisibleText.block(plain))])
}
