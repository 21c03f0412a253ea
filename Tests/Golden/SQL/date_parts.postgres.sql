SELECT *
FROM (
  SELECT
    "id",
    CAST(extract(year FROM "day") AS bigint) AS "year",
    CAST(extract(quarter FROM "day") AS bigint) AS "quarter",
    CAST(extract(month FROM "at") AS bigint) AS "month",
    CAST(extract(week FROM "day") AS bigint) AS "week",
    CAST(extract(day FROM "at") AS bigint) AS "day",
    CAST(extract(isodow FROM "day") AS bigint) AS "weekday",
    CAST(extract(hour FROM CAST("at" AS timestamp)) AS bigint) AS "hour",
    to_char("at", 'FMDay", "FMDD". "FMMonth" "YYYY" at "FMHH24":"MI') AS "text",
    to_char("day", 'YYYY"-Q"Q"/"FMIW') AS "quarter_text"
  FROM "orders"
) AS "t"
ORDER BY
  "id" NULLS LAST,
  "year" NULLS LAST,
  "quarter" NULLS LAST,
  "month" NULLS LAST,
  "week" NULLS LAST,
  "day" NULLS LAST,
  "weekday" NULLS LAST,
  "hour" NULLS LAST,
  "text" COLLATE "C" NULLS LAST,
  "quarter_text" COLLATE "C" NULLS LAST
