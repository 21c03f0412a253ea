SELECT
  "customer",
  first("product" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST) AS "first",
  last("price" ORDER BY "day" NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST) AS "last",
  coalesce(list("product" ORDER BY "day" DESC NULLS LAST, "id" NULLS LAST, "at" NULLS LAST, "product" NULLS LAST, "quantity" NULLS LAST, "price" NULLS LAST, "paid" NULLS LAST) FILTER (WHERE "product" IS NOT NULL), []) AS "products",
  coalesce(list("price" ORDER BY "price") FILTER (WHERE "price" IS NOT NULL), []) AS "prices"
FROM "orders"
GROUP BY "customer"
ORDER BY "customer" NULLS LAST
