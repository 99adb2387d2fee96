import { createHash } from 'node:crypto';
import { readChecksum } from '../../../functions/casework/evidence/read-checksum';
import { lastOf } from '../../../functions/domain/log-entries';
import type { Manifest } from '../../../functions/domain/manifest';
import { manifestText } from '../../../functions/domain/manifest-text';
import { assemblePackage } from '../../../functions/steps/assemble-package/assemble-package';
import { aForm, aWorld, search, verified } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** An access request that was approved and whose package was made. */
async function answered(email: string) {
  const world = aWorld();
  const requestId = await verified(world, aForm({ email }));
  if ((await search(world, requestId)) !== 'decide') throw new Error('nothing to decide on');
  const { log: frozen } = await world.register.load(requestId);
  const object = lastOf(frozen, 'manifest-frozen')?.data.object ?? '';
  const manifest = (await world.objects.get(requestId, object)) as Manifest;
  await world.register.append(requestId, 'asked', () => anEvent('decision-asked'));
  await world.register.append(requestId, 'decide', ({ log }) =>
    anEvent('decided', { manifestHash: lastOf(log, 'manifest-frozen')?.data.hash ?? '' }),
  );
  await assemblePackage(world, { requestId });
  return { world, requestId, manifest };
}

describe('what remains after shredding', () => {
  it('contains no hash that an attacker could reproduce by guessing [P04]', async () => {
    const { world, requestId, manifest } = await answered(mia.email);
    const made = lastOf((await world.register.load(requestId)).log, 'package-made');
    const sum = made && (await readChecksum(world, made));
    await world.vault.shred(requestId);

    const left = JSON.stringify([...world.register.logs.values(), [...world.items.tokens.values()]]);
    // A correct guess knows the whole manifest, the address, each row's key, and the package.
    const keys = manifest.stores.flatMap((s) => s.collections.flatMap((c) => c.rows.map((row) => row.key)));
    const guesses = [
      [...manifestText(manifest)].join(''),
      JSON.stringify(manifest),
      mia.email,
      mia.email.toUpperCase(),
      ...keys.flatMap((key) => [JSON.stringify(key), ...Object.values(key).map(String)]),
    ];
    const hashes = guesses.map(sha256).concat(sum ?? 'no sum');

    expect(keys.length).toBeGreaterThan(0);
    expect(sum).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes.filter((hash) => left.includes(hash))).toEqual([]);
    await expect(readChecksum(world, made as NonNullable<typeof made>)).rejects.toThrow('gone');
  });

  it('names the same manifest differently for each request, so that two logs cannot be compared', async () => {
    const [one, other] = [await answered(mia.email), await answered(mia.email)];
    const hashOf = async ({ world, requestId }: typeof one) =>
      lastOf((await world.register.load(requestId)).log, 'manifest-frozen')?.data.hash;

    expect([...manifestText(one.manifest)]).toEqual([...manifestText(other.manifest)]);
    expect(await hashOf(one)).not.toBe(await hashOf(other));
  });
});
