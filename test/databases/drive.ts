import { approvalBlockers, unclassifiedFields } from '../../functions/casework/evidence/approval-blockers';
import type { Connector } from '../../functions/connectors/connector';
import { contestedOpen } from '../../functions/domain/contested-rows';
import type { DataMap } from '../../functions/domain/data-map';
import type { Desk } from '../../functions/domain/desk';
import type { EventData } from '../../functions/domain/events';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import type { Manifest } from '../../functions/domain/manifest';
import { requestIdOf } from '../../functions/domain/new-request-id';
import { unreadOpen } from '../../functions/domain/open-work';
import { askManualStores } from '../../functions/steps/ask-manual-stores/ask-manual-stores';
import { assemblePackage } from '../../functions/steps/assemble-package/assemble-package';
import { closeRequest } from '../../functions/steps/close-request/close-request';
import { eraseStores } from '../../functions/steps/erase-stores/erase-stores';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { readStoresAgain } from '../../functions/steps/read-stores-again/read-stores-again';
import { searchStores } from '../../functions/steps/search-stores/search-stores';
import { aBook, aDesk } from '../builders/a-desk';
import { aWorld, type World } from '../builders/a-world';
import { readZip } from '../documents/read-zip';
import { anEvent } from '../domain/a-log';
import { memoryStores } from '../fakes/memory-stores';
import { today } from './intention';

/** How a request ended, as staff and requester see it. */
export interface Outcome {
  /**
   * `answered`: an outcome went to the requester, whatever came later. `stopped`: it waits for staff, and the
   * requester has no outcome yet.
   */
  readonly ended: 'answered' | 'stopped';
  /** Where it stopped, in a word or two, for the counts. */
  readonly cause: string;
  /** Everything that tells staff why it stopped. */
  readonly reasons: readonly unknown[];
  readonly faults: readonly EventData['store-unavailable'][];
  /** Reasons of undecided rows in the frozen manifest, and problems that the store reports. */
  readonly waiting: readonly string[];
  readonly mail?: { readonly subject: string; readonly text: string };
  readonly report?: Report;
  /** Records of the package. */
  readonly given?: readonly Readonly<Record<string, unknown>>[];
  /** Everything in the package, by its name. */
  readonly entries?: ReadonlyMap<string, Buffer>;
  /** `fulfilled`, `partly-fulfilled` and so on, when it was closed. */
  readonly closed?: string;
}

/** The part of the completion report that is judged; all other counts of a collection are taken as kept. */
export interface Report {
  readonly complete: boolean;
  readonly stores: readonly {
    readonly state: string;
    readonly collections?: readonly (Readonly<Record<string, unknown>> & { readonly collection: string })[];
    readonly secondReading?: unknown;
  }[];
}

/**
 * The member of staff who settles whose something is, since approvers may not rely on their own statements.
 */
const colleague = 'bruno';

const book = aBook(aDesk());

function deskOf({ stores }: DataMap): Desk {
  const settings = { datasets: [], connection: {}, backupsKept: 'P35D' };
  return aDesk({ stores: stores.map(({ storeId: id, title, kind }) => ({ id, title, kind, ...settings })) });
}

/** How staff settle records that name another person as well. */
export type Says = 'theirs' | 'others' | 'unclear';

export interface Wish {
  readonly says?: Says;
  readonly right: 'access' | 'erasure';
  readonly email: string;
  /** Called between the approval and the erasure. */
  readonly beforeErasure: () => Promise<void>;
  /** Called a day later. */
  readonly beforeSecondReading?: () => Promise<void>;
  /** Staff know that a row is gone and say so when asked. */
  readonly knowsGone?: boolean;
}

/** Takes one request through the real steps, as the machine and a careful member of staff would. */
export async function drive(
  connector: Connector,
  map: DataMap,
  { right, email, beforeErasure, beforeSecondReading, knowsGone = false, says = 'others' }: Wish,
): Promise<Outcome> {
  const [store] = map.stores;
  const storeId = store?.storeId ?? '';
  const plain = aWorld({ desk: deskOf(map), book, map, now: `${today}T10:00:00.000Z` });
  const world: World = {
    ...plain,
    stores: memoryStores({ [storeId]: connector }, (target, content) => plain.objects.write(target, content)),
  };
  const requestId = requestIdOf(`${right} of ${email}`);
  await world.vault.adopt(requestId);
  const sealed = await world.vault.seal(requestId, { email });
  await world.register.open(requestId, 'received', { ...anEvent('received', { right }), sealed });
  await world.register.append(requestId, 'verify', () => anEvent('identity-verified'));
  return new Drive(world, requestId, { right, storeId, says, knowsGone, beforeSecondReading }).run(
    beforeErasure,
  );
}

class Drive {
  #gaveUp = 0;

