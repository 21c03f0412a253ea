SELECT
  "id",
  coalesce("price" > 3.0, FALSE) AS "dear",
  "customer" IS NOT DISTINCT FROM "product" AS "same",
  starts_with("customer", 'A') AS "starts",
  coalesce("price" > 3.0 AND starts_with("customer", 'A'), FALSE) AS "both",
  coalesce("price" > 3.0 OR starts_with("customer", 'A'), FALSE) AS "either",
  NOT coalesce("price" > 3.0 OR starts_with("customer", 'A'), FALSE) AS "neither",
  "price" IS NULL AS "missing",
  CASE WHEN "price" > 3.0 THEN 'dear' WHEN starts_with("customer", 'A') THEN 'a' ELSE 'other' END AS "label"
FROM "orders"
