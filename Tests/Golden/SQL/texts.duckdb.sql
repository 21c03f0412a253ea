SELECT
  "id",
  lower("customer") AS "lower",
  length("customer") AS "length",
  left("customer", 2) AS "left",
  right("customer", CAST("quantity" AS INT)) AS "right",
  substring("customer", 2, 2) AS "part",
  replace("customer", 'n', '\') AS "replaced",
  split_part("customer", ' ', 1) AS "split",
  lpad("customer", CAST(greatest(4, length("customer")) AS INT), '*') AS "padded",
  contains("customer", 'n') AS "contains",
  ends_with("customer", 'n') AS "ends",
  regexp_matches("customer", '^[A-Z]\w+$') AS "matches",
  CASE WHEN regexp_matches("customer", '([a-z]+)') THEN regexp_extract("customer", '([a-z]+)', 1) END AS "extract",
  "customer" || '-' || "product" AS "joined"
FROM "orders"
