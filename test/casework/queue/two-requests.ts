import { linkOwnAddress } from '../../../functions/casework/queue/link-proof';
import type { DataSubjectRequest } from '../../../functions/domain/data-subject-request';
import { hasHappened, wasMailed } from '../../../functions/domain/data-subject-request';
import { lastOf } from '../../../functions/domain/log-entries';
import type { Right } from '../../../functions/domain/rights';
import { assemblePackage } from '../../../functions/steps/assemble-package/assemble-package';
import { awaitStores } from '../../../functions/steps/await-stores/await-stores';
import { eraseStores } from '../../../functions/steps/erase-stores/erase-stores';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { searchStores } from '../../../functions/steps/search-stores/search-stores';
import { aForm, received, type World } from '../../builders/a-world';
import { readZip } from '../../documents/read-zip';
import { anEvent } from '../../domain/a-log';

/** Records that the code from the mail was typed, as the page does. */
export async function prove(world: World, requestId: string): Promise<void> {
  await linkOwnAddress(world, await world.register.load(requestId));
  await world.register.append(requestId, 'verify-1', (now) =>
    now.status === 'awaiting-verification' ? anEvent('identity-verified') : undefined,
  );
}

/** A proven request. */
export async function asked(
  world: World,
  right: Right,
  email?: string,
  more: Parameters<typeof aForm>[0] = {},
): Promise<string> {
  const requestId = await received(world, aForm({ right, ...(email ? { email } : {}), ...more }));
  await prove(world, requestId);
  return requestId;
}

/**
 * One step of the machine that drives a request, and of staff who approve everything. Returns the status
 * afterwards.
 */
export async function step(world: World, requestId: string): Promise<string> {
  const request = await world.register.load(requestId);
  if (request.status === 'locating') return search(world, requestId);
  if (request.status === 'awaiting-decision') return approve(world, request);
  if (request.status === 'erasure-notice') return endNotice(world, requestId);
  if (request.status !== 'fulfilling') return request.status;
  return request.right === 'erasure' ? erase(world, request) : pack(world, request);
}

/** Takes steps until the request waits for something, or is answered. */
export async function run(world: World, requestId: string): Promise<string> {
  for (let n = 0; n < 12; n += 1) {
    const stands = await step(world, requestId);
    if (stands !== 'on') return stands;
  }
  throw new Error('steps that lead nowhere');
}

async function search(world: World, requestId: string): Promise<string> {
  const { next } = await searchStores(world, { requestId });
  if (next === 'await-stores') await awaitStores(world, { requestId, taskToken: `wait:${requestId}` });
  if (next === 'nothing-found') return tell(world, requestId);
  if (next === 'ask-identifiers') return askIdentifiers(world, requestId);
  if (next !== 'decide') return next;
  await world.register.append(requestId, 'ask', (now) =>
    now.status === 'locating' ? anEvent('decision-asked') : undefined,
  );
  return 'on';
}

async function tell(world: World, requestId: string): Promise<string> {
  await notifyOutcome(world, { requestId });
  return 'answered';
}

async function askIdentifiers(world: World, requestId: string): Promise<string> {
  await world.register.append(requestId, 'ask-identifiers', (now) =>
    now.status === 'locating' ? anEvent('identifiers-asked') : undefined,
  );
  return 'awaiting-identifiers';
}

async function approve(world: World, { requestId }: DataSubjectRequest): Promise<string> {
  await world.register.append(requestId, 'approve', (now) =>
    now.status === 'awaiting-decision'
      ? anEvent('decided', { manifestHash: lastOf(now.log, 'manifest-frozen')?.data.hash ?? '' })
      : undefined,
  );
  return 'on';
}

async function endNotice(world: World, requestId: string): Promise<string> {
  await world.register.append(requestId, 'notice-over', (now) =>
    now.status === 'erasure-notice' ? anEvent('erasure-notice-ended') : undefined,
  );
  return 'on';
}

async function erase(world: World, request: DataSubjectRequest): Promise<string> {
  const { requestId } = request;
  if (wasMailed(request, 'outcome')) return 'answered';
  if (!hasHappened(request, 'erasure-noticed')) {
    await world.register.append(requestId, 'notice', (now) =>
      now.status === 'fulfilling' && !hasHappened(now, 'erasure-noticed')
        ? anEvent('erasure-noticed')
        : undefined,
    );
    return 'on';
  }
  const { next } = await eraseStores(world, { requestId });
  if (next === 'await-stores') await awaitStores(world, { requestId, taskToken: `wait:${requestId}` });
  if (next !== 'done') return next;
  return tell(world, requestId);
}

async function pack(world: World, { requestId }: DataSubjectRequest): Promise<string> {
  await assemblePackage(world, { requestId });
  return tell(world, requestId);
}

/** The page and all data of a finished package, as one text. */
export async function packageOf(world: World, requestId: string): Promise<{ page: string; data: string }> {
  const { log } = await world.register.load(requestId);
  const object = lastOf(log, 'package-made')?.data.object ?? '';
  const { entries } = await readZip(world.packages.content.get(object) ?? Buffer.alloc(0));
  const page = entries.get('index.html')?.toString('utf8') ?? '';
  const data = [...entries].filter(([path]) => path.startsWith('data/')).map(([, bytes]) => bytes.toString());
  return { page: page.replaceAll(/\s+/g, ' '), data: data.join('\n') };
}
