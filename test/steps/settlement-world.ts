import type { Connector } from '../../functions/connectors/connector';
import { lastOf } from '../../functions/domain/log-entries';
import { timersOf } from '../../functions/domain/timers';
import { askManualStores } from '../../functions/steps/ask-manual-stores/ask-manual-stores';
import { closeRequest } from '../../functions/steps/close-request/close-request';
import { eraseStores } from '../../functions/steps/erase-stores/erase-stores';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { readLater } from '../../functions/steps/read-later/read-later';
import { readStoresAgain } from '../../functions/steps/read-stores-again/read-stores-again';
import { receive } from '../../functions/steps/receive/receive';
import { carryOutTimer } from '../../functions/watch/carry-out-timer';
import type { WatchDeps } from '../../functions/watch/timer-done';
import { aDesk, alma, jonas } from '../builders/a-desk';
import { aMap } from '../builders/a-map';
import { aForm, aWorld, awaitingDecision, type World, type WorldSettings } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import type { OpenedVendor, ShippedVendor } from '../connectors/vendors/shipped-vendor';
import { anEvent } from '../domain/a-log';
import { formOf } from '../web/staff/browser';
import { enter, newestLink, openDesk } from '../web/staff/staff-desk';

/** A request to erase that is carried out in part by others, who need time for it. */
export interface Settling {
  readonly world: World;
  readonly id: string;
}

/** A desk with a database and a mailbox that a person looks into. */
export function shopWithMailbox(): WorldSettings {
  const [desk, map] = [aDesk(), aMap({ manual: true })];
  const stores = desk.stores.filter(({ id }) => map.stores.some(({ storeId }) => storeId === id));
  return { desk: { ...desk, stores }, map };
}

/** The request is approved, and the stores that the desk erases in are done. */
export async function erased(
  settings: WorldSettings = shopWithMailbox(),
  prepare: (world: World) => void = () => undefined,
): Promise<Settling> {
  const world = aWorld(settings);
  prepare(world);
  const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
  const { hash = '', version = 0 } =
    lastOf((await world.register.load(id)).log, 'manifest-frozen')?.data ?? {};
  await world.register.append(id, 'decide', () =>
    anEvent('decided', { manifestHash: hash, manifestVersion: version }),
  );
  await eraseStores(world, { requestId: id });
  return { world, id };
}

/** The same, where a vendor is the only store. */
export function erasedAtVendor(
  { map, store: { storeId: id } }: ShippedVendor,
  title: string,
  { connector }: OpenedVendor,
): Promise<Settling> {
  const store = { id, title, kind: 'http', datasets: [], connection: {}, backupsKept: 'P0D' };
  const settings = {
    desk: { ...aDesk(), stores: [store] },
    map: { ...map, stores: map.stores.map((one) => ({ ...one, title })) },
  };
  return erased(settings, ({ connectors }) => {
    (connectors as Record<string, Connector>)[id] = connector;
  });
}

/** Jonas, who looks into the mailbox, answers the task to erase there. */
export async function answerTask(
  { world, id }: Settling,
  fields: Readonly<Record<string, string>>,
): Promise<string> {
  await askManualStores(world, { requestId: id, taskToken: 'people' });
  return post(world, fields);
}

/** Answers the newest mailed task page as its reader would. Returns the page that follows. */
export async function post(
  world: World,
  fields: Readonly<Record<string, string>>,
  email = jonas.email,
): Promise<string> {
  const browser = openDesk(world);
  const link = newestLink(world, 's/task', email);
  const page = await enter(browser, link);
  const form = formOf(page.html);
  const answer = await browser.postFiles(form.action, { ...form.hidden, code: link.code, ...fields }, []);
  return answer.html;
}

/** The person is answered, the stores are read once more, and the request ends. */
export async function answerAndClose({ world, id }: Settling): Promise<void> {
  await notifyOutcome(world, { requestId: id });
  await world.register.append(id, 'second', () => anEvent('second-reading-due'));
  const { next } = await readStoresAgain(world, { requestId: id });
  if (next !== 'done') throw new Error(`the second reading ended with ${next}`);
  await closeRequest(world, { requestId: id });
}

/** What is due by now, carried out as a sweep of the watch and the machines that it starts do. */
export async function sweep({ world, id }: Settling): Promise<void> {
  const deps: WatchDeps = {
    ...world,
    receive: (input) => receive(world, input),
    logFailure: () => undefined,
  };
  const request = await world.register.load(id);
  const due = timersOf(request, world).filter(({ at }) => at <= world.clock.now());
  for (const timer of due.sort((a, b) => (a.at < b.at ? -1 : 1)))
    await carryOutTimer(deps, await world.register.load(id), timer);
  await readLater(world, { requestId: id });
}

/** The days on which timers of these kinds are due, by key. */
export async function dueDays({ world, id }: Settling, ...kinds: readonly string[]) {
  const timers = timersOf(await world.register.load(id), world);
  const mine = timers.filter(({ kind }) => kinds.includes(kind));
  return Object.fromEntries(mine.map(({ key, at }) => [key, at]));
}

const flat = (text: string | undefined) => (text ?? '').replaceAll(/\s+/g, ' ');

/** The newest mail to the person, and to Jonas and Alma, on one line. */
export const toPerson = ({ world }: Settling) => flat(world.mailbox.to(mia.email).at(-1)?.text);
export const toJonas = ({ world }: Settling) => flat(world.mailbox.to(jonas.email).at(-1)?.text);
export const toAlma = ({ world }: Settling) => flat(world.mailbox.to(alma.email).at(-1)?.text);
