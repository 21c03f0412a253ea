import FoundationEssentials
import JSONText
import JupyterProtocol

/// The folder by which Jupyter knows a kernel.
struct Kernelspec {
  let folder: String

  /// Whether Jupyter takes a text as a kernel's name.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
  }

  /// Writes the kernel's description and its logos.
  func write(program: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let template = String(decoding: PackageResources.kernel_json, as: UTF8.self)
      let quoted = JSON.string(program).text.dropFirst().dropLast()
      let description = template.replacing("@TEFF@", with: quoted)
      let files: [(String, [UInt8])] = [
        ("kernel.json", Array(description.utf8)),
        ("logo-svg.svg", PackageResources.logo_svg_svg),
        ("logo-32x32.png", PackageResources.logo_32x32_png),
        ("logo-64x64.png", PackageResources.logo_64x64_png),
      ]
      for (name, bytes) in files {
        try Data(bytes).write(to: URL(filePath: "\(folder)/\(name)"), options: .atomic)
      }
    } catch {
      throw CommandError("cannot write \(folder)")
    }
  }

  /// The program that the kernelspec starts; nil when there is no readable kernelspec.
  var program: String? {
    guard let data = FileManager.default.contents(atPath: "\(folder)/kernel.json"),
      let json = try? JSON(parsing: Array(data)), case .array(let words)? = json["argv"]
    else { return nil }
    return words.first?.string?.replacing("{resource_dir}", with: folder)
  }

  /// Jupyter's data folder of this user.
  static var userFolder: String {
    Environment["JUPYTER_DATA_DIR"]
      ?? (Environment["XDG_DATA_HOME"] ?? "\(Environment["HOME"] ?? "/")/.local/share") + "/jupyter"
  }

  /// The kernelspecs of this name that Jupyter would find, first the one that counts.
  static func installed(_ name: String) -> [Kernelspec] {
    var folders = (Environment["JUPYTER_PATH"] ?? "").split(separator: ":").map(String.init)
    folders += PythonEnvironment.all().map { "\($0)/share/jupyter" }
    folders += [userFolder, "/usr/local/share/jupyter", "/usr/share/jupyter"]
    var seen: Set<String> = []
    return folders.filter { seen.insert($0).inserted }
      .map { Kernelspec(folder: "\($0)/kernels/\(name)") }
      .filter { Files.isFile("\($0.folder)/kernel.json") }
  }
}
