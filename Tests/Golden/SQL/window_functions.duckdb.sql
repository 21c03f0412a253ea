SELECT
  "id",
  row_number() OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST) AS "n",
  rank() OVER (ORDER BY "price" DESC NULLS LAST) AS "rank",
  dense_rank() OVER (ORDER BY "price" NULLS LAST) AS "dense",
  ntile(3) OVER (ORDER BY "price" NULLS LAST, "id" NULLS LAST, "day" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST) AS "tile",
  lag("price", 1, CAST(0e0 AS DOUBLE)) OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST) AS "before",
  lead("price", 1) OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST) AS "after",
  CASE WHEN "price" IS NOT NULL THEN CAST(printf('%.12g', coalesce(fsum("price") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST ROWS UNBOUNDED PRECEDING), 0)) AS DOUBLE) END AS "running",
  CASE WHEN "quantity" IS NOT NULL THEN max("quantity") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST ROWS UNBOUNDED PRECEDING) END AS "highest",
  row_number() OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST) AS "nth"
FROM (
  SELECT
    "id",
    "day",
    "at",
    "customer",
    "product",
    "quantity",
    "price",
    "paid",
    row_number() OVER () AS "_row1"
  FROM "orders"
) AS "t"
ORDER BY "_row1" NULLS LAST
