SELECT
  "customer",
  (array_agg("product" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST))[1] AS "first",
  (array_agg("price" ORDER BY "day" DESC NULLS FIRST, "id" DESC NULLS FIRST, "at" DESC NULLS FIRST, "product" COLLATE "C" DESC NULLS FIRST, "quantity" DESC NULLS FIRST, "price" DESC NULLS FIRST, "paid" DESC NULLS FIRST))[1] AS "last",
  coalesce(array_agg("product" ORDER BY "day" DESC NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" COLLATE "C" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST) FILTER (WHERE "product" IS NOT NULL), CAST(ARRAY[] AS text[])) AS "products",
  coalesce(array_agg("price" ORDER BY "price") FILTER (WHERE "price" IS NOT NULL), CAST(ARRAY[] AS double precision[])) AS "prices"
FROM "orders"
GROUP BY "customer"
ORDER BY "customer" COLLATE "C" NULLS LAST
