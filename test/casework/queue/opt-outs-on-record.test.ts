import fc from 'fast-check';
import { linkNamedAddress, linkVouched } from '../../../functions/casework/queue/link-proof';
import { optOutsOnRecord } from '../../../functions/casework/queue/opt-outs-on-record';
import { lastOf } from '../../../functions/domain/log-entries';
import type { OptOutRecord } from '../../../functions/domain/opt-out-state';
import { receiveSignal } from '../../../functions/web/signals/receive-signal';
import { search, type World } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { aShop, binds } from '../../web/a-visit';
import { asked } from './two-requests';

const own = 'nobody@example.com';
const other = 'mia.privat@example.com';

const ends = { 'nothing-to-set': 0, 'opted-out': 1 } as const;
type End = keyof typeof ends;

/** A signal of one mailbox that is carried out, so that the next one is a new request. */
async function receiveAndCarryOut(world: World, value: string, how: End): Promise<void> {
  const { requestId } = await receiveSignal(world, 'k1', { customer: { by: 'email', value }, signal: 'gpc' });
  const found = ends[how];
  const set = anEvent('opted-out', { storeId: 'shop', found, changed: found });
  await world.register.append(requestId, 'set', () => set);
  await world.register.append(requestId, 'end', () => anEvent('closed', { outcome: 'fulfilled' }));
  world.clock.forward('P8D');
}

/** A copy under Californian law for which the person has named another mailbox. */
async function requestNamingOther(world: World): Promise<string> {
  const id = await asked(world, 'access', own, { livesIn: 'US-CA' });
  await search(world, id);
  await world.register.append(id, 'ask', () => anEvent('identifiers-asked'));
  const sealed = await world.vault.seal(id, { email: [other] });
  await world.register.append(id, 'give', () => ({
    ...anEvent('identifiers-given', { count: 1, addresses: 1 }),
    sealed,
  }));
  return id;
}

type Proof = 'code' | 'staff' | 'broke-off' | 'none';

async function prove(world: World, id: string, how: Proof): Promise<void> {
  const request = await world.register.load(id);
  const given = lastOf(request.log, 'identifiers-given')?.seq ?? 0;
  if (how === 'staff') {
    await world.register.append(id, 'decide', () => anEvent('decision-asked'));
    await linkVouched(world, request);
    await world.register.append(id, 'vouch', () => anEvent('claim-vouched', { staffId: 'jonas' }));
  }
  if (how === 'code' || how === 'broke-off') await linkNamedAddress(world, request, `${given}-0`);
  if (how === 'code')
    await world.register.append(id, 'proven', () => anEvent('identifier-proven', { given, index: 0 }));
}

/** The statuses of the opt-outs in the answer, in the order in which they came. */
async function reportedStatuses(
  first: string,
  turns: readonly [readonly End[], readonly End[]],
  proof: Proof,
) {
  const world = aShop('US-CA', 'America/Los_Angeles', [binds('us-ca-ccpa')]);
  const [ofOwn, ofOther] = turns;
  const inOrder = first === own ? [own, other] : [other, own];
  for (const mailbox of inOrder)
    for (const how of mailbox === own ? ofOwn : ofOther) await receiveAndCarryOut(world, mailbox, how);
  const id = await requestNamingOther(world);
  await prove(world, id, proof);
  const records = await optOutsOnRecord(world, await world.register.load(id));
  return records.map(({ status }) => status);
}

const newest = (turns: readonly End[]): OptOutRecord['status'][] => turns.slice(-1);
const turnsOf = fc.array(fc.constantFrom<End>('nothing-to-set', 'opted-out'), { maxLength: 3 });

describe('the opt-out signals of two mailboxes of one person', () => {
  it.each(['code', 'staff'] as const)(
    'are each reported with the status of the newest, if the other mailbox is proven by %s',
    async (proof) => {
      await fc.assert(
        fc.asyncProperty(turnsOf, turnsOf, fc.constantFrom(own, other), async (ofOwn, ofOther, first) => {
          const expected =
            first === own ? [newest(ofOwn), newest(ofOther)] : [newest(ofOther), newest(ofOwn)];

          expect(await reportedStatuses(first, [ofOwn, ofOther], proof)).toEqual(expected.flat());
        }),
        { numRuns: 12 },
      );
    },
  );

  it.each(['none', 'broke-off'] as const)(
    'are not reported if the other mailbox is unproven: %s',
    async (proof) => {
      expect(await reportedStatuses(own, [[], ['opted-out']], proof)).toEqual([]);
      expect(await reportedStatuses(own, [['opted-out'], ['nothing-to-set']], proof)).toEqual(['opted-out']);
    },
  );
});
