import type { DataMap, MapGap } from '../../domain/data-map';
import type { SystemMap } from '../../domain/system-map';
import { systemsWithoutStores } from '../../domain/systems-without-stores';
import { type Unstated, unstatedBy, unstatedText } from '../../domain/unstated';
import { placeText } from './data-map-error';
import type { SystemYaml } from './data-map-schema';
import type { PlacedNode } from './read-fideslang';
import { resolveSystem } from './resolve-system';

const REMEDIES: Partial<Readonly<Record<Unstated, string>>> = {
  recipients: 'name them in rightsdesk_meta.recipients, or write recipients: none if there are none',
  transfers:
    'list them in rightsdesk_meta.transfers with country and safeguard, or write transfers: none if there are none',
  automatedDecisions:
    'list them in rightsdesk_meta.automated_decisions with what, logic and effects, or write automated_decisions: none if there are none',
};

/**
 * Facts that systems do not state, and that would be read as a "no". Purposes, legal bases and periods that
 * are missing are gaps that block: `systemGaps`.
 */
export function unstatedFacts(
  placed: readonly PlacedNode<SystemYaml>[],
  all: readonly SystemYaml[],
  stores: DataMap['stores'],
): MapGap[] {
  return placed.flatMap(({ node, file, path, lineOf }) => {
    const system = resolveSystem(node, all);
    const at = `${placeText(file, lineOf(path))}: ${path}`;
    const silent = unstatedBy([system]).flatMap((what) => {
      const remedy = REMEDIES[what];
      return remedy ? [{ at, problem: `does not say ${unstatedText[what]}`, remedy }] : [];
    });
    return [
      ...silent,
      ...(systemsWithoutStores({ stores, systems: [system] }).length > 0 ? kindless(system, at) : []),
    ];
  });
}

/**
 * Of a system with a collection the fields say what kinds of data it uses; of one without, only its purposes
 * can.
 */
function kindless({ purposes }: SystemMap, at: string): MapGap[] {
  return purposes
    .filter(({ categories }) => categories.every((category) => category === 'user'))
    .map(({ name }) => ({
      at: `${at}.privacy_declarations[${name}]`,
      problem: 'does not say what kinds of data it uses, and no collection of this system does',
      remedy:
        'name them in data_categories, finer than "user": every answer says that they may concern the person',
    }));
}
