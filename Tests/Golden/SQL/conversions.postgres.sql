SELECT *
FROM (
  SELECT
    CASE WHEN "product" ~* '^\s*([-+]?[0-9]{1,18})\s*$' THEN CAST("product" AS bigint) END AS "int",
    CASE WHEN "product" ~* '^\s*([-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]{1,2})?)\s*$' THEN CAST("product" AS double precision) END AS "number",
    CASE WHEN "product" ~* '^\s*(true|false)\s*$' THEN CAST("product" AS boolean) END AS "bool",
    CASE WHEN "product" ~* '^\s*([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))\s*$' THEN CAST("product" AS date) END AS "date",
    CASE WHEN "product" ~ '^(0[1-9]|[12][0-9]|3[01])\/(0[1-9]|1[0-2])\/[0-9]{4}$' THEN to_date("product", 'DD"/"MM"/"YYYY') END AS "pattern",
    CAST('{"a": {"b": [1, 2]}}' AS jsonb) #>> '{"a","b",1}' AS "json",
    CAST(trunc("price") AS bigint) AS "truncated",
    CAST("stock" AS double precision) AS "widened"
  FROM "products"
) AS "t"
ORDER BY
  "int" NULLS LAST,
  "number" NULLS LAST,
  "bool" NULLS LAST,
  "date" NULLS LAST,
  "pattern" NULLS LAST,
  "json" COLLATE "C" NULLS LAST,
  "truncated" NULLS LAST,
  "widened" NULLS LAST
