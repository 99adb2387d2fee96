import { optOutStores } from '../../functions/steps/opt-out-stores/opt-out-stores';
import { receiveSignal } from '../../functions/web/signals/receive-signal';
import type { World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { readZip } from '../documents/read-zip';
import { textOf } from '../documents/text-of';
import { aShop, binds, Visit } from './a-visit';

const california = () => aShop('US-CA', 'America/Los_Angeles', [binds('us-ca-ccpa')]);

/** Asks for a copy, and reads the page of the package. */
async function answerTo(world: World): Promise<string> {
  const visit = await new Visit(world).ask('access', 'US-CA');
  await visit.prove();
  await visit.toDecision();
  await visit.approve();
  const { entries } = await readZip(
    world.packages.content.get(`${visit.requestId}/answer.zip`) ?? Buffer.of(),
  );
  return textOf(entries.get('index.html')?.toString('utf8') ?? '');
}

async function optOutByForm(world: World, email: string): Promise<void> {
  const visit = await new Visit(world).ask('opt-out-of-sale', 'US-CA', { email });
  await optOutStores(world, { requestId: visit.requestId });
  await visit.end();
}

describe('the answer to a Californian', () => {
  it('says so if no opt-out is on record for the mailbox, even if somebody else has one', async () => {
    const world = california();
    await optOutByForm(world, 'somebody.else@example.com');

    expect(await answerTo(world)).toContain(
      'we looked for a request for your e-mail address not to sell or share your personal information, and found none',
    );
  });

  it('names the status of an opt-out from the form, proven or not, in an answer of kinds', async () => {
    const world = california();
    await optOutByForm(world, mia.email.toUpperCase());

    const page = await answerTo(world);

    expect(page).toContain(
      'We have a request not to sell or share your personal information. We found no record of yours in which it had to be set.',
    );
    expect(page).not.toContain('and found none');
  });

  it('names the one that the browser sent', async () => {
    const world = california();
    await receiveSignal(world, 'k1', { customer: { by: 'email', value: mia.email }, signal: 'gpc' });

    const page = await answerTo(world);

    expect(page).toContain(
      'We have a request not to sell or share your personal information. We are carrying it out.',
    );
  });

  it('is the only one for which it is looked up', async () => {
    const world = aShop('DE-BE', 'Europe/Berlin', [binds('eu-gdpr')]);
    const asked: string[] = [];
    const find = world.items.findPerson.bind(world.items);
    const items = Object.assign(Object.create(world.items), {
      findPerson: (hash: string) => {
        asked.push(hash);
        return find(hash);
      },
    });
    const visit = await new Visit({ ...world, items }).ask('access', 'DE');
    await visit.prove();
    await visit.toDecision();
    await visit.approve();

    expect(asked).toHaveLength(1);
  });
});
