/// What the profile of `describe` shows beside its table: a picture and a remark for each column, and
/// what was found.
package struct ProfileDisplay: Hashable, Sendable {
  /// A small picture of a column's values.
  package enum Picture: Hashable, Sendable {
    /// Bars for the rows of each bin; the marker is the place of the median, 0 to 1.
    case histogram([Double], marker: Double?)
    /// The shares of the commonest values, and words about the commonest.
    case shares([Double], label: String)
  }

  /// What stands behind one column of the described table.
  package struct Row: Hashable, Sendable {
    package var picture: Picture?
    /// The measures that tell most of its type: `2% zero · 374 days, longest gap 12`.
    package var remark: String

    package init(picture: Picture?, remark: String) {
      self.picture = picture
      self.remark = remark
    }
  }

  /// Something worth a stop.
  package struct Finding: Hashable, Sendable {
    /// The column; nil for the whole table.
    package var column: String?
    package var text: String
    /// The cell that fixes it.
    package var fix: String

    package init(column: String?, text: String, fix: String) {
      self.column = column
      self.text = text
      self.fix = fix
    }
  }

  /// One entry for each row of the profile.
  package var rows: [Row]
  /// The most important first, no more than a reader takes in.
  package var findings: [Finding]
  /// How many more there are in the part `findings`.
  package var furtherFindings: Int
  /// What fixes call the table, if it has no name in the session.
  package var standIn: String?

  package init(
    rows: [Row], findings: [Finding], furtherFindings: Int, standIn: String? = nil
  ) {
    self.rows = rows
    self.findings = findings
    self.furtherFindings = furtherFindings
    self.standIn = standIn
  }
}
