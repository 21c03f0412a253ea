SELECT
  "id",
  row_number() OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST) AS "n",
  rank() OVER (ORDER BY "price" DESC NULLS LAST) AS "rank",
  dense_rank() OVER (ORDER BY "price" NULLS LAST) AS "dense",
  ntile(3) OVER (ORDER BY "price" NULLS LAST, "id" NULLS LAST, "day" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "paid" NULLS LAST) AS "tile",
  lag("price", 1, CAST(float8 '0.0' AS double precision)) OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST) AS "before",
  lead("price", 1) OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST) AS "after",
  CASE WHEN "price" IS NOT NULL THEN CAST(to_char(CAST(coalesce(sum("price") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST ROWS UNBOUNDED PRECEDING), 0) AS double precision), '9.99999999999EEEE') AS double precision) END AS "running",
  CASE WHEN "quantity" IS NOT NULL THEN max("quantity") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST ROWS UNBOUNDED PRECEDING) END AS "highest",
  row_number() OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST) AS "nth"
FROM "orders"
ORDER BY
  "id" NULLS LAST,
  "n" NULLS LAST,
  "rank" NULLS LAST,
  "dense" NULLS LAST,
  "tile" NULLS LAST,
  "before" NULLS LAST,
  "after" NULLS LAST,
  "running" NULLS LAST,
  "highest" NULLS LAST,
  "nth" NULLS LAST
