/// Cells with errors, by theme; their messages are goldens.
enum ErrorCases {
  static let themes: [(name: String, cells: [String])] = [
    ("reference", CellCases.invalid),
    ("foreign-words", foreignWords), ("foreign-statements", foreignStatements),
    ("literals", literals), ("structure", structure), ("margin", margin), ("stages", stages),
  ]

  private static let foreignWords = [
    "t | summarize n = count(*)", "t | summarize n = count(distinct x)",
    "t | summarize n = sum(distinct x)",
    "t | filter x > .5", "t | filter x between 1 and 5", "t | filter x not between 1 and 5 | show",
    "t | filter x BETWEEN 1 AND 5 and y == 2", "t | filter x = null", "t | filter x = None",
    "t | filter not x = 3", "t | filter a > 1 and b = 2", "t | derive z = if(a = 1, 2, 3)",
    "t | join u on a = b", "t | filter !x", "t | filter !starts_with(x, \"C\")",
    "t | filter a > 1 && b < 2 || c == 3", "t | filter a <> 1", "t | filter a === 1",
    "t | filter a AND b OR NOT c", "t | filter x IN [1, 2]", "t | filter x IS NOT NULL",
    "t | filter x is None", "t | filter x is 3", "t | filter x is not \"a\"",
    "t | filter x in (1, 2, 3)", "t | filter x not in (\"a\", f(b, c))",
    "t | filter x like \"%abc%\"", "t | filter x not like \"abc%\"", "t | filter x LIKE y",
    "t | derive a = True, b = FALSE, c = NULL", "t | derive a = x ** 2", "t | derive a = x % 7",
    "t | derive a = x[1]", "t | derive a = name.lower()", "t | derive a = name.replace(\"a\", b)",
    "t | derive a = x ? 1 : 2", "t | derive a = +3", "t | sort a asc, b desc",
    "t | sort a DESC", "t | sort by a", "t | filter x ≥ 3 and y ≠ 2", "t | filter x == “abc”",
    "t | filter a > 1 -- only large", "t | filter a > 1 // only large", "t | derive a = x // 2",
    "-- a note\nt", "t | take 5;", "a = 1; b = 2", "t %>% filter a > 1", "t | chart line x = a",
    "t | fit y using * seed = 3", "t | derive case_ = case x when 1 then 2 end",
    "t | derive a = case when x then 1 else: 2 end", "t | filter x == 1 < 2",
    "t | derive a = rows [1, 2] == 3", "t | filter a | b == 2", "t | filter (a | b)",
    "t | filter (a > 1 | b < 2) and c",
  ]

  private static let foreignStatements = [
    "select a from t", "select * from t", "SELECT a, b FROM t WHERE a = 3", "select a",
    "from t | select a", "with x as (select 1) select * from x", "let x = 5", "var y = 3\n$y",
    "x <- 5", "x := 5", "$x = 5", "x: 5", "df[\"a\"]", "df[df.a > 3]", "df.head()",
    "df.groupby(\"a\").sum()", "filter a > 1", "filter a > 1 | show 3", "y = filter a > 1",
    "laod \"a.csv\"", "x = lod \"a.csv\"", "t u", "import pandas as pd", "print \"a\"",
    "nots \"a\"",
    "\"a.csv\" | filter a > 1", "$x | filter a > 1", "%%time\nt", "t\n%%sql\nselect 1", "%%sql",
    "%%sql a b\nselect 1", "x + 1", "sales.amount * 2", "y = max(amount)", "note f\"{x}\"",
    "note", "note 3", "use", "use engine", "use seed", "param k = 3", "param k: = 3",
    "param k: int = 3 in 1..5", "param k: int = $x", "param k: int in 3", "param load: int = 3",
    "def f = 3", "def f(a b) = a", "def f(a,) = a", "def f(a)", "def f(1) = 2", "load = 3",
    "by = 3", "x = ", "x = = 3", "?", "t?", "x = 5 6", "x = t filter a", "t filter a > 1",
    "t group by x", "x = {a: 1, b}", "x = {a = 1}", "x = [1, 2", "f(x", "x = {1, 2}",
    "respond as: json",
  ]

