import fc from 'fast-check';
import { canonicalJson, chainHash, firstChainFault } from '../../functions/adapters/event-chain';
import type { LoggedEvent } from '../../functions/domain/events';
import { anEvent, aRequest } from '../domain/a-log';

const log = aRequest(
  { event: { ...anEvent('received'), sealed: 'ciphertext' } },
  'mailed',
  'identity-verified',
  'manifest-frozen',
  'decision-asked',
).log;

const edited = (seq: number, change: object): LoggedEvent[] =>
  log.map((e) => (e.seq === seq ? ({ ...e, ...change } as LoggedEvent) : e));

describe('the chain of a log', () => {
  it('holds for a log as it was written, and for an empty one', () => {
    expect(firstChainFault(log)).toBeUndefined();
    expect(firstChainFault([])).toBeUndefined();
  });

  it.each([
    ['the data', { data: { kind: 'other', key: 'k', to: 'staff' } }],
    ['the instant', { at: '2026-03-02T09:00:00.001Z' }],
    ['the command', { commandId: 'another' }],
    ['who did it', { actor: { kind: 'staff', id: 'bruno' } }],
    ['the type', { type: 'overdue' }],
    ['the ciphertext', { sealed: 'moved here' }],
    ['its own hash', { hash: '0'.repeat(64) }],
  ])('names the entry in which %s was changed', (_, change) => {
    expect(firstChainFault(edited(2, change))).toEqual({ seq: 2, kind: 'edited' });
  });

  it('names the entry that belongs to another request', () => {
    expect(firstChainFault(edited(2, { requestId: 'dsr-000000000009' }))).toEqual({
      seq: 2,
      kind: 'foreign',
    });
  });

  it('names the entry behind one that was forged with a hash of its own', () => {
    const forged = edited(2, { data: { key: 'forged' } });
    const second = forged[1];
    const rehashed = forged.map((e) => (e === second ? ({ ...e, hash: chainHash(e) } as LoggedEvent) : e));

    expect(firstChainFault(rehashed)).toEqual({ seq: 3, kind: 'unlinked' });
  });

  it('names the first that is missing, exchanged or doubled [P06]', () => {
    const swapped = [...log];
    [swapped[1], swapped[2]] = [swapped[2] as LoggedEvent, swapped[1] as LoggedEvent];

    expect(firstChainFault(log.filter((e) => e.seq !== 3))).toEqual({ seq: 3, kind: 'missing' });
    expect(firstChainFault(log.slice(1))).toEqual({ seq: 1, kind: 'missing' });
    expect(firstChainFault(swapped)).toEqual({ seq: 2, kind: 'missing' });
    expect(firstChainFault([...log.slice(0, 2), ...log.slice(1)])).toEqual({ seq: 3, kind: 'missing' });
  });

  it('covers the ciphertext and not what it says: a shredded log still verifies', () => {
    expect(log[0]?.sealed).toBe('ciphertext');
    expect(firstChainFault(log)).toBeUndefined();
  });

  it('says so of any single change to any entry [P06]', () => {
    const path = fc.tuple(
      fc.nat(log.length - 1),
      fc.constantFrom('at', 'commandId', 'prev', 'hash'),
      fc.string(),
    );
    fc.assert(
      fc.property(path, ([at, field, text]) => {
        const event = log[at] as LoggedEvent;
        fc.pre(event[field as 'at'] !== text);

        const fault = firstChainFault(edited(event.seq, { [field]: text }));

        expect(fault?.seq).toBe(event.seq);
      }),
    );
  });
});

describe('the text that is hashed', () => {
  it('is the same whatever the order of fields, and reads back as the same value', () => {
    fc.assert(
      fc.property(
        fc.json().map((text) => JSON.parse(text) as unknown),
        (value) => {
          expect(JSON.parse(canonicalJson(value))).toEqual(value);
          expect(canonicalJson(turned(value))).toBe(canonicalJson(value));
        },
      ),
    );
  });

  it('leaves a field out that is not there', () => {
    expect(canonicalJson({ b: undefined, a: [1, { d: 'x', c: null }] })).toBe('{"a":[1,{"c":null,"d":"x"}]}');
  });
});

/** The same value with the fields of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, turned(inner)]),
  );
}
