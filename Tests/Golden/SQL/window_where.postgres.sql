SELECT
  "id",
  coalesce(CAST(sum("quantity") FILTER (WHERE "paid") OVER (PARTITION BY "customer") AS bigint), 0) AS "paid",
  coalesce(array_agg("product") FILTER (WHERE "product" IS NOT NULL) OVER (PARTITION BY "customer" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING), CAST(ARRAY[] AS text[])) AS "list",
  CAST(count(*) OVER (PARTITION BY "customer") AS double precision) / nullif(count(*) OVER (), 0) AS "share"
FROM "orders"
ORDER BY "id" NULLS LAST, "paid" NULLS LAST, "share" NULLS LAST
