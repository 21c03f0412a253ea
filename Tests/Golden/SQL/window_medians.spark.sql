SELECT
  `id`,
  `price`,
  `middle`,
  `customers`,
  `usual`,
  `price` - CAST(format_string('%.11e', avg(`price`) OVER ()) AS DOUBLE) AS `above`
FROM (
  SELECT
    `l`.`id`,
    coalesce(`l`.`price`, `l`.`_group1`) AS `price`,
    `l`.`_group2` AS `middle`,
    `l`.`_group3` AS `customers`,
    `r`.`_group4` AS `usual`
  FROM (
    SELECT
      `l`.`id`,
      `l`.`price`,
      `l`.`_group1`,
      `r`.`_group2`,
      `r`.`_group3`,
      CAST(month(`l`.`day`) AS BIGINT) AS `_key1`
    FROM (
      SELECT `l`.`id`, `l`.`day`, `l`.`price`, `l`.`paid`, `r`.`_group1`
      FROM `orders` AS `l`
      CROSS JOIN (
        SELECT percentile(`price`, 0.5) AS `_group1`
        FROM `orders`
      ) AS `r`
    ) AS `l`
    JOIN (
      SELECT `paid`, percentile(`quantity`, 0.5) AS `_group2`, count(DISTINCT `customer`) AS `_group3`
      FROM `orders`
      GROUP BY `paid`
    ) AS `r`
      ON `l`.`paid` <=> `r`.`paid`
  ) AS `l`
  JOIN (
    SELECT `_key1`, mode() WITHIN GROUP (ORDER BY `product`) AS `_group4`
    FROM (
      SELECT `product`, CAST(month(`day`) AS BIGINT) AS `_key1`
      FROM `orders`
    ) AS `t`
    GROUP BY `_key1`
  ) AS `r`
    ON `l`.`_key1` <=> `r`.`_key1`
) AS `t`
ORDER BY
  `id` NULLS LAST,
  `price` NULLS LAST,
  `middle` NULLS LAST,
  `customers` NULLS LAST,
  `usual` NULLS LAST,
  `above` NULLS LAST
