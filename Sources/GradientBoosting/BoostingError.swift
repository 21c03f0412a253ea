/// Why trees cannot be fitted, read or asked.
public enum BoostingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// LightGBM is not on this machine; where it was looked for.
  case missingLibrary
  /// LightGBM is there but does not load; the words of the system.
  case brokenLibrary(reason: String)
  /// The numbers do not fit together, or not to the objective; a plain sentence.
  case unsuitable(String)
  /// LightGBM refused; its own words.
  case refused(String)

  /// A plain sentence, with a way out where there is one.
  public var description: String {
    switch self {
    case .missingLibrary:
      "LightGBM, which grows the trees, was not found; "
        + "install it where Jupyter runs: pip install lightgbm, or name it in TEFF_LIGHTGBM"
    case .brokenLibrary(let reason):
      "LightGBM, which grows the trees, does not load (\(reason)); "
        + (reason.contains("libgomp")
          ? "install what it needs: apt-get install libgomp1"
          : "install it again: pip install --force-reinstall lightgbm")
    case .unsuitable(let reason): reason
    case .refused(let reason): "LightGBM refused: \(reason)"
    }
  }
}
