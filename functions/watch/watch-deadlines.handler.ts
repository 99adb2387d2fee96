import { buildEvidence, type buildRegister, stepDeps } from '../adapters/build-deps';
import { deskData } from '../adapters/desk-data';
import { log } from '../adapters/log';
import { stepHandler } from '../adapters/step-handler';
import { systemClock } from '../adapters/system-clock';
import { nameOfThrown } from '../domain/thrown';
import { receive } from '../steps/receive/receive';
import { detectDamage } from './audit/detect-damage';
import type { WatchDeps } from './timer-done';
import { watchDeadlines } from './watch-deadlines';

const data = deskData();
const desk = stepDeps();
/** The register that the sweep itself reads. */
const register = desk.register as ReturnType<typeof buildRegister>;

/** Typed apart: `Object.assign` would take a property of any other name. */
const own: Required<Pick<WatchDeps, 'detectDamage' | 'receive' | 'logFailure'>> = {
  detectDamage: (hasTime) => {
    const { items, mailbox } = desk;
    const evidence = buildEvidence();
    return detectDamage({ desk: data.desk, clock: systemClock, register, evidence, items, mailbox }, hasTime);
  },
  receive: (input) => receive(desk, input),
  logFailure: (requestId, error) => log('check-failed', { requestId, error: nameOfThrown(error) }),
};

const deps: WatchDeps = Object.assign(Object.create(desk), own);

/** What Lambda says about the call. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
interface Call {
  getRemainingTimeInMillis?(): number;
}

export const handler = (event: unknown, call: Call = {}) =>
  stepHandler(async () => {
    const remainingMs = call.getRemainingTimeInMillis?.bind(call);
    const result = await watchDeadlines(deps, remainingMs ? { remainingMs } : {});
    if (result.handedOn > 0) log('sweep-unfinished', { count: result.handedOn });
    return result;
  })(event);
