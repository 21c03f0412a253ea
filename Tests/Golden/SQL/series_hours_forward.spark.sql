SELECT
  `l`.`customer`,
  `l`.`first`,
  `l`.`at` + ((INTERVAL '0 06:00:00' DAY TO SECOND) * `u`.`bin`) AS `at`,
  `l`.`units`
FROM (
  SELECT
    `customer`,
    `first`,
    `at`,
    `units`,
    coalesce(CAST(round(unix_micros(TIMESTAMP '1970-01-01 00:00:00' + (lead(`at`, 1) OVER (PARTITION BY `customer`, `first` ORDER BY `at` NULLS LAST) - `at`)) / nullif(CAST(unix_micros(TIMESTAMP '1970-01-01 00:00:00' + (INTERVAL '0 06:00:00' DAY TO SECOND)) AS DOUBLE), 0)) AS BIGINT), 1) AS `_bins1`
  FROM (
    SELECT
      `customer`,
      left(`product`, 1) AS `first`,
      timestamp_micros(unix_micros(`at`) - (unix_micros(`at`) - unix_micros(date_trunc('DAY', `at`))) % 21600000000) AS `at`,
      coalesce(CAST(sum(`quantity`) AS BIGINT), 0) AS `units`
    FROM `orders`
    WHERE `at` >= TIMESTAMP '2024-01-31 00:00:00'
      AND `at` IS NOT NULL
    GROUP BY `customer`, 2, 3
  ) AS `t`
) AS `l`
LATERAL VIEW explode(sequence(CAST(0 AS BIGINT), `l`.`_bins1` - 1)) `u` AS `bin`
ORDER BY `l`.`customer` NULLS LAST, `l`.`first` NULLS LAST, `at` NULLS LAST
