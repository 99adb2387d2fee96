/** Every environment variable that is set for the code in `functions/adapters` and the handlers. */
export type EnvironmentName =
  | 'AWS_SDK_UA_APP_ID'
  | 'REGISTER_TABLE'
  | 'KEYS_TABLE'
  | 'DESK_TABLE'
  | 'INBOX_TABLE'
  | 'TOMBSTONE_TABLE'
  | 'VAULT_BUCKET'
  | 'PACKAGE_BUCKET'
  | 'EVIDENCE_BUCKET'
  | 'KEY_ID'
  | 'MACHINE_ARN_PREFIX'
  | 'STORE_FUNCTION_PREFIX'
  | 'MAIL_CONFIGURATION_SET'
  | 'RECEIVE_FUNCTION'
  | 'STORE_ID';
