SELECT *
FROM (
  SELECT
    "id",
    lower("customer") AS "lower",
    CAST(length("customer") AS bigint) AS "length",
    left("customer", 2) AS "left",
    right("customer", CAST("quantity" AS INT)) AS "right",
    substring("customer", 2, 2) AS "part",
    replace("customer", 'n', '\') AS "replaced",
    split_part("customer", ' ', 1) AS "split",
    lpad("customer", greatest(4, length("customer")), '*') AS "padded",
    strpos("customer", 'n') > 0 AS "contains",
    right("customer", length('n')) = 'n' AS "ends",
    "customer" ~ '^[A-Z]\w+$' AS "matches",
    (regexp_match("customer", '([a-z]+)'))[1] AS "extract",
    "customer" || '-' || "product" AS "joined"
  FROM "orders"
) AS "t"
ORDER BY
  "id" NULLS LAST,
  "lower" COLLATE "C" NULLS LAST,
  "length" NULLS LAST,
  "left" COLLATE "C" NULLS LAST,
  "right" COLLATE "C" NULLS LAST,
  "part" COLLATE "C" NULLS LAST,
  "replaced" COLLATE "C" NULLS LAST,
  "split" COLLATE "C" NULLS LAST,
  "padded" COLLATE "C" NULLS LAST,
  "contains" NULLS LAST,
  "ends" NULLS LAST,
  "matches" NULLS LAST,
  "extract" COLLATE "C" NULLS LAST,
  "joined" COLLATE "C" NULLS LAST
