/**
 * The modules behind the commands, loaded when they are needed: `--help` and a typing mistake answer at once,
 * without the AWS clients and the holiday
 * calendars. With `require`, because tsx's CommonJS loader does not see `import()`.
 */
export const commandModules = {
  auditVerify: () => require('./commands/audit-verify') as typeof import('./commands/audit-verify'),
  deadlines: () => require('./commands/deadlines') as typeof import('./commands/deadlines'),
  enrol: () => require('./commands/enrol') as typeof import('./commands/enrol'),
  intake: () => require('./commands/intake') as typeof import('./commands/intake'),
  lawNews: () => require('./commands/law-news') as typeof import('./commands/law-news'),
  mapCheck: () => require('./commands/map-check') as typeof import('./commands/map-check'),
  metrics: () => require('./commands/metrics') as typeof import('./commands/metrics'),
  openConnector: () =>
    require('../functions/connectors/open-connector') as typeof import('../functions/connectors/open-connector'),
  preview: () => require('./commands/preview') as typeof import('./commands/preview'),
  rdsAccess: () =>
    require('../functions/adapters/rds-access') as typeof import('../functions/adapters/rds-access'),
  rdsAuthorities: () => require('../infra/rds-authorities') as typeof import('../infra/rds-authorities'),
  readSsmParameter: () => require('./read-ssm-parameter') as typeof import('./read-ssm-parameter'),
  recover: () => require('./commands/recover') as typeof import('./commands/recover'),
  redrive: () => require('./commands/redrive') as typeof import('./commands/redrive'),
  replayErasures: () => require('./commands/replay-erasures') as typeof import('./commands/replay-erasures'),
  requests: () => require('./commands/requests') as typeof import('./commands/requests'),
  resetApp: () => require('./commands/reset-app') as typeof import('./commands/reset-app'),
  retentions: () => require('./commands/retentions') as typeof import('./commands/retentions'),
  schema: () => require('./commands/schema') as typeof import('./commands/schema'),
  textsCheck: () => require('./commands/texts-check') as typeof import('./commands/texts-check'),
};
