SELECT DISTINCT "product", "category", "price", "stock"
FROM "products"
ORDER BY "product" NULLS LAST, "category" NULLS LAST, "price" NULLS LAST, "stock" NULLS LAST
