SELECT
  CAST("product" AS text) AS "product",
  CAST("category" AS text) AS "category",
  CAST("price" AS double precision) AS "price",
  CAST("stock" AS bigint) AS "stock"
FROM (
  SELECT * FROM things -- all of them
) AS "t"
ORDER BY
  CAST("product" AS text) COLLATE "C" NULLS LAST,
  CAST("category" AS text) COLLATE "C" NULLS LAST,
  CAST("price" AS double precision) NULLS LAST,
  CAST("stock" AS bigint) NULLS LAST
