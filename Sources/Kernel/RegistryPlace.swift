/// Where a session's registry is.
enum RegistryPlace {
  /// The file that is given, else the one of the folder; empty for no registry.
  static func path(_ given: String?, in folder: String) -> String {
    given ?? "\(folder)/.teff/registry.db"
  }
}
