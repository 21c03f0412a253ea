import FoundationEssentials
import JSONText
import JupyterProtocol
import TestSupport
import Testing

@Suite("The program's commands")
struct CommandTests {
  let program: Program

  init() throws { program = try Program("teff") }

  @Test(
    "Help is there for the program and for each command",
    arguments: [
      "", "kernel", "install", "run", "verify", "fmt", "doctor", "reference",
    ])
  func help(command: String) throws {
    let run = try program.run((command.isEmpty ? [] : [command]) + ["--help"])
    #expect(run.status == 0)
    #expect(run.output.contains("usage: teff \(command)"))
    #expect(run.errors == "")
  }

  @Test("--version prints one line")
  func version() throws {
    let run = try program.run(["--version"])
    #expect(run.output.wholeMatch(of: /teff \d+\.\d+\.\d+\n/) != nil)
  }

  @Test(
    "A wrong command line is refused with status 2 and a reason",
    arguments: [
      ([], "usage"), (["serve"], "there is no command `serve`"), (["run"], "name a script"),
      (["run", "a.teff", "b.teff"], "one script at a time"),
      (["run", "-", "--format", "pdf"], "--format is one of text, html, json, not `pdf`"),
      (["run", "-", "--fast"], "there is no option `--fast`"),
      (["run", "-", "-p"], "-p takes a value"), (["kernel"], "--connection-file is missing"),
      (["verify"], "name a notebook"),
      (["verify", "a.ipynb", "--tolerance", "1"], "--tolerance is a share"),
      (["verify", "a.ipynb", "--threads", "0"], "--threads is a whole number"),
      (["fmt"], "name a file"), (["doctor", "now"], "`now` is one word too many"),
      (["install", "--user", "--sys-prefix"], "choose one of"),
      (["install", "--name", "a/b"], "letters, digits"),
    ])
  func usage(arguments: [String], reason: String) throws {
    let run = try program.run(arguments)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains(reason), "\(run.errors)")
  }

  @Test("A kernel without a readable connection file says so")
  func connectionFile() throws {
    let run = try program.run(["kernel", "--connection-file", "gone.json"])
    #expect(run.status == 1)
    #expect(run.errors == "teff kernel: cannot read the connection file gone.json\n")
  }

  @Test("The reference comes as a page, as a table and as JSON")
  func reference() throws {
    #expect(try program.run(["reference"]).output.hasPrefix("# Reference of the Teff language\n"))
    #expect(try program.run(["reference", "--verbs"]).output.hasPrefix("| family | verbs |\n"))
    let json = try JSON(parsing: program.run(["reference", "--format", "json"]).output)
    guard case .array(let verbs)? = json["verbs"] else {
      Issue.record("no verbs")
      return
    }
    #expect(verbs.contains { $0["name"]?.string == "rfm" })
    let chart = try #require(verbs.first { $0["name"]?.string == "chart" })
    guard case .array(let marks)? = chart["forms"] else {
      Issue.record("no marks")
      return
    }
    #expect(marks.contains("line") && marks.contains("treemap"))
    #expect(json["statements"] == ["param", "def", "use", "note", "respond"])
    #expect(json["units"] == ["ms", "s", "min", "h", "d", "w", "mo", "q", "y"])
  }
}

@Suite("teff fmt")
struct FormatCommandTests {
  let program: Program

  init() throws { program = try Program("teff") }

  @Test("A filter lays out the standard input")
  func filter() throws {
    let run = try program.run(["fmt", "-"], input: "t|>filter a>1|take 3\n\n\n# %% b\n1+1")
    #expect(run.output == "t\n  | filter a > 1\n  | take 3\n\n# %% b\n1 + 1\n")
    #expect(run.status == 0)
  }

  @Test("A file is changed in place, once; --check only tells")
  func inPlace() throws {
    try program.write("t|filter a>1", to: "a.teff")
    let check = try program.run(["fmt", "--check", "a.teff"])
    #expect(check.status == 1 && check.output == "a.teff\n")
    #expect(program.text("a.teff") == "t|filter a>1")
    #expect(try program.run(["fmt", "a.teff"]).status == 0)
    #expect(program.text("a.teff") == "t | filter a > 1\n")
    #expect(try program.run(["fmt", "--check", "a.teff"]).status == 0)
  }

  @Test("A file with a syntax error stays as it is, and the others are done")
  func broken() throws {
    try program.write("t | filter (a\n", to: "broken.teff")
    try program.write("1+1\n", to: "good.teff")
    let run = try program.run(["fmt", "broken.teff", "good.teff"])
    #expect(run.status == 1)
    #expect(run.errors.contains("broken.teff, line 1"))
    #expect(program.text("broken.teff") == "t | filter (a\n")
    #expect(program.text("good.teff") == "1 + 1\n")
  }

  @Test("The code cells of a notebook are laid out, and nothing else of it changes")
  func notebook() throws {
    let notebook = """
      {
       "cells": [
        {
         "cell_type": "markdown",
         "metadata": {},
         "source": [
          "a|b"
         ]
        },
        {
         "cell_type": "code",
         "execution_count": null,
         "metadata": {},
         "outputs": [],
         "source": [
          "t|filter a>1\\n",
          "1+1"
         ]
        }
       ],
       "metadata": {},
       "nbformat": 4,
       "nbformat_minor": 5
      }

      """
    try program.write(notebook, to: "n.ipynb")
    #expect(try program.run(["fmt", "n.ipynb"]).status == 0)
    let expected = notebook.replacing("t|filter a>1", with: "t | filter a > 1")
      .replacing("1+1", with: "1 + 1")
    #expect(program.text("n.ipynb") == expected)
  }
}
