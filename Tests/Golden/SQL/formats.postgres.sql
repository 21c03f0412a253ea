SELECT *
FROM (
  SELECT
    "id",
    to_char(round(CAST("price" AS numeric), 2), 'FM999999999999999990.00') AS "two",
    to_char(round(CAST("price" * 1000.0 AS numeric), 0), 'FM999,999,999,999,999,990') AS "grouped",
    to_char(round(CAST(("price" / 7.0) * 100 AS numeric), 1), 'FM999999999999999990.0') || '%' AS "percent",
    CASE WHEN abs("price") >= 1e9 AND abs("price") < 1e15 THEN CAST(round(CAST("price" AS numeric)) AS text) ELSE CAST(CAST(to_char("price", '9.99999999EEEE') AS double precision) AS text) END AS "plain",
    CAST(round(CAST("quantity" AS numeric)) AS text) AS "whole",
    CASE WHEN abs("price") >= 1e9 AND abs("price") < 1e15 THEN CAST(round(CAST("price" AS numeric)) AS text) ELSE CAST(CAST(to_char("price", '9.99999999EEEE') AS double precision) AS text) END AS "shown",
    CAST("day" AS text) AS "day"
  FROM "orders"
) AS "t"
ORDER BY
  "id" NULLS LAST,
  "two" COLLATE "C" NULLS LAST,
  "grouped" COLLATE "C" NULLS LAST,
  "percent" COLLATE "C" NULLS LAST,
  "plain" COLLATE "C" NULLS LAST,
  "whole" COLLATE "C" NULLS LAST,
  "shown" COLLATE "C" NULLS LAST,
  "day" COLLATE "C" NULLS LAST
