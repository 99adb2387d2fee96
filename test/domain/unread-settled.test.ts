import { unreadOpen, unreadSettled } from '../../functions/domain/open-work';
import { anEvent, aRequest } from './a-log';

const unread = [{ storeId: 'files', reason: 'compressed', places: 1 }] as const;
const settled = anEvent('unread-settled', { says: 'to-do' });
const frozen = (version: number, object: string) =>
  anEvent('manifest-frozen', { version, object, hash: String(version).repeat(64), unread });

describe('what staff said about places that could not be read', () => {
  it.each([
    ['a tick', 'erasure'],
    ['a plan', 'rectification'],
  ] as const)('stays said when %s freezes the same findings again', (_, right) => {
    const log = [frozen(1, 'manifest/a'), settled, frozen(2, 'manifest/a'), frozen(3, 'manifest/a')];
    const request = aRequest(anEvent('received', { right }), ...log);

    expect(unreadSettled(request).map(({ says }) => says)).toEqual(['to-do']);
    expect(unreadOpen(request)).toEqual([]);
  });

  it('is asked again after a new search', () => {
    const again = [frozen(2, 'manifest/a'), frozen(3, 'manifest/b')];
    const request = aRequest('received', frozen(1, 'manifest/a'), settled, ...again);

    expect(unreadSettled(request)).toEqual([]);
    expect(unreadOpen(request)).toEqual(unread);
  });

  it('is the last answer for each place, under whichever tick it was given', () => {
    const found = anEvent('unread-settled', { manifestVersion: 2, says: 'nothing' });
    const request = aRequest('received', frozen(1, 'manifest/a'), settled, frozen(2, 'manifest/a'), found);

    expect(unreadSettled(request).map(({ says }) => says)).toEqual(['nothing']);
  });
});
