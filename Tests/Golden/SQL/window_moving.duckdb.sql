SELECT
  "id",
  CASE WHEN count("price") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) = 2 THEN CAST(printf('%.12g', favg("price") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)) AS DOUBLE) END AS "mean",
  CASE WHEN count("quantity") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) = 2 THEN coalesce(CAST(sum("quantity") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS BIGINT), 0) END AS "sum",
  "quantity" - lag("quantity", 1) OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST) AS "change",
  CAST("day" AS TIMESTAMP) - CAST(lag("day", 1) OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST) AS TIMESTAMP) AS "gap",
  ("price" - lag("price", 1) OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST)) / nullif(lag("price", 1) OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST), 0) AS "growth",
  first_value("price") OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "first",
  last_value("price") OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST, "_row1" NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "last"
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
