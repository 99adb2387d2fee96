import type { CompletionReport } from '../../functions/documents/completion-facts';
import { lastOf } from '../../functions/domain/log-entries';
import { people } from '../sample-shop/people';
import { words } from './narrator';
import { changeBetween, linesOf, type ShopLines } from './shop-lines';
import { type StoryTools, staff } from './story';

const { lena, tariq } = people;

/**
 * Lena has her data erased, except for what a law requires the shop to keep, and nobody else's. Returns the
 * id of her request.
 */
export async function erasureStory(tools: StoryTools): Promise<string> {
  const { walk, tell, shop } = tools;
  tell.chapter('Lena has seen enough and wants her data erased');
  const before = await tell.step('First the demo reads the whole shop, line by line', shop);
  tell.note(`${before.size} lines: rows, items, files, chats. Lena shares an address row with Tariq.`);
  const id = await tell.step('Lena fills in the form and types the mailed code', async () => {
    const asked = await walk.ask({ right: 'erasure', email: lena.email });
    await walk.prove(lena.email);
    return asked;
  });
  await approve(tools, before);
  await waitAndErase(tools);
  await readAgain(tools, id);
  await compare(tools, before);
  await keepReport(tools, id);
  return id;
}

async function approve({ walk, tell, shop }: StoryTools, before: ShopLines): Promise<void> {
  tell.mail(walk.newestMail(staff.decides));
  await tell.step(
    'Alma sets up her authenticator app (an erasure needs more than a mailed code) and approves',
    () => walk.approve(staff.decides),
  );
  tell.mail(walk.newestMail(lena.email), /^Start:/);
  const { gone, changed } = changeBetween(before, await shop());
  tell.check(
    'Nothing has been erased yet: she has a day to say "stop, that was not me"',
    gone.length + changed.length === 0,
    `${gone.length + changed.length} lines differ`,
  );
}

async function waitAndErase({ walk, tell }: StoryTools): Promise<void> {
  await tell.step('A day goes by (the clock is moved); then the three stores are erased and read again', () =>
    walk.desk.moveClock({ by: 'P1DT1H' }),
  );
  await tell.step('Jonas clears the support mailbox and confirms it', () =>
    walk.answerTask(staff.looks, { answer: 'done' }),
  );
  tell.mail(
    walk.lastMail(lena.email, /\/d\//),
    /^- .*Your account: /,
    /^- .*Your reviews: /,
    /^- Your invoices \(/,
    /Your postal address: 1 record$/,
  );
}

async function readAgain({ walk, tell }: StoryTools, id: string): Promise<void> {
  await tell.step('Two days later every store has been read once more, in case something came back', () =>
    walk.desk.moveClock({ by: 'P2D' }),
  );
  const request = await walk.load(id);
  tell.check(
    `Request ${words.reference(id)} is closed: partly fulfilled, since a law requires some of it to be kept`,
    request.outcome === 'partly-fulfilled' && lastOf(request.log, 'store-read-again') !== undefined,
    `${request.status}, ${request.outcome}`,
  );
}

/** Compares the whole shop before and after, without relying on the desk. */
async function compare({ tell, shop }: StoryTools, before: ShopLines): Promise<void> {
  const after = await tell.step('The demo reads the whole shop again and compares', shop);
  const { gone, changed, added } = changeBetween(before, after);
  const hers = linesOf(before, [lena.customerNumber, lena.email]);
  const foreign = [...gone, ...changed].filter((key) => !hers.has(key));
  tell.check(
    `${gone.length} lines are gone and ${changed.length} changed; every one of them was hers`,
    gone.length > 5 && foreign.length === 0 && added.length === 0,
    `${foreign.length} were not hers, ${added.length} are new`,
  );
  const untouched = [...before].filter(([key, line]) => !hers.has(key) && after.get(key) === line).length;
  tell.check(
    `All ${untouched} lines of everyone else are unchanged, to the letter`,
    untouched === before.size - hers.size,
    `${before.size - hers.size - untouched} differ`,
  );
  const his = linesOf(before, [tariq.customerNumber]);
  tell.check(
    'Tariq, who lives with her, still has his account and the address they shared',
    [...his].every((key) => after.get(key) === before.get(key)) && addressOf(after) !== undefined,
  );
}

/** The row of `addresses` that Tariq's account points to. */
function addressOf(lines: ShopLines): string | undefined {
  const account = [...lines].find(
    ([key, line]) => key.includes('/customers/') && line.includes(tariq.email),
  )?.[1];
  const columns = account?.split(',') ?? [];
  return [...lines].find(([key]) =>
    columns.some((column) => key === `shop-database/addresses/${column}`),
  )?.[1];
}

async function keepReport({ walk, tell, keep }: StoryTools, id: string): Promise<void> {
  const { objects } = walk.desk.deps;
  const report = (await objects.get(id, 'completion-report.json')) as CompletionReport;
  const html = await tell.step('Lena opens the completion report behind a fresh code', () =>
    walk.download(lena.email),
  );
  keep('completion-report.html', html.bytes);
  keep('completion-report.json', `${JSON.stringify(report, null, 2)}\n`);
  const { totals } = report;
  tell.check(
    `The report is complete: ${totals.erased} erased, ${totals.anonymised} blanked, ${totals.retained} kept by law, ${totals.keptShared} shared, 0 unexplained`,
    report.complete && totals.unexplained === 0 && html.bytes.includes(words.reference(id)),
    JSON.stringify(report.missing),
  );
}