  constructor(
    private readonly world: World,
    private readonly requestId: string,
    private readonly about: Pick<Wish, 'right' | 'knowsGone'> & {
      readonly storeId: string;
      readonly says: Says;
      readonly beforeSecondReading: (() => Promise<void>) | undefined;
    },
  ) {}

  async run(beforeErasure: Wish['beforeErasure']): Promise<Outcome> {
    const found = await this.search();
    if (found === 'nothing-found') return this.tell();
    if (found !== 'decide') return this.stop(found);
    const blocks = await this.decide();
    if (blocks.length > 0) return this.stop('not to be approved', blocks);
    if (this.about.right === 'access') {
      await assemblePackage(this.world, { requestId: this.requestId });
      return this.tell();
    }
    await beforeErasure();
    const erased = await this.erase();
    return erased === 'done' ? this.tell() : this.stop(erased);
  }

  private async search(): Promise<string> {
    for (;;) {
      const { next } = await searchStores(this.world, { requestId: this.requestId });
      if (next === 'await-stores') await this.giveUp();
      else if (next === 'ask-identifiers') {
        await this.append('identifiers-asked', 'asked');
        await this.append('identifiers-lapsed', 'lapsed');
      } else return next;
    }
  }

  /**
   * A colleague releases unclassified fields and settles contested rows; staff leave unread places as open
   * work, and approve when nothing blocks it.
   */
  private async decide(): Promise<readonly unknown[]> {
    const { world, requestId } = this;
    await this.append('decision-asked', 'ask');
    for (const field of unclassifiedFields(await world.register.load(requestId))) {
      const name = `classify-${field.collection}-${field.field}`;
      await world.register.append(requestId, name, () =>
        anEvent('field-classified', { ...field, as: 'give', staffId: colleague }),
      );
    }
    for (const group of unreadOpen(await world.register.load(requestId)))
      await world.register.append(requestId, `unread-${group.reason}`, () =>
        anEvent('unread-settled', { ...group, says: 'to-do' }),
      );
    for (const one of contestedOpen(await world.register.load(requestId)))
      await world.register.append(requestId, `contested-${one.storeId}-${one.collection}`, () =>
        anEvent('contested-settled', { ...one, says: this.about.says, staffId: colleague }),
      );
    const blocks = await approvalBlockers(world, await world.register.load(requestId));
    if (blocks.length > 0) return blocks;
    await world.register.append(requestId, 'decide', (now) =>
      anEvent('decided', { manifestHash: lastOf(now.log, 'manifest-frozen')?.data.hash ?? '' }),
    );
    return [];
  }

  private async erase(): Promise<string> {
    for (;;) {
      const { next } = await eraseStores(this.world, { requestId: this.requestId });
      if (next === 'await-stores') await this.giveUp();
      else if (next === 'ask-manual-stores') await this.leaveOpen();
      else if (next !== 'by-person' || !(await this.saysGone())) return next;
    }
  }

  private async saysGone(): Promise<boolean> {
    const { log } = await this.world.register.load(this.requestId);
    if (!this.about.knowsGone || lastOf(log, 'erasure-drifted')?.data.reason !== 'vanished') return false;
    await this.append('drift-accepted', `gone-${log.length}`);
    return true;
  }

  /** Mails the outcome, then makes the second reading and closes. */
  private async tell(): Promise<Outcome> {
    const { world, requestId } = this;
    await notifyOutcome(world, { requestId });
    const report = this.about.right === 'erasure' ? await this.report() : undefined;
    const after = report ? await this.readAgain() : undefined;
    const request = await world.register.load(requestId);
    const mail = world.mailbox.sent.at(-1);
    return {
      ended: 'answered',
      cause: after ?? 'answered',
      reasons: after === undefined ? [] : this.handedOver(request),
      faults: await this.faults(),
      waiting: await this.waiting(),
      ...(mail ? { mail } : {}),
      ...(report ? { report } : {}),
      ...(this.about.right === 'access' ? await this.given() : {}),
      ...(request.outcome ? { closed: request.outcome } : {}),
    };
  }

  private async readAgain(): Promise<string | undefined> {
    const { world, requestId } = this;
    await this.about.beforeSecondReading?.();
    await this.append('second-reading-due', 'second');
    for (let round = 0; round < 5; round += 1) {
      const { next } = await readStoresAgain(world, { requestId });
      if (next === 'done') {
        await closeRequest(world, { requestId });
        return undefined;
      }
      if (next === 'by-person' && (await this.isUnfinished())) return this.finishByHand();
      if (next === 'await-stores') await this.giveUp();
      else if (next !== 'again' || (await this.erase()) !== 'done') return `second reading: ${next}`;
    }
    return 'second reading without an end';
  }

  /** Whether the answer was sent and staff have the rest. */
  private async isUnfinished(): Promise<boolean> {
    const { log } = await this.world.register.load(this.requestId);
    return lastOf(log, 'handed-to-staff')?.data.reason === 'unfinished';
  }

