import FoundationEssentials
import Registry

/// Cells whose analyses are kept.
enum RecordedCells {
  static let load = "orders = load sample \"orders\" rows: 2000\n"
  static let rfm =
    "segments = orders | rfm customer: customer_id, date: order_date, amount: quantity * unit_price"
}

extension Notebook {
  /// The registry beside the notebook, which is made if it is not there.
  func registry() throws -> RegistryStore {
    try RegistryStore(path: registryFile, ownsFolder: true)
  }

  /// Whether there is a registry beside the notebook.
  var hasRegistry: Bool { FileManager.default.fileExists(atPath: registryFile) }

  private var registryFile: String { folder + "/.teff/registry.db" }
}
