SELECT
  `id`,
  CAST(`at` AS DATE) AS `d`,
  date_sub(`day`, pmod(datediff(`day`, DATE '1970-01-05'), 10)) AS `d10`,
  CAST(date_trunc('WEEK', `day`) AS DATE) AS `w`,
  date_sub(CAST(`at` AS DATE), pmod(datediff(CAST(`at` AS DATE), DATE '1970-01-05'), 14)) AS `w2`,
  CAST(date_trunc('MONTH', `at`) AS DATE) AS `mo`,
  add_months(CAST(date_trunc('MONTH', `day`) AS DATE), -((year(`day`) * 12 + month(`day`) + 4) % 5)) AS `mo5`,
  CAST(date_trunc('QUARTER', `day`) AS DATE) AS `q`,
  CAST(date_trunc('YEAR', `at`) AS DATE) AS `y`,
  add_months(CAST(date_trunc('MONTH', `day`) AS DATE), -((year(`day`) * 12 + month(`day`) + 119) % 120)) AS `y10`,
  date_trunc('HOUR', `at`) AS `h`,
  timestamp_micros(unix_micros(`at`) - (unix_micros(`at`) - unix_micros(date_trunc('DAY', `at`))) % 18000000000) AS `h5`,
  timestamp_micros(unix_micros(`at`) - (unix_micros(`at`) - unix_micros(date_trunc('DAY', `at`))) % 5400000000) AS `min90`
FROM `orders`
ORDER BY
  `id` NULLS LAST,
  `d` NULLS LAST,
  `d10` NULLS LAST,
  `w` NULLS LAST,
  `w2` NULLS LAST,
  `mo` NULLS LAST,
  `mo5` NULLS LAST,
  `q` NULLS LAST,
  `y` NULLS LAST,
  `y10` NULLS LAST,
  `h` NULLS LAST,
  `h5` NULLS LAST,
  `min90` NULLS LAST
