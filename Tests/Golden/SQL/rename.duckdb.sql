SELECT
  "id",
  "day",
  "at",
  "customer" AS "Kunde ""x""",
  "product",
  "quantity",
  "price" AS "Price",
  "paid"
FROM "orders"
