SELECT
  CASE WHEN regexp_full_match("product", '\s*[-+]?[0-9]+\s*') THEN TRY_CAST("product" AS BIGINT) END AS "int",
  CASE WHEN regexp_full_match("product", '\s*[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?\s*') THEN TRY_CAST("product" AS DOUBLE) END AS "number",
  CASE lower(trim("product")) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END AS "bool",
  CASE WHEN regexp_full_match("product", '\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*') THEN TRY_CAST("product" AS DATE) END AS "date",
  CAST(try_strptime("product", '%d/%m/%Y') AS DATE) AS "pattern",
  CASE WHEN json_valid('{"a": {"b": [1, 2]}}') THEN json_extract_string('{"a": {"b": [1, 2]}}', '$."a"."b"[1]') END AS "json",
  CAST(trunc("price") AS BIGINT) AS "truncated",
  CAST("stock" AS DOUBLE) AS "widened"
FROM "products"
ORDER BY
  "int" NULLS LAST,
  "number" NULLS LAST,
  "bool" NULLS LAST,
  "date" NULLS LAST,
  "pattern" NULLS LAST,
  "json" NULLS LAST,
  "truncated" NULLS LAST,
  "widened" NULLS LAST