  private static let literals = [
    "x = @2011-02-30", "x = @2011-13-01", "x = @2011-6-1", "x = @11/12/2011", "x = @20111209",
    "x = @2011-Q5", "x = @2011-12-09T25:00", "x = @2011-12-09T8:26", "x = @today", "x = @",
    "x = @2011-12-09x", "x = @0000", "x = 5m", "x = 5days", "x = 1.5mo", "x = 5abc", "x = 1h30min",
    "x = 99999999999y", "x = 99999999999999999999", "x = 1e999", "x = \"abc", "x = 'abc\ny = 3",
    "x = \"\"\"abc\ndef", "x = r\"abc", "x = f\"abc", "x = f\"abc {$y\"", "x = f\"abc }\"",
    "x = f\"{}\"", "x = f\"{$y:}\"", "x = f\"{$y $z}\"", "x = f\"{$y +}\"", "x = f'{$y}'",
    "x = f\"{$a + }\" + 3", "x = \"a\\d\"", "x = \"\\x4\"", "x = \"\\ud83d\"",
    "x = \"\\U00110000\"", "t | filter `abc > 1", "t | filter `` > 1", "x = $", "x = $a.",
    "x = \"a\" + §", "x = ~3", "x = \u{1F600}",
  ]

  private static let structure = [
    "t | filter (a > 1", "t | filter a > 1)", "t | filter [a > 1)", "t | select a,, b",
    "t | select a, b,", "t | select a, b, | show", "t | select , a", "t | take 3 by a by b",
    "t | take 3 by a sort b by c", "t | take 3 by a, sort b", "t | chart line x: a y: b z: c",
    "t | chart line, x: a", "t | chart line x: a,", "t | chart line x:, y: b", "t | chart line x:",
    "t | describe method: x, a", "t | cluster a k: 2..10", "t | join u on 3", "t | join u on",
    "t | join \"u.csv\" on a", "t | join (u | filter a > 1 on b", "t | join u as v on a",
    "t | append", "t | select a b", "t | select \"a\" \"b\"", "t | derive end = 3",
    "t | derive x = by + 1", "t | filter by > 2", "t | filter end > 2", "t | sort on desc",
    "t | derive x = case when a then end", "t | derive x = case when a 1 end",
    "t | derive x = case when a then 1", "t | derive x = f(a, )", "t | derive x = f(, a)",
    "t | derive x = f(a b)", "t | derive x = (a + )", "t | derive x = a +", "t | derive x = * 3",
    "t | derive x = {a: 1}", "t | select * except a", "t | select * except ()",
    "t | derive x = a not b", "t | derive x = a == not b", "t | derive x = 1..5",
    "t | derive x = a in", "t | derive x = [1, 2 | show", "t.", "t. | show", "t | derive x = a.",
    "t | cluster x, y, k: 5 seed: 3 | show", "t | summarize n = count(), by: x",
  ]

  private static let margin = [
    "t\nby x", "t\n| summarize n = count()\nby x\n| show", "  t\n| filter a > 1\n    | show",
    "  a = 1\nb = 2", "t\n, u", "t\nsort x", "t | chart line\nx: a", "x = 1 +\n2", "a = 1\n+ 2",
    "x = (1 +\n2)", "t | filter (a > 1\nu | filter b > 2\nv", "a = 1\n)\nb = 2",
    "\tt\n        | show",
  ]

  private static let stages = [
    "| filter a > 1", "|", "t |", "t | | show", "t | 3", "t | by x", "t | as", "t | as load",
    "t | filter a >\n  | sort b asc\n  | show (3\nu | filter (a b) | take", "t | filter: a > 1",
    "t | (filter a)", "t | wher(a > 1) and b", "x = | filter a", "t | f(a, b",
    "t | segment k: (u | filter a >) | show",
  ]
}
