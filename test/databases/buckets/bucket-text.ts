import { bucketYaml } from './map-text';
import type { Slot } from './open-bucket';
import type { TriedBucket } from './try-bucket';

/**
 * The whole case as text: the bucket before and after, the map, the request, what was said, and what is wrong
 * with it.
 */
export function bucketText({ one, outcome, verdict, before, after }: TriedBucket): string {
  return [
    `# the bucket (${one.versioning ?? 'keeps no versions'}${one.onServer ? ', on the local server' : ''})`,
    ...before.map(slotText),
    '\n# the map',
    bucketYaml(one.shelves),
    `request: ${one.right} of ${one.people[0]?.email}, ${one.people[0]?.number}; in doubt: ${one.doubts.join(', ') || 'nothing'}`,
    `the desk: ${JSON.stringify({ ...outcome, mail: outcome.mail?.subject, entries: undefined }, undefined, 1)}`,
    outcome.mail?.text ?? '',
    '# afterwards',
    ...after.map(slotText),
    ...verdict.lies.map(({ kind, detail }) => `LIE: ${kind}: ${detail}`),
  ].join('\n');
}

function slotText({ key, id, body, isCurrent, properties, made }: Slot): string {
  const name = `${JSON.stringify(key)} ${id.slice(-8)}${isCurrent ? '' : ' (old)'}`;
  if (!body) return `${name}: deleted here`;
  if (!made) return `${name}: ${body.toString().slice(0, 600)} ${properties}`;
  const lock = made.lock ? ` ${JSON.stringify(made.lock)}` : '';
  const lines = (made.lines ?? []).map(
    ({ bytes, owner, other }) =>
      `\n    ${owner ?? '-'}${other === undefined ? '' : `+${other}`} ${bytes.toString().trim()}`,
  );
  return `${name}: ${made.spoilt ?? (made.packed ? 'gzip' : 'plain')}, ${body.length} bytes, of ${made.owner ?? 'lines'}${lock}${lines.join('')}`;
}
