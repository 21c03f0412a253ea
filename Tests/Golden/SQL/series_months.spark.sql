SELECT
  `l`.`customer`,
  `l`.`day` + make_ym_interval(0, CAST(`u`.`bin` AS INT)) AS `day`,
  CASE WHEN `u`.`bin` = 0 THEN `l`.`units` END AS `units`,
  CASE WHEN `u`.`bin` = 0 THEN `l`.`rows` END AS `rows`
FROM (
  SELECT
    `customer`,
    `day`,
    `units`,
    `rows`,
    coalesce(timestampdiff(MONTH, `day`, lead(`day`, 1) OVER (PARTITION BY `customer` ORDER BY `day` NULLS LAST)), timestampdiff(MONTH, `day`, max(`day`) OVER ()) + 1) AS `_bins1`
  FROM (
    SELECT
      `customer`,
      CAST(date_trunc('MONTH', `day`) AS DATE) AS `day`,
      coalesce(CAST(sum(`quantity`) AS BIGINT), 0) AS `units`,
      count(*) AS `rows`
    FROM `orders`
    WHERE `day` IS NOT NULL
    GROUP BY `customer`, 2
  ) AS `t`
) AS `l`
LATERAL VIEW explode(sequence(CAST(0 AS BIGINT), `l`.`_bins1` - 1)) `u` AS `bin`
ORDER BY `l`.`customer` NULLS LAST, `day` NULLS LAST
