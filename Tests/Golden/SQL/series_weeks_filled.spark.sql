SELECT
  date_add(`l`.`day`, CAST(`u`.`bin` * 14 AS INT)) AS `day`,
  CASE WHEN `u`.`bin` = 0 THEN `l`.`units` ELSE 0 END AS `units`,
  CASE WHEN `u`.`bin` = 0 THEN `l`.`price` END AS `price`
FROM (
  SELECT
    `day`,
    `units`,
    `price`,
    coalesce(CAST(round(CAST(floor((unix_micros(CAST(lead(`day`, 1) OVER (ORDER BY `day` NULLS LAST) AS TIMESTAMP)) - unix_micros(CAST(`day` AS TIMESTAMP))) / 86400000000) AS BIGINT) / 14) AS BIGINT), CAST(round(CAST(floor((unix_micros(CAST(max(`day`) OVER () AS TIMESTAMP)) - unix_micros(CAST(`day` AS TIMESTAMP))) / 86400000000) AS BIGINT) / 14) AS BIGINT) + 1) AS `_bins1`
  FROM (
    SELECT
      date_sub(`day`, pmod(datediff(`day`, DATE '1970-01-05'), 14)) AS `day`,
      coalesce(CAST(sum(`quantity`) AS BIGINT), 0) AS `units`,
      CAST(format_string('%.11e', avg(`price`)) AS DOUBLE) AS `price`
    FROM `orders`
    WHERE `day` IS NOT NULL
    GROUP BY 1
  ) AS `t`
) AS `l`
LATERAL VIEW explode(sequence(CAST(0 AS BIGINT), `l`.`_bins1` - 1)) `u` AS `bin`
ORDER BY `day` NULLS LAST