  private async finishByHand(): Promise<undefined> {
    const { world, requestId } = this;
    const finished = anEvent('staff-finished', { outcome: 'partly-fulfilled' });
    await world.register.append(requestId, 'finished', () => finished);
    await closeRequest(world, { requestId });
  }

  private async report(): Promise<Report | undefined> {
    try {
      return (await this.world.objects.get(this.requestId, 'completion-report.json')) as Report;
    } catch {
      return undefined;
    }
  }

  private async given(): Promise<Pick<Outcome, 'given' | 'entries'>> {
    const zip = [...this.world.packages.content].find(([name]) => name.endsWith('.zip'))?.[1];
    if (!zip) return { given: [] };
    const { entries } = await readZip(zip);
    const given = [...entries]
      .filter(([name]) => /^data\/[^/]+\/./.test(name))
      .flatMap(([, bytes]) => JSON.parse(bytes.toString('utf8')) as Record<string, unknown>[]);
    return { given, entries };
  }

  private async stop(cause: string, blocks: readonly unknown[] = []): Promise<Outcome> {
    const request = await this.world.register.load(this.requestId);
    const reasons = [...blocks, ...this.handedOver(request)];
    return {
      ended: 'stopped',
      cause: causeOf(cause, reasons),
      reasons,
      faults: await this.faults(),
      waiting: await this.waiting(),
    };
  }

  /** Why the request was handed to staff. */
  private handedOver({ log }: Awaited<ReturnType<World['register']['load']>>): unknown[] {
    const all = [lastOf(log, 'handed-to-staff')?.data, lastOf(log, 'erasure-drifted')?.data];
    return all.filter((data) => data !== undefined);
  }

  private async faults(): Promise<EventData['store-unavailable'][]> {
    const request = await this.world.register.load(this.requestId);
    return allOf(request.log, 'store-unavailable').map((event) => event.data);
  }

  private async waiting(): Promise<string[]> {
    const frozen = lastOf((await this.world.register.load(this.requestId)).log, 'manifest-frozen');
    if (!frozen) return [];
    const manifest = (await this.world.objects.get(this.requestId, frozen.data.object)) as Manifest;
    const rows = manifest.stores.flatMap((store) => store.collections.flatMap((one) => [...one.rows]));
    const reasons = rows.flatMap(({ collection, treatment }) =>
      treatment.action === 'undecided' ? [`${collection}: ${treatment.reason}`] : [],
    );
    const problems = manifest.stores
      .flatMap((store) => store.examination?.problems ?? [])
      .filter(({ blocks }) => blocks !== 'nothing')
      .map(
        ({ code, collection, table, constraint }) => `${code}: ${[collection, table, constraint].join(' ')}`,
      );
    return [...new Set([...problems, ...reasons, ...rehearsed(frozen.data)])];
  }

  private async giveUp(): Promise<void> {
    this.#gaveUp += 1;
    if (this.#gaveUp > 5) throw new Error('a store that was given up is still waited for');
    const event = anEvent('stores-given-up', { storeIds: [this.about.storeId] });
    await this.world.register.append(this.requestId, `give-up-${this.#gaveUp}`, () => event);
  }

  /** Nobody works on the tasks, so the final mail must say that they are open. */
  private async leaveOpen(): Promise<void> {
    const { world, requestId } = this;
    await askManualStores(world, { requestId, taskToken: `tasks:${requestId}` });
    const tasks = allOf((await world.register.load(requestId)).log, 'task-asked').map((e) => e.data.taskId);
    this.#gaveUp += 1;
    if (this.#gaveUp > 5) throw new Error('a task that was given up is still waited for');
    const event = anEvent('stores-given-up', { storeIds: [], ...{ tasks } });
    await world.register.append(requestId, `leave-${this.#gaveUp}`, () => event);
  }

  private async append(type: Parameters<typeof anEvent>[0], name: string): Promise<void> {
    await this.world.register.append(this.requestId, name, () => anEvent(type));
  }
}

/** Refusals in the trial run of the erasure, if there was one. */
function rehearsed(frozen: object): string[] {
  const { rehearsals = [] } = frozen as { rehearsals?: readonly { outcome: string; fault?: unknown }[] };
  return rehearsals
    .filter(({ outcome }) => outcome === 'refused')
    .map(({ fault }) => `trial refused: ${JSON.stringify(fault)}`);
}

/** The first reason without names of tables and columns, for the counts. */
function causeOf(where: string, reasons: readonly unknown[]): string {
  const [first] = reasons as Record<string, unknown>[];
  const inner = (first?.gap ?? first?.problem ?? first) as Record<string, unknown> | undefined;
  const text = inner?.code ?? inner?.problem ?? inner?.reason ?? inner?.kind ?? '';
  return text ? `${where}: ${String(text).replaceAll(/"[^"]*"/g, '…')}` : where;
}
