import FoundationEssentials
import JSONText
import JupyterProtocol
import TestSupport
import Testing

@Suite("teff install and teff doctor")
struct InstallCommandTests {
  private static let root = goldenFolder.deletingLastPathComponent().deletingLastPathComponent()

  @Test("A prefix gets a kernelspec that starts this program, with its logos")
  func prefix() throws {
    let program = try Program("teff")
    let run = try program.run(["install", "--prefix", "venv", "--name", "teff-test"])
    #expect(run.status == 0, "\(run.errors)")
    let folder = "venv/share/jupyter/kernels/teff-test"
    let spec = try JSON(parsing: try #require(program.text("\(folder)/kernel.json")))
    #expect(
      spec["argv"] == [
        .string(executableFolder.appending(path: "teff").path()), "kernel", "--connection-file",
        "{connection_file}",
      ])
    #expect(spec["display_name"] == "Teff" && spec["language"] == "teff")
    #expect(spec["interrupt_mode"] == "message")
    for logo in ["logo-svg.svg", "logo-32x32.png", "logo-64x64.png"] {
      let written = try Data(contentsOf: program.folder.appending(path: "\(folder)/\(logo)"))
      #expect(
        written == (try Data(contentsOf: Self.root.appending(path: "kernelspec/spec/\(logo)"))))
    }
  }

  @Test(
    "Without options the kernelspec goes to the user's folder of Jupyter",
    arguments: [
      (["XDG_DATA_HOME": nil, "JUPYTER_DATA_DIR": nil], ".local/share/jupyter")
    ] as [([String: String?], String)])
  func user(environment: [String: String?], folder: String) throws {
    let program = try Program("teff", environment: environment)
    #expect(try program.run(["install"]).status == 0)
    #expect(program.text("\(folder)/kernels/teff/kernel.json") != nil)
  }

  @Test("The library that is found is recorded for this user only, and found again")
  func record() throws {
    let program = try Program(
      "teff",
      environment: [
        "TEFF_DUCKDB": nil, "VIRTUAL_ENV": nil, "CONDA_PREFIX": nil, "XDG_CONFIG_HOME": nil,
        "PATH": "/nowhere",
      ])
    let packages = "venv/lib/python3.11/site-packages"
    try FileManager.default.createDirectory(
      at: program.folder.appending(path: packages), withIntermediateDirectories: true)
    try program.write("no library", to: "\(packages)/_duckdb.cpython-311-x86_64-linux-gnu.so")
    let run = try program.run(["install", "--prefix", "venv"])
    #expect(run.output.contains("\(packages)/_duckdb.cpython-311"))
    let file = program.folder.appending(path: ".config/teff/duckdb").path()
    let rights = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(rights == 0o600)
    let doctor = try program.run(["doctor"])
    #expect(doctor.output.contains("does not load (recorded by teff install)"))
  }

  @Test("The doctor says what is missing, with status 1")
  func missing() throws {
    let program = try Program("teff", environment: ["TEFF_DUCKDB": "/nowhere/libduckdb.so"])
    let run = try program.run(["doctor"])
    #expect(run.status == 1)
    #expect(run.output.contains("DuckDB      not found"))
    #expect(run.output.contains("pip install duckdb"))
  }

  @Test("The doctor says whether trees can be grown")
  func boosting() throws {
    let bare = try Program("teff", environment: ["TEFF_LIGHTGBM": "/nowhere/lib_lightgbm.so"])
    let output = try bare.run(["doctor"]).output
    #expect(output.contains("LightGBM    not found: learned rankings need it"))
    #expect(output.contains("pip install lightgbm, or set TEFF_LIGHTGBM"))
  }

  @Test("The doctor says whether rows can be grouped")
  func algebra() throws {
    let bare = try Program("teff", environment: ["TEFF_OPENBLAS": "/nowhere/libopenblas.so"])
    let output = try bare.run(["doctor"]).output
    #expect(output.contains("OpenBLAS    not found: `cluster` and `reduce` need it"))
    #expect(output.contains("so do the methods `ease`, `als` and `ranked` of `recommend`; `auto`"))
    #expect(output.contains("apt-get install libopenblas0, or set TEFF_OPENBLAS"))
    #expect(try Program("teff").run(["doctor"]).output.contains("OpenBLAS    libopenblas.so"))
  }

  @Test("The doctor says whether JupyterLab and papermill know the language")
  func frontEnds() throws {
    let place = try Program("teff")
    let environment = place.folder.appending(path: "venv").path()
    let program = try Program(
      "teff",
      environment: [
        "VIRTUAL_ENV": environment, "JUPYTER_DATA_DIR": environment, "CONDA_PREFIX": nil,
      ])
    let bare = try program.run(["doctor"]).output
    #expect(bare.contains("JupyterLab  highlights Teff as SQL"))
    #expect(bare.contains("papermill   knows no Teff"))
    let packages = "venv/lib/python3.11/site-packages/teff_jupyter"
    for folder in ["venv/share/jupyter/labextensions/teff", packages] {
      try FileManager.default.createDirectory(
        at: place.folder.appending(path: folder), withIntermediateDirectories: true)
    }
    try place.write("{}", to: "venv/share/jupyter/labextensions/teff/package.json")
    let full = try program.run(["doctor"]).output
    #expect(full.contains("JupyterLab  highlights Teff, \(environment)/share/jupyter"))
    #expect(full.contains("papermill   takes Teff's params, \(environment)/lib/python3.11/"))
  }

  @Test("An unwritable prefix is an error")
  func unwritable() throws {
    let run = try Program("teff").run(["install", "--prefix", "/proc/nowhere"])
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("teff install: cannot write /proc/nowhere/share/jupyter"))
  }
}
