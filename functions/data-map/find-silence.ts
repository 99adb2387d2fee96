import type { MapGap } from '../domain/data-map';
import { type Untold, untoldBy, untoldWords } from '../domain/not-told';
import { placeText } from './data-map-error';
import type { SystemYaml } from './data-map-schema';
import type { Placed } from './read-fideslang';
import { resolveSystem } from './resolve-system';

const remedies: Partial<Readonly<Record<Untold, string>>> = {
  recipients: 'name them in rightsdesk_meta.recipients, or write recipients: none if there are none',
  transfers:
    'list them in rightsdesk_meta.transfers with country and safeguard, or write transfers: none if there are none',
  automatedDecisions:
    'list them in rightsdesk_meta.automated_decisions with what, logic and effects, or write automated_decisions: none if there are none',
};

/** What systems do not say, and would be read as a "no" if nobody asked. Purposes, bases and periods that are missing are gaps that block: `systemGaps`. */
export function silence(placed: readonly Placed<SystemYaml>[], all: readonly SystemYaml[]): MapGap[] {
  return placed.flatMap(({ node, file, path, lineOf }) =>
    untoldBy([resolveSystem(node, all)]).flatMap((what) => {
      const remedy = remedies[what];
      if (!remedy) return [];
      const at = `${placeText(file, lineOf(path))}: ${path}`;
      return [{ at, problem: `does not say ${untoldWords[what]}`, remedy }];
    }),
  );
}
