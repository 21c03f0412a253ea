SELECT
  "id",
  year("day") AS "year",
  quarter("day") AS "quarter",
  month("at") AS "month",
  week("day") AS "week",
  day("at") AS "day",
  isodow("day") AS "weekday",
  hour("at") AS "hour",
  strftime("at", '%A, %-d. %B %Y at %-H:%M') AS "text",
  strftime("day", '%Y-Q') || CAST(quarter("day") AS VARCHAR) || strftime("day", '/') || CAST(week("day") AS VARCHAR) AS "quarter_text"
FROM "orders"
