import { markRestriction } from '../../functions/casework/evidence/mark-restriction';
import { optOutsOfAddress } from '../../functions/casework/queue/opt-outs-of-address';
import { lastOf } from '../../functions/domain/log-entries';
import { requestIdOf } from '../../functions/domain/new-request-id';
import { type Right, rightNames, rights } from '../../functions/domain/rights';
import { optOutStores } from '../../functions/steps/opt-out-stores/opt-out-stores';
import { enterRequest } from '../../functions/web/staff/enter-request';
import { alma } from '../builders/a-desk';
import { aForm, received, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { aShop, binds, Visit } from './a-visit';

const optOuts = rightNames.filter((right) => rights[right].carriedOut === 'opt-out');
const others = ['child', 'represented', 'deceased'] as const;
const rightsForOthers = optOuts.flatMap((right) => others.map((forWhom) => [right, forWhom] as const));

const anyShop = () =>
  aShop('US-CA', 'America/Los_Angeles', [binds('us-ca-ccpa'), binds('eu-gdpr'), binds('us-co-cpa')], {
    now: '2027-02-01T16:00:00.000Z',
  });

const rowsOf = (world: World) => JSON.stringify(world.connectors.shop?.rows.get('customers'));

async function statusAndReason(world: World, requestId: string) {
  const request = await world.register.load(requestId);
  return [request.status, lastOf(request.log, 'handed-to-staff')?.data.reason];
}

async function ask(world: World, right: Right, forWhom: (typeof others)[number], way: 'form' | 'staff') {
  const message = 'I act for noah.winter@example.com. Please stop it for him.';
  if (way === 'form') return (await new Visit(world).ask(right, 'US-CA', { forWhom, message })).requestId;
  const requestId = requestIdOf(`entered-${right}-${forWhom}`, {});
  const form = { ...aForm({ right, forWhom, email: mia.email }), message };
  await enterRequest({ ...world, rehearsing: false } as never, {
    requestId,
    form,
    receivedAt: world.clock.now(),
    cameBy: 'post',
    staff: alma,
  });
  return requestId;
}

describe.each(['form', 'staff'] as const)('an opt-out asked for somebody else, by the %s', (way) => {
  it.each(rightsForOthers)(
    '%s for a %s goes to staff, and sets nothing for the requester',
    async (right, forWhom) => {
      const world = anyShop();
      const before = rowsOf(world);

      const requestId = await ask(world, right, forWhom, way);
      const { next } = await optOutStores(world, { requestId });

      expect([next, rowsOf(world)]).toEqual(['by-person', before]);
      expect(await statusAndReason(world, requestId)).toEqual(['with-staff', forWhom]);
      expect(world.mailbox.to(mia.email).at(-1)?.text).toContain('one of us looks after it');
      expect(await optOutsOfAddress(world, mia.email)).toEqual([]);
    },
  );
});

describe('a request for somebody else', () => {
  it('goes to staff even if it was on its way to the stores', async () => {
    const world = anyShop();
    const before = rowsOf(world);
    const form = aForm({ right: 'marketing-objection', forWhom: 'represented', email: mia.email });
    const requestId = await received(world, form);

    expect((await optOutStores(world, { requestId })).next).toBe('by-person');
    expect(rowsOf(world)).toBe(before);
  });

  it('does not mark the requester’s own records as restricted', async () => {
    const world = anyShop();
    const requestId = await received(
      world,
      aForm({ right: 'restriction', forWhom: 'represented', email: mia.email }),
    );
    const request = await world.register.load(requestId);

    expect(await markRestriction(world, request, { storeId: 'shop', on: true })).toEqual({
      found: 0,
      changed: 0,
    });
  });
});
