/// Cells whose layout is reviewed.
enum FormatCases {
  static let all: [String] =
    CellCases.valid + spacing + breaking + comments

  private static let spacing = [
    "t|filter a>1 and b<2|show 3", "t |> filter not(a==1) |> take -1", "x=-3+ -$y*2^-1",
    "t|select `a`,`b c`,`load`,`by`,`None`,`desc`|sort `x` desc", "t | chart line x:`a`,y :b",
    "t|take 3 method:x by a,b sort c desc", "t | describe a, b, method: x by k, n: 3",
    "t | assert a > 0 , message: \"m\"", "t | filter x in 1 .. 4 and y in [1,2,]",
    "def net( q , p,vat:20% )=q*p/(1+vat)", "param   k:int=3 in(1..10)  \"how many\"",
    "? cluster\n?sales . profile", "rows [ {a:1,\"b c\":[1,2]} ]", "rows json($REQUEST, \"body\")",
    "use  engine postgres  \"env:W\"", "t | my_stage ( a,b )", "t|filter (a > 1)",
    "(t|take 3)|show",
    "x = $a.b+1", "note f\"x {$x:,.0f}\"  level:info", "t | fit y using * except(a,b)",
    "t | join(u|filter a>1) on a==b, c kind:left", "t|cluster a k:(2..10)",
    "  a = 1\n  b = 2\n  t\n  | show", "x = case when $a>1 then 2 else 3 end", "t.`a b`|show",
    "t | derive x = a - -b, y = -(a - b), z = f(-a, -1)", "sql \"\"\"select\n  1\"\"\" | show",
    "t | sort -a, b desc", "chart = t | chart", "x = {a: 1, `b c`: -2, \"d\": [{e: 1}]}", "",
    "# only a comment", "\n\na = 1\n\n\n\nb = 2\n\n",
  ]

  private static let breaking = [
    """
    t | summarize revenue = sum(amount), orders = count_distinct(InvoiceNo), basket = revenue / orders, n = count() by month, region every: 1d, fill: 0 | show
    """,
    """
    t | filter segment in ["At Risk", "Cannot Lose Them", "Champions", "Loyal", "New Customers", "Promising", "Lost"] and monetary > 100
    """,
    """
    targets = rows [{store: 1, goal: 100, region: "north"}, {store: 2, goal: 120, region: "south"}, {store: 3, goal: 90, region: "west"}]
    """,
    """
    t | derive band = case when recency >= 4 and frequency >= 4 then "Champions" when recency >= 4 then "New" else "Other" end, x = 1
    """,
    """
    t | join (customers | filter age > 18 and country == "United Kingdom" | select id, name, age) on CustomerID == id, kind: left
    """,
    """
    x = $first_long_name_of_a_value + $second_long_name_of_a_value + $third_long_name_of_a_value > 3 and $y
    """,
  ]

  private static let comments = [
    "# head\n\n# second\na = 1 # one\n\n# before b\nb = 2\n# end",
    "t  # the table\n  | filter a > 1 # only large\n  # indented\n# at the margin\n  | show # last",
    "t | filter a > 1 # only one stage", "t | select a, # first\n  b # second\n  , c\n  by k",
    "x = [1, # one\n  2 # two\n]", "t\n  | take 3 n: 4 # an option\n   by a # a clause\n",
    "t | summarize\n  # what\n  n = count()\n  # how\n  by k", "a = 1\n  # indented tail\nb = 2",
    "t\n| filter a\n\n# gap\n\n| show\n\n\n# end\n",
  ]
}
