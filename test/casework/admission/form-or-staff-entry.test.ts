import * as fc from 'fast-check';
import { routeOf } from '../../../functions/casework/admission/route';
import type { DataSubjectRequest } from '../../../functions/domain/data-subject-request';
import { allOf } from '../../../functions/domain/log-entries';
import { requestIdOf } from '../../../functions/domain/new-request-id';
import { EnteredForm, RequestForm } from '../../../functions/domain/request-form';
import { type Right, rightNames } from '../../../functions/domain/rights';
import { receive } from '../../../functions/steps/receive/receive';
import { enterRequest } from '../../../functions/web/staff/enter-request';
import { aBook, aDesk, alma } from '../../builders/a-desk';
import { aWorld, type World } from '../../builders/a-world';

jest.setTimeout(60_000);

const desk = aDesk();
const book = aBook(desk);
const requestId = requestIdOf('entered twice');

const words = fc.stringMatching(/^[a-z]{1,12}( [a-z]{1,12}){0,3}$/);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Every field of the form; the first test fails if the form gets another. */
const fields = {
  right: fc.constantFrom(...rightNames),
  forWhom: fc.constantFrom('self', 'child', 'represented', 'deceased'),
  relation: fc.constantFrom('customer', 'employee', 'other'),
  email: fc.constantFrom('mia.sommer@example.com', 'jo@example.com'),
  name: maybe(words),
  message: maybe(words),
  wants: maybe(fc.constant('categories')),
  corrections: maybe(
    fc.array(fc.record({ wish: fc.constantFrom('change', 'add'), what: words, right: words }), {
      minLength: 1,
      maxLength: 3,
    }),
  ),
  about: maybe(words),
  answers: maybe(fc.dictionary(fc.stringMatching(/^[a-z]{1,9}-[a-z]{1,9}$/), words, { maxKeys: 3 })),
  livesIn: maybe(fc.constantFrom('DE', 'GB', 'US-CA', 'US-TX', 'BR')),
};

const forms = fc
  .record(fields)
  .map((form) => RequestForm.parse(Object.fromEntries(Object.entries(form).filter(([, value]) => value))));

interface Admitted {
  readonly world: World;
  readonly request: DataSubjectRequest;
  readonly data: Record<string, unknown>;
  readonly facts: Record<string, unknown>;
}

async function admitted(world: World): Promise<Admitted> {
  const request = await world.register.load(requestId);
  const [first] = allOf(request.log, 'received');
  const facts = await world.vault.unseal(requestId, first?.sealed ?? '');
  return { world, request, data: { ...first?.data }, facts: facts as Record<string, unknown> };
}

async function byForm(form: RequestForm): Promise<Admitted> {
  const world = aWorld({ desk, book });
  await world.inbox.put({ ...world.vault.sealItem(requestId, form), receivedAt: world.clock.now() });
  await receive(world, { requestId });
  return admitted(world);
}

async function byStaff(form: EnteredForm, known?: string): Promise<Admitted> {
  const world = aWorld({ desk, book });
  const receivedAt = world.clock.now();
  const more = known ? { known } : {};
  await enterRequest(world, { requestId, form, receivedAt, cameBy: 'post', staff: alma, ...more });
  return admitted(world);
}

const reasons = ({ request }: Admitted) => allOf(request.log, 'handed-to-staff').map((e) => e.data.reason);

describe('a form, whether the requester sends it or staff enter it', () => {
  it('is tried here with every field that it has', () => {
    expect(Object.keys(fields).sort()).toEqual(Object.keys(RequestForm.shape).sort());
    expect(Object.keys(EnteredForm.shape).sort()).toEqual([...Object.keys(fields), 'postal'].sort());
  });

  it('reaches the register with every field, with the same receipt except for who entered it and how it came', () =>
    fc.assert(
      fc.asyncProperty(forms, async (form) => {
        const [sent, entered] = [await byForm(form), await byStaff(form)];

        const { nickname: _, ...data } = sent.data;
        const { nickname: __, ...wanted } = entered.data;
        expect(wanted).toEqual({ ...data, channel: 'staff', enteredBy: alma.id });
        expect(entered.facts).toEqual({ ...sent.facts, cameBy: 'post' });
        expect({ ...sent.data, ...sent.facts }).toMatchObject(form);
      }),
      { numRuns: 50 },
    ));

  it('goes to the same people for the same reason, or to nobody', () =>
    fc.assert(
      fc.asyncProperty(forms, async (form) => {
        const [sent, entered] = [await byForm(form), await byStaff(form)];

        expect(reasons(entered)).toEqual(reasons(sent));
        expect(entered.request.status).toBe(sent.request.status);
      }),
      { numRuns: 50 },
    ));

  it.each(rightNames.map((right) => [right as Right]))(
    'for %s leaves nothing undone when it is entered with a proof',
    async (right) => {
      const form = RequestForm.parse({
        right,
        forWhom: 'self',
        relation: 'customer',
        email: 'jo@example.com',
        message: 'x',
      });
      const { request, world } = await byStaff(form, 'They came in with their passport.');

      expect(request.status).not.toBe('awaiting-verification');
      expect(world.workflow.started).toHaveLength(1);
    },
  );
});

describe('the route of a request', () => {
  const received = { forWhom: 'self', relation: 'customer' } as DataSubjectRequest['received'];
  const email = 'mia.sommer@example.com';

  it.each([
    ['complaint', {}, { email }, { to: 'review' }],
    ['appeal', { forWhom: 'child' }, {}, { to: 'review' }],
    ['opt-out-of-sale', {}, { email }, { to: 'carry-out' }],
    ['opt-out-of-sale', {}, {}, { to: 'staff', reason: 'by-post' }],
    ['opt-out-of-sale', { forWhom: 'child' }, { email }, { to: 'staff', reason: 'child' }],
    ['opt-out-of-sale', { relation: 'employee' }, { email }, { to: 'carry-out' }],
    ['access', {}, { email }, { to: 'proof' }],
    ['access', {}, {}, { to: 'staff', reason: 'by-post' }],
    ['access', {}, { email: 'mia@[127.0.0.1]' }, { to: 'staff', reason: 'by-post' }],
    ['erasure', { relation: 'employee' }, {}, { to: 'staff', reason: 'employee' }],
  ] as const)('for %s of %j with %j is %j', (right, about, facts, route) => {
    expect(routeOf({ right, received: { ...received, ...about } }, facts)).toEqual(route);
  });
});
