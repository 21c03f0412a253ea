SELECT
  "product",
  "category",
  "price",
  "stock",
  CAST(1 AS bigint) AS "one",
  CAST(NULL AS text) AS "nothing",
  float8 '0.5' AS "half",
  CAST(3000000 AS bigint) * 1000000 AS "big"
FROM "products"
ORDER BY
  "product" COLLATE "C" NULLS LAST,
  "category" COLLATE "C" NULLS LAST,
  "price" NULLS LAST,
  "stock" NULLS LAST,
  "big" NULLS LAST
