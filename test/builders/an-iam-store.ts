/** The connection of a PostgreSQL in RDS with IAM log-in. */
export const iamConnection = {
  url: 'postgres://rightsdesk@shop.abc123.eu-central-1.rds.amazonaws.com:5432/shop',
  login: 'iam',
  resourceId: 'db-ABCDEFGHIJKL01234',
};
