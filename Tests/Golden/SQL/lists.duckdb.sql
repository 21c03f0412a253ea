SELECT
  "id",
  regexp_extract_all(lower("customer"), '[\p{L}\p{N}]+') AS "tokens",
  regexp_extract_all("customer", '\S+') AS "words",
  len(regexp_extract_all(lower("customer"), '[\p{L}\p{N}]+')) AS "items",
  regexp_extract_all(lower("customer"), '[\p{L}\p{N}]+')[1] AS "first",
  CASE WHEN "quantity" > 0 THEN regexp_extract_all(lower("customer"), '[\p{L}\p{N}]+')["quantity"] END AS "nth",
  coalesce(list_contains(regexp_extract_all(lower("customer"), '[\p{L}\p{N}]+'), 'ann'), FALSE) AS "has"
FROM "orders"
