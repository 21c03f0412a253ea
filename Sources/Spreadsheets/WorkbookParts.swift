/// Finds the parts of a workbook: which sheets it has and where, its formats, its texts.
struct WorkbookParts {
  private(set) var sheets: [Workbook.Sheet] = []
  private(set) var formats: [NumberFormat] = []
  private(set) var dates = SerialDate()
  private(set) var texts: String?

  init(
    _ archive: ZipArchive, _ limits: SpreadsheetLimits,
    checking check: (Double) throws(SpreadsheetError) -> Void
  ) throws(SpreadsheetError) {
    func read(_ part: String, _ handler: XMLHandler) throws(SpreadsheetError) -> Bool {
      guard let entry = archive.entry(part) else { return false }
      try XMLReader.read(
        ZipReader(entry, in: archive, limits), named: part, handler, checking: check)
      return true
    }
    let root = RelationHandler(in: "", limits)
    _ = try read("_rels/.rels", root)
    let main = root.target(ofType: "/officeDocument") ?? "xl/workbook.xml"
    guard archive.entry(main) != nil, !main.hasSuffix(".bin") else {
      throw Self.otherKind(archive, main)
    }
    let folder = String(main.prefix { $0 != "/" })
    let name = main.dropFirst(folder.count + 1)
    let relations = RelationHandler(in: folder, limits)
    _ = try read("\(folder)/_rels/\(name).rels", relations)
    let list = SheetListHandler(limits)
    _ = try read(main, list)
    dates.is1904 = list.is1904
    texts = relations.target(ofType: "/sharedStrings")
    sheets = list.sheets.compactMap { sheet in
      guard let relation = relations.byID[sheet.relation], relation.type.hasSuffix("/worksheet"),
        archive.entry(relation.target) != nil
      else { return nil }
      return Workbook.Sheet(name: sheet.name, isHidden: sheet.isHidden, at: relation.target)
    }
    if let part = relations.target(ofType: "/styles") {
      let styles = StyleHandler(limits)
      if try read(part, styles) { formats = styles.formats }
    }
  }

  private static func otherKind(_ archive: ZipArchive, _ main: String) -> SpreadsheetError {
    if archive.entry("content.xml") != nil {
      return SpreadsheetError(
        "is an OpenDocument file", hint: "save it as .xlsx, and load that")
    }
    if main.hasSuffix(".bin") || archive.entry("xl/workbook.bin") != nil {
      return SpreadsheetError(
        "is a binary workbook (.xlsb)", hint: "save it as .xlsx, and load that")
    }
    return SpreadsheetError(
      "is a zip file, but holds no workbook", hint: "unpack it and load what is in it")
  }
}

/// Reads a list of relations: which part has which role.
private final class RelationHandler: XMLHandler {
  private(set) var byID: [String: (type: String, target: String)] = [:]
  private let folder: String
  private let most: Int

  init(in folder: String, _ limits: SpreadsheetLimits) {
    self.folder = folder
    most = limits.listed
  }

  func target(ofType ending: String) -> String? {
    byID.values.filter { $0.type.hasSuffix(ending) }.map(\.target).min()
  }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == XMLName("Relationship"), let id = attributes["Id"],
      let type = attributes["Type"], let target = attributes["Target"],
      attributes["TargetMode"] != "External"
    else { return }
    if byID.count >= most { failure = .damaged("it lists too many parts") }
    byID[id] = (type, absolute(target))
  }

  /// The name of the part: a target starts at the folder, or with a slash at the top.
  private func absolute(_ target: String) -> String {
    if target.hasPrefix("/") { return String(target.dropFirst()) }
    var parts = folder.split(separator: "/")
    for part in target.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}

/// Reads the list of sheets.
private final class SheetListHandler: XMLHandler {
  private(set) var sheets: [(name: String, relation: String, isHidden: Bool)] = []
  private(set) var is1904 = false
  private let most: Int

  init(_ limits: SpreadsheetLimits) { most = limits.listed }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == XMLName("workbookPr") {
      is1904 = ["1", "true", "on"].contains(attributes["date1904"] ?? "")
    } else if name == XMLName("sheet") {
      var relation: String?
      attributes.forEach { name, value in
        // The relation is `id` in a namespace of its own, whatever its prefix is.
        if String(cString: name).hasSuffix(":id") { relation = String(cString: value) }
      }
      guard let relation, let title = attributes["name"] else { return }
      if sheets.count >= most { failure = .damaged("it lists too many sheets") }
      let state = attributes["state"] ?? "visible"
      sheets.append((title, relation, state != "visible"))
    }
  }
}

/// Reads the formats of cells, by the number that a cell gives.
private final class StyleHandler: XMLHandler {
  private(set) var formats: [NumberFormat] = []
  private var custom: [Int: NumberFormat] = [:]
  private var isInCells = false
  private let most: Int

  init(_ limits: SpreadsheetLimits) { most = limits.listed }

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == XMLName("numFmt") {
      guard let id = attributes["numFmtId"].flatMap({ Int($0) }),
        let code = attributes["formatCode"], custom.count < most
      else { return }
      custom[id] = NumberFormat(code)
    } else if name == XMLName("cellXfs") {
      isInCells = true
    } else if isInCells, name == XMLName("xf") {
      if formats.count >= most { failure = .damaged("it lists too many formats") }
      let id = attributes["numFmtId"].flatMap { Int($0) } ?? 0
      formats.append(custom[id] ?? NumberFormat(builtIn: id))
    }
  }

  override func end(_ name: XMLName) {
    if name == XMLName("cellXfs") { isInCells = false }
  }
}
