SELECT
  "id",
  CASE WHEN count("price") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) = 2 THEN CAST(to_char(CAST(avg("price") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS double precision), '9.99999999999EEEE') AS double precision) END AS "mean",
  CASE WHEN count("quantity") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) = 2 THEN coalesce(CAST(sum("quantity") OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS bigint), 0) END AS "sum",
  "quantity" - lag("quantity", 1) OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST) AS "change",
  CAST("day" AS TIMESTAMP) - CAST(lag("day", 1) OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST) AS TIMESTAMP) AS "gap",
  ("price" - lag("price", 1) OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST)) / nullif(lag("price", 1) OVER (ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "customer" COLLATE "C" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST), 0) AS "growth",
  first_value("price") OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "first",
  last_value("price") OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "last"
FROM "orders"
ORDER BY
  "id" NULLS LAST,
  "mean" NULLS LAST,
  "sum" NULLS LAST,
  "change" NULLS LAST,
  "gap" NULLS LAST,
  "growth" NULLS LAST,
  "first" NULLS LAST,
  "last" NULLS LAST
