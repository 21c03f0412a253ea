SELECT
  CAST("product" AS VARCHAR) AS "product",
  CAST("category" AS VARCHAR) AS "category",
  CAST("price" AS DOUBLE) AS "price",
  CAST("stock" AS BIGINT) AS "stock"
FROM (
  SELECT * FROM things -- all of them
) AS "t"
ORDER BY
  CAST("product" AS VARCHAR) NULLS LAST,
  CAST("category" AS VARCHAR) NULLS LAST,
  CAST("price" AS DOUBLE) NULLS LAST,
  CAST("stock" AS BIGINT) NULLS LAST
