import type { EngineCase } from '../engine-case';
import { machine, say, single, task } from './case-parts';

/** Payload templates: https://states-language.net/spec.html#payload-template */
export const templateCases: readonly EngineCase[] = [
  {
    name: 'parameters-without-a-value',
    definition: machine({
      Call: task(
        { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }], Next: 'Sent' },
        { 'x.$': '$.missing' },
      ),
      Caught: say('caught'),
      Sent: say('sent'),
    }),
    expect: { status: 'FAILED', error: 'States.Runtime', output: null, attempts: {}, payloads: {} },
  },
  {
    name: 'result-selector',
    definition: single(
      task({ ResultSelector: { 'n.$': '$.Payload.n', 'status.$': '$.StatusCode', fixed: true } }),
    ),
    reactions: { step: [{ reply: { n: 7, unused: 1 } }] },
    expect: {
      status: 'SUCCEEDED',
      attempts: { step: 1 },
      output: { step: { n: 7, status: 200, fixed: true } },
    },
  },
];
