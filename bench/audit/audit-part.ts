import { createHash } from 'node:crypto';
import {
  CHAIN_START,
  canonicalJson,
  chainEvent,
  firstChainFault,
} from '../../functions/adapters/event-chain';
import type { LoggedEvent } from '../../functions/domain/events';
import { anEvent } from '../../test/domain/a-log';
import { type BenchPart, type Figure, figureOf, OURS, ratioGate } from '../machinery/bench-part';
import { interleave } from '../machinery/interleave';
import { once } from '../machinery/spread';

const ENTRIES = 50;
const HASH = 'SHA-256 of the same bytes';
const TEXT_AND_HASH = 'JSON.stringify and SHA-256';

export const auditPart: BenchPart = {
  name: 'audit',
  asks: 'How fast is a log proven to be unaltered?',
  run: async ({ sizes, random, say }) => {
    say(`verifying ${sizes.auditLogs.toLocaleString('en')} logs of ${ENTRIES} entries`);
    const logs = Array.from({ length: sizes.auditLogs }, (_, n) => logOf(n));
    const texts = logs.flat().map(({ hash: _hash, ...body }) => Buffer.from(canonicalJson(body)));
    const measured = await interleave(
      {
        [OURS]: async () => {
          if (logs.some((log) => firstChainFault(log)))
            throw new Error('an unaltered log was called altered');
        },
        [HASH]: async () => {
          for (const text of texts) createHash('sha256').update(text).digest('hex');
        },
        [TEXT_AND_HASH]: async () => {
          for (const event of logs.flat()) createHash('sha256').update(JSON.stringify(event)).digest('hex');
        },
      },
      { random, rounds: sizes.slowRounds },
    );
    const entries = texts.length.toLocaleString('en');
    const figure: Figure = figureOf(`${entries} entries verified`, 'ms', measured);
    const bytes = texts.reduce((sum, text) => sum + text.length, 0) / texts.length;
    return {
      figures: [figure, figureOf('bytes of an entry, in the mean', 'bytes', { [OURS]: once(bytes) })],
      gates: [ratioGate(figure, HASH, { goal: 4, held: 16 })],
      notes: [
        'What is hashed is JSON with sorted keys, so that it can be checked in any language; sorting is most of the time.',
      ],
    };
  },
};

function logOf(n: number): LoggedEvent[] {
  const requestId = `dsr-${String(n).padStart(12, '0')}`;
  const log: LoggedEvent[] = [];
  for (let seq = 1; seq <= ENTRIES; seq += 1) {
    const link = { requestId, seq, at: '2026-03-05T09:00:00.000Z', commandId: `c${seq}` };
    const event = anEvent(seq === 1 ? 'received' : 'mailed');
    log.push(chainEvent({ ...link, prev: log.at(-1)?.hash ?? CHAIN_START }, event));
  }
  return log;
}
