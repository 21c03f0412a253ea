import Registry
import Testing

@Suite("What runs of analyses leave in the registry", .needsEngine)
struct RecordingTests {
  @Test("A run has its name, parameters with defaults, data, and one row for each customer")
  func run() throws {
    let notebook = Notebook(keepsRuns: true)
    #expect(notebook.run(RecordedCells.load + RecordedCells.rfm + ", bins: 5").outputs.isEmpty)
    let store = try notebook.registry()
    let run = try #require(try store.runs().first)
    #expect(run.verb == "rfm")
    #expect(run.name == "segments")
    #expect(run.notebook == "report.ipynb")
    #expect(run.rows == 2_000)
    #expect(run.engine == "duckdb")
    #expect(run.seed == nil)
    let parameters = run.parameters.map { "\($0.name)=\($0.value)" }
    #expect(
      parameters == [
        "customer=customer_id", "date=order_date", "amount=quantity * unit_price",
        "as_of=the day after the last one", "bins=5", "ties=apart", "segments=standard",
      ])
    let customers = try #require(notebook.values("segments | summarize n = count()").first)
    #expect(run.metrics == [.init("customers", customers)])
    let assignments = try #require(try store.assignments(of: run.number))
    #expect(String(assignments.count) == customers)
    #expect(assignments.groupName == "segment")
    let data = try store.datasets()
    #expect(data.map(\.name) == ["orders"])
    #expect(data.map(\.rows) == [2_000])
    #expect(data.map(\.fingerprint) == [run.dataset])
  }

  @Test("Nothing is shown for it, and the same cell again keeps its number")
  func again() throws {
    let notebook = Notebook(keepsRuns: true)
    for _ in 0..<3 { #expect(notebook.run(RecordedCells.load + RecordedCells.rfm).outputs.isEmpty) }
    #expect(notebook.values("registry runs | select run, verb, name") == ["1 rfm segments"])
    // Another session over equal data is the same run, too.
    let other = Notebook(
      keepsRuns: true, registryPath: notebook.folder + "/.teff/registry.db")
    #expect(other.run(RecordedCells.load + RecordedCells.rfm).errors.isEmpty)
    #expect(notebook.values("registry runs | select run") == ["1"])
    notebook.run("other = load sample \"orders\" rows: 2000, seed: 5")
    notebook.run(RecordedCells.rfm.replacing("orders", with: "other"))
    #expect(notebook.values("registry runs | select run") == ["2", "1"])
  }

  @Test("Values of variables stand in the parameters, and another value is another run")
  func variables() throws {
    let notebook = Notebook(keepsRuns: true)
    let cell = RecordedCells.rfm + ", as_of: $day"
    notebook.run(RecordedCells.load)
    notebook.run("day = @2025-06-01\n" + cell)
    notebook.run("day = @2025-05-01\n" + cell)
    let days = try notebook.registry().runs().map { run in
      run.parameters.first { $0.name == "as_of" }?.value
    }
    #expect(days == ["@2025-05-01", "@2025-06-01"])
  }

  @Test("A name after `as` is the run's, and each analysis of a pipeline is a run")
  func names() throws {
    let notebook = Notebook(keepsRuns: true)
    notebook.run(
      RecordedCells.load
        + "orders | cohort customer: customer_id, date: order_date | as months | take 1\n"
        + "pairs = orders | basket order: order_id, item: product_id, min_support: 0.1%\n"
        + "orders | cohort customer: customer_id, date: order_date, every: 1q")
    let runs = try notebook.registry().runs()
    #expect(runs.map(\.verb) == ["cohort", "basket", "cohort"])
    #expect(runs.map(\.name) == [nil, "pairs", "months"])
    #expect(try notebook.registry().assignments(of: 1) == nil)
  }

  @Test("A run among the tables of a stage does not take the name of the whole")
  func nestedNames() throws {
    let notebook = Notebook(keepsRuns: true)
    let scores = "orders | rfm customer: customer_id, date: order_date, amount: quantity"
    let answer = notebook.run(
      RecordedCells.load + """
        orders | cohort customer: customer_id, date: order_date | take 1
        joined = orders | join (\(scores)) on customer_id
        both = orders | join (\(scores), as_of: @2025-06-01 | as inner) on customer_id
          | rfm customer: customer_id, date: order_date, amount: unit_price
        plain = (\(scores), as_of: @2025-07-01) | take 2
        orders | filter quantity > 1 | as few
        """)
    #expect(answer.errors.isEmpty, "\(answer.text)")
    let runs = try notebook.registry().runs().reversed()
    #expect(runs.map(\.verb) == ["cohort", "rfm", "rfm", "rfm", "rfm"])
    #expect(runs.map(\.name) == [nil, nil, "inner", "both", "plain"])
  }

  @Test("What a join worked on is known, compared, and forgotten with its run")
  func joinedData() throws {
    let notebook = Notebook(keepsRuns: true)
    let joined = notebook.run(
      RecordedCells.load + "shops = rows [{region: \"North\", area: 3}]\n"
        + RecordedCells.rfm.replacing("orders", with: "orders | join shops on region, kind: left"))
    #expect(joined.errors.isEmpty, "\(joined.text)")
    notebook.run("orders = load sample \"orders\" rows: 1500\n" + RecordedCells.rfm)
    #expect(notebook.values("registry datasets | summarize n = count()") == ["3"])
    #expect(
      notebook.values(
        "a = registry run 1\na.about | filter fact in [\"data\", \"data_2\"] | select value")
        == ["orders", "shops"])
    let told = notebook.run("registry compare 1, 2 | take 1").plain
    #expect(told.contains("runs 1 and 2 worked on different data"), "\(told)")
    #expect(told.contains("`orders` (1,500 rows)"), "\(told)")
    notebook.run(RecordedCells.rfm + ", ties: together")
    #expect(!notebook.run("registry compare 2, 3 | take 1").plain.contains("different"))
    notebook.run("registry forget 1")
    #expect(notebook.values("registry datasets | select rows") == ["1,500"])
  }

  @Test("Measures are kept with six digits")
  func digits() throws {
    let notebook = Notebook(keepsRuns: true)
    notebook.run(
      "g = load sample \"supermarket\", rows: 60 | cluster total_spend, age k: 2")
    let run = try #require(try notebook.registry().runs().first)
    let silhouette = try #require(run.metrics.last)
    #expect(silhouette.name == "silhouette")
    #expect(Double(silhouette.value).map { $0 > 0 && $0 < 1 } == true)
    #expect(silhouette.value.count <= 8)
    // Fewer are shown where runs stand below each other.
    let shown = try #require(notebook.values("registry runs | select metrics").first)
    #expect(shown.hasPrefix("k 2 · silhouette 0.") && !shown.contains(silhouette.value), "\(shown)")
    let seconds = try #require(
      notebook.values("a = registry run 1\na.about | filter fact == \"seconds\" | select value")
        .first)
    #expect(seconds.filter(\.isNumber).drop { $0 == "0" }.count <= 3, "\(seconds)")
  }

  @Test("Groups of rows go by the column that names them, else by the number of the row")
  func keys() throws {
    let notebook = Notebook(keepsRuns: true)
    notebook.run(
      RecordedCells.load + RecordedCells.rfm + "\nshoppers = load sample \"supermarket\", rows: 60")
    for cell in [
      "shoppers | cluster k: 2", "shoppers | cluster total_spend, age k: 2",
      "segments | cluster recency, frequency k: 2",
      "shoppers | drop customer_id | cluster k: 2",
    ] { #expect(notebook.run(cell).errors.isEmpty) }
    let keys = (2...5).map { run in
      notebook.values("registry assignments \(run) | take 1 | select key").first ?? ""
    }
    #expect(keys[0] == "S0001")
    #expect(keys[1] == "S0001")
    #expect(keys[2].hasPrefix("C"))
    #expect(keys[3] == "1")
    #expect(notebook.values("registry datasets | select name").contains("segments"))
  }

  @Test("Every analysis leaves a run")
  func verbs() throws {
    let notebook = Notebook(keepsRuns: true)
    let answer = notebook.run(
      RecordedCells.load + """
        shoppers = load sample "supermarket", rows: 60
        days = orders | series n = count() on order_date every: 1d
        a = shoppers | reduce
        b = orders | clv customer: customer_id, date: order_date, amount: quantity, bootstrap: 0
        c = days | forecast n on order_date horizon: 4, method: naive
        d = orders | recommend user: customer_id, item: product_id, method: popular
        e = days | decompose n on order_date season: 7
        f = shoppers | anomalies total_spend
        g = shoppers | test total_spend by gender
        """)
    #expect(answer.errors.isEmpty, "\(answer.text)")
    let verbs = try notebook.registry().runs().reversed().map { "\($0.name ?? "") \($0.verb)" }
    #expect(
      verbs == [
        "a reduce", "b clv", "c forecast", "d recommend", "e decompose", "f anomalies", "g test",
      ])
  }

  @Test("A cell that fails leaves no run, and relational verbs make no file")
  func failure() {
    let notebook = Notebook(keepsRuns: true)
    notebook.run(RecordedCells.load)
    #expect(notebook.run(RecordedCells.rfm + "\nsegments | filter nothing > 1").codes == ["E101"])
    notebook.run("orders | summarize n = count() by region")
    #expect(notebook.values("registry runs").isEmpty)
    #expect(!notebook.hasRegistry)
    #expect(notebook.run("registry run 1").codes == ["E718"])
    #expect(!notebook.hasRegistry)
    // What an earlier cell did stays.
    notebook.run(RecordedCells.rfm)
    #expect(
      notebook.run(
        RecordedCells.rfm.replacing("segments =", with: "later =") + "\nlater | filter nothing > 1"
      )
      .codes == ["E101"])
    #expect(notebook.values("registry runs | select name") == ["segments"])
  }
}
