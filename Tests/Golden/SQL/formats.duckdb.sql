SELECT
  "id",
  format('{:.2f}', CAST(round("price", 2) + 0 AS DOUBLE)) AS "two",
  format('{:,.0f}', CAST(round("price" * 1000.0, 0) + 0 AS DOUBLE)) AS "grouped",
  format('{:.1f}', CAST(round(("price" / 7.0) * 100, 1) + 0 AS DOUBLE)) || '%' AS "percent",
  CASE WHEN abs("price") >= 1e9 AND abs("price") < 1e15 THEN format('{:.0f}', "price") ELSE format('{:.9g}', "price") END AS "plain",
  CAST(CAST(round("quantity") AS BIGINT) AS VARCHAR) AS "whole",
  CASE WHEN abs("price") >= 1e9 AND abs("price") < 1e15 THEN format('{:.0f}', "price") ELSE format('{:.9g}', "price") END AS "shown",
  CAST("day" AS VARCHAR) AS "day"
FROM "orders"
