import { issueLink } from '../../../functions/casework/links/issue-link';
import { lastOf } from '../../../functions/domain/log-entries';
import { awaitingDecision, type World } from '../../builders/a-world';

async function approve(world: World, id: string): Promise<void> {
  const frozen = lastOf((await world.register.load(id)).log, 'manifest-frozen')?.data;
  const data = {
    decision: 'approved',
    staffId: 'alma',
    manifestHash: frozen?.hash ?? '',
    manifestVersion: frozen?.version ?? 0,
    factor: 'totp',
  } as const;
  await world.register.append(id, 'decide', () => ({
    type: 'decided',
    data,
    actor: { kind: 'staff', id: 'alma' },
  }));
}

/** A copy that is ready for download. Returns its request and the path of the mailed link. */
export async function aPackage(world: World, life?: string): Promise<{ id: string; path: string }> {
  const id = await awaitingDecision(world);
  await approve(world, id);
  const { stream, done } = world.packages.write('p1.zip');
  stream.end('the copy');
  await done;
  const data = { object: 'p1.zip', bytes: 8, sha256: 'abc' };
  await world.register.append(
    id,
    'made',
    () => ({ type: 'package-made', data, actor: { kind: 'desk' } }) as never,
  );
  const link = await issueLink(world, {
    requestId: id,
    purpose: 'download',
    issue: 1,
    ...(life ? { life } : {}),
  });
  return { id, path: new URL(link.url).pathname };
}
