import { LogCache } from '../../functions/adapters/log-cache';
import { aRequest } from '../domain/a-log';

const short = aRequest('received').log;
const long = aRequest('received', 'identity-verified').log;

describe('the logs that a process has read', () => {
  it('keep the longer of two readings, in whatever order they come back', () => {
    const logs = new LogCache();

    logs.keep('a', long);
    logs.keep('a', short);

    expect(logs.of('a')).toBe(long);
  });

  it('do not grow without end', () => {
    const logs = new LogCache();

    for (let n = 0; n < 120; n += 1) logs.keep(`request-${n}`, short);

    const kept = Array.from({ length: 120 }, (_, n) => logs.of(`request-${n}`).length > 0);
    expect(kept.filter(Boolean).length).toBeLessThanOrEqual(50);
    expect(kept.at(-1)).toBe(true);
  });
});
