import { isExemptHost } from '../../functions/domain/hosted-stores';
import { recipientStatus } from '../../functions/domain/recipients';
import { aMap } from '../builders/a-map';
import { anEvent, aRequest, type Step } from './a-log';

const map = aMap({ sensitive: true, manual: true });
const cable = {
  id: 'cable',
  name: 'Cable',
  role: 'processor',
  contact: 'c@example.com',
  purpose: '',
} as const;
const keeping = (...hosts: readonly string[]) => ({ ...cable, hosts });
const erased = (storeId: string, more: { remaining?: number; round?: number } = {}) =>
  anEvent('store-erased', { storeId, ...more });
const task = { taskId: 'm-1', kind: 'manual-erasure', storeId: 'mailbox', owner: 'jonas' } as const;
const asked = anEvent('task-asked', task);
const answered = (answer: 'done' | 'nothing-held' | 'kept') =>
  anEvent('task-answered', { taskId: 'm-1', answer });

function erasure(...steps: readonly Step[]) {
  return aRequest(anEvent('received', { right: 'erasure' }), 'erasure-planned', ...steps);
}

describe('a processor that only hosts stores', () => {
  it('is exempt when every one of them was erased and nothing was left', () => {
    const request = erasure(erased('shop'), erased('profiles'));

    expect(isExemptHost(map, request, keeping('shop', 'profiles'))).toBe(true);
    expect(recipientStatus(map, request, keeping('shop'))).toBe('spared');
  });

  it.each<[string, readonly Step[]]>([
    ['one of them was not erased', [erased('profiles')]],
    ['something was left in one', [erased('shop', { remaining: 1 }), erased('profiles')]],
    ['one was not erased in the last round', [erased('shop', { round: 0 }), erased('profiles')]],
    [
      'one was out of reach afterwards',
      [
        erased('shop'),
        erased('profiles'),
        anEvent('store-unavailable', { storeId: 'shop', phase: 'second-reading' }),
      ],
    ],
    [
      'one was given up',
      [erased('shop'), erased('profiles'), anEvent('stores-given-up', { storeIds: ['shop'] })],
    ],
    [
      'a person must look at one',
      [erased('shop'), erased('profiles'), anEvent('erasure-drifted', { storeId: 'shop' })],
    ],
    [
      'rows came back in one',
      [erased('shop'), erased('profiles'), anEvent('store-read-again', { storeId: 'shop', remaining: 2 })],
    ],
    [
      'rows of somebody new came to one',
      [
        erased('shop'),
        erased('profiles'),
        anEvent('store-read-again', { storeId: 'shop', drift: 'new-owner' }),
      ],
    ],
  ])('is told when %s', (_, steps) => {
    expect(isExemptHost(map, erasure(...steps), keeping('shop', 'profiles'))).toBe(false);
  });

  it('stays exempt when the second reading finds nothing, or another store is in doubt', () => {
    const later = [anEvent('store-read-again', { storeId: 'shop' })];
    const elsewhere = [anEvent('store-unavailable', { storeId: 'profiles', phase: 'erase' })];

    expect(isExemptHost(map, erasure(erased('shop'), ...later), keeping('shop'))).toBe(true);
    expect(isExemptHost(map, erasure(erased('shop'), ...elsewhere), keeping('shop'))).toBe(true);
  });

  it.each(['done', 'nothing-held', 'kept'] as const)(
    'is spared for a manual store once its owner has said what became of it: %s',
    (answer) => {
      expect(isExemptHost(map, erasure(asked, answered(answer)), keeping('mailbox'))).toBe(true);
    },
  );

  it.each<[string, readonly Step[]]>([
    ['nobody was asked', []],
    ['nobody has answered', [asked]],
    ['nobody answered in time', [asked, anEvent('stores-given-up', { storeIds: ['mailbox'] })]],
    [
      'the owner was asked once more',
      [asked, answered('done'), anEvent('task-asked', { ...task, taskId: 'm-2' })],
    ],
  ])('is told of a manual store when %s', (_, steps) => {
    expect(isExemptHost(map, erasure(...steps), keeping('mailbox'))).toBe(false);
  });

  it('still counts as informed when rows of its store come back after that', () => {
    const request = erasure(anEvent('recipient-told', { recipientId: 'cable' }), erased('shop'));

    expect(recipientStatus(map, request, keeping('shop'))).toBe('told');
  });
});

describe('a processor that hosts the store of an opt-out', () => {
  const optOut = (...steps: readonly Step[]) =>
    aRequest(anEvent('received', { right: 'marketing-objection' }), ...steps);

  it('is exempt when it is set there, or when there is nothing to set: hosting is not marketing', () => {
    expect(isExemptHost(map, optOut('opted-out'), keeping('shop'))).toBe(true);
    expect(isExemptHost(map, optOut(), keeping('profiles'))).toBe(true);
  });

  it('is told when it could not be set there', () => {
    const givenUp = anEvent('stores-given-up', { storeIds: ['shop'] });

    expect(isExemptHost(map, optOut(), keeping('shop'))).toBe(false);
    expect(isExemptHost(map, optOut(givenUp), keeping('shop'))).toBe(false);
  });

  it('is told when a person has to set it', () => {
    const byHand = { ...map, stores: map.stores.map((store) => ({ ...store, kind: 'manual' as const })) };

    expect(isExemptHost(byHand, optOut('opted-out'), keeping('shop'))).toBe(false);
  });
});

describe('any other recipient', () => {
  it('is never exempt', () => {
    expect(isExemptHost(map, erasure(erased('shop'), erased('profiles')), cable)).toBe(false);
  });

  it('is never exempt in a request of another kind', () => {
    const access = aRequest(anEvent('received', { right: 'access' }), 'erasure-planned', erased('shop'));

    expect(isExemptHost(map, access, keeping('shop'))).toBe(false);
  });
});
