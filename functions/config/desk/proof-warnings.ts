import { countsAsPoint, POINTS_NEEDED, pointKinds } from '../../domain/data-points';
import type { DeskData } from '../../domain/desk-deps';
import { asksForHighProof } from '../../domain/details-proof';

/**
 * What a desk lacks under a law that lets data be shown only after a stronger proof (11 CCR 7024(b),
 * 7062(c)), one sentence each.
 */
export function proofWarnings({ desk, map, book }: DeskData): string[] {
  if (!asksForHighProof({ desk, book }, 'access')) return [];
  return [...withoutPolicy(desk), ...tooFewPoints(desk, map), ...pointsThatDoNotCount(map)];
}

function withoutPolicy({ controller }: DeskData['desk']): string[] {
  if (controller.privacyPolicy) return [];
  return [
    'controller.privacyPolicy: is missing; whoever cannot be told even the kinds of data you hold has to be directed to your privacy policy (11 CCR 7024(b))',
  ];
}

function tooFewPoints({ accountLogin }: DeskData['desk'], map: DeskData['map']): string[] {
  const kinds = pointKinds(map).length;
  if (kinds >= POINTS_NEEDED || accountLogin) return [];
  return [
    `data map: ${kinds} of ${POINTS_NEEDED} data points are marked (rightsdesk_meta: { data_point: true }), so nobody can prove enough to be shown the data itself; each such copy waits for the word of one of the staff`,
  ];
}

function pointsThatDoNotCount({ stores }: DeskData['map']): string[] {
  return stores.flatMap(({ storeId, collections }) =>
    collections.flatMap(({ name, owner, fields }) =>
      fields
        .filter((field) => field.dataPoint && (owner !== 'subject' || !countsAsPoint(field)))
        .map(
          (field) =>
            `data map: ${storeId}, ${name}.${field.name} is marked as a data point and not used as one: a mailbox shows it, or it is shared, guessed, sensitive or secret, or its data category is too wide to tell (name a finer one)`,
        ),
    ),
  );
}
