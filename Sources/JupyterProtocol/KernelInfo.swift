package import JSONText

/// What a kernel says of itself.
package struct KernelInfo: Sendable {
  package var implementation: String
  package var version: String
  package var language: Language
  package var banner: String
  package var helpLinks: [(text: String, url: String)]

  /// The language of the cells.
  package struct Language: Sendable {
    package var name: String
    package var version: String
    package var mimetype: String
    /// With its dot.
    package var fileExtension: String
    /// The name of its lexer, where it differs from the language's.
    package var pygmentsLexer: String?
    /// The editor's mode, and the mode for an editor that has none of that name.
    package var codeMirrorMode: (name: String, fallbackMIMEType: String)?

    package init(
      name: String, version: String, mimetype: String, fileExtension: String,
      pygmentsLexer: String? = nil, codeMirrorMode: (name: String, fallbackMIMEType: String)? = nil
    ) {
      self.name = name
      self.version = version
      self.mimetype = mimetype
      self.fileExtension = fileExtension
      self.pygmentsLexer = pygmentsLexer
      self.codeMirrorMode = codeMirrorMode
    }
  }

  package init(
    implementation: String, version: String, language: Language, banner: String,
    helpLinks: [(text: String, url: String)] = []
  ) {
    self.implementation = implementation
    self.version = version
    self.language = language
    self.banner = banner
    self.helpLinks = helpLinks
  }

  /// The content of a kernel_info_reply.
  package var content: JSON {
    var info: [JSON.Member] = [
      JSON.Member("name", .string(language.name)),
      JSON.Member("version", .string(language.version)),
      JSON.Member("mimetype", .string(language.mimetype)),
      JSON.Member("file_extension", .string(language.fileExtension)),
    ]
    if let lexer = language.pygmentsLexer {
      info.append(JSON.Member("pygments_lexer", .string(lexer)))
    }
    if let mode = language.codeMirrorMode {
      info.append(
        JSON.Member(
          "codemirror_mode",
          ["name": .string(mode.name), "mime": .string(mode.fallbackMIMEType)]))
    }
    return [
      "status": "ok",
      "protocol_version": .string(Header.protocolVersion),
      "implementation": .string(implementation),
      "implementation_version": .string(version),
      "language_info": .object(info),
      "banner": .string(banner),
      "help_links": .array(
        helpLinks.map { ["text": .string($0.text), "url": .string($0.url)] }),
      "debugger": false,
      "supported_features": ["kernel subshells"],
    ]
  }
}
