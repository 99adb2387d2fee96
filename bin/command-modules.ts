/**
 * The modules behind the commands, loaded on first use, so that `--help` and a mistyped option answer without
 * loading the AWS clients and the holiday calendars. `require`, because tsx's CommonJS loader does not handle
 * `import()`.
 */
export const commandModules = {
  auditVerify: () => require('./commands/audit-verify') as typeof import('./commands/audit-verify'),
  deadlines: () => require('./commands/deadlines') as typeof import('./commands/deadlines'),
  enrol: () => require('./commands/enrol') as typeof import('./commands/enrol'),
  intake: () => require('./commands/intake') as typeof import('./commands/intake'),
  lawNews: () => require('./commands/law-news') as typeof import('./commands/law-news'),
  mapCheck: () => require('./commands/map-check') as typeof import('./commands/map-check'),
  mapDraft: () => require('./commands/map-draft') as typeof import('./commands/map-draft'),
  mapUse: () => require('./commands/map-use') as typeof import('./commands/map-use'),
  metrics: () => require('./commands/metrics') as typeof import('./commands/metrics'),
  preview: () => require('./commands/preview') as typeof import('./commands/preview'),
  recover: () => require('./commands/recover') as typeof import('./commands/recover'),
  redrive: () => require('./commands/redrive') as typeof import('./commands/redrive'),
  replayErasures: () => require('./commands/replay-erasures') as typeof import('./commands/replay-erasures'),
  requests: () => require('./commands/requests') as typeof import('./commands/requests'),
  resetApp: () => require('./commands/reset-app') as typeof import('./commands/reset-app'),
  retentions: () => require('./commands/retentions') as typeof import('./commands/retentions'),
  schema: () => require('./commands/schema') as typeof import('./commands/schema'),
  vendorTry: () => require('./commands/vendor-try') as typeof import('./commands/vendor-try'),
  textsCheck: () => require('./commands/texts-check') as typeof import('./commands/texts-check'),
};
