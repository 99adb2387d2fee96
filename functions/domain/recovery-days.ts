/**
 * For so many days the destroyed key of a request can still be restored from a backup of the table of keys.
 */
export const KEY_RECOVERY_DAYS = 7;

/** For so many days every other table of the desk can be restored to any second. */
export const TABLE_RECOVERY_DAYS = 35;

/**
 * Days within which DynamoDB removes expired items.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
 */
export const REMOVAL_DAYS = 5;
