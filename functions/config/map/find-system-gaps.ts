import type { MapGap } from '../../domain/data-map';
import type { SystemMap } from '../../domain/system-map';
import { placeText } from './data-map-error';
import type { SystemYaml } from './data-map-schema';
import type { PlacedNode } from './read-fideslang';
import { resolveSystem } from './resolve-system';

/**
 * Gaps of systems under Art. 13-15 GDPR: purposes, legal bases, retention, recipients by name, transfers,
 * automated decisions.
 */
export function systemGaps(placed: readonly PlacedNode<SystemYaml>[], all: readonly SystemYaml[]): MapGap[] {
  return placed.flatMap(({ node, file, path, lineOf }) => {
    const system = resolveSystem(node, all);
    const found = [
      ...purposeGaps(system),
      ...recipientGaps(node, system),
      ...transferGaps(node, system),
      ...decisionGaps(node, system),
    ];
    return found.map(({ where, ...words }) => {
      const at = `${placeText(file, lineOf(`${path}${where}`))}: ${path}${where}`;
      return { at, ...words, concerns: 'answer' as const };
    });
  });
}

interface Found {
  readonly where: string;
  readonly problem: string;
  readonly remedy: string;
}

function purposeGaps({ purposes }: SystemMap): Found[] {
  if (purposes.length === 0)
    return [{ where: '', problem: 'says no purpose', remedy: 'add privacy_declarations' }];
  return purposes.flatMap(({ name, legalBasis, retention }) => {
    const where = `.privacy_declarations[${name}]`;
    return [
      ...(legalBasis === ''
        ? [{ where, problem: 'says no legal basis', remedy: 'set legal_basis_for_processing' }]
        : []),
      ...(retention === ''
        ? [{ where, problem: 'does not say how long', remedy: 'set retention_period' }]
        : []),
    ];
  });
}

function recipientGaps(node: SystemYaml, { recipients }: SystemMap): Found[] {
  const shares = node.privacy_declarations.some((declaration) => declaration.data_shared_with_third_parties);
  if (shares && recipients.length === 0) {
    const remedy = 'name them in rightsdesk_meta.recipients';
    return [{ where: '', problem: 'shares data, but names no recipient', remedy }];
  }
  return recipients
    .filter((recipient) => recipient.contact === '')
    .map((recipient) => ({
      where: `.rightsdesk_meta.recipients[${recipient.id}]`,
      problem: `recipient "${recipient.name}" has no contact, so an erasure cannot be passed on`,
      remedy: 'set contact to an address that is read there',
    }));
}

function transferGaps(node: SystemYaml, { transfers }: SystemMap): Found[] {
  if (node.does_international_transfers && transfers.length === 0) {
    const remedy = 'set rightsdesk_meta.transfers with country and safeguard';
    return [{ where: '', problem: 'transfers data abroad, but not where to', remedy }];
  }
  return transfers
    .filter((transfer) => transfer.safeguard === '')
    .map((transfer) => ({
      where: '.rightsdesk_meta.transfers',
      problem: `transfer to ${transfer.country} has no safeguard (Art. 15(2) GDPR)`,
      remedy: 'set safeguard, for instance the adequacy decision or the standard contractual clauses',
    }));
}

function decisionGaps(node: SystemYaml, { automatedDecisions }: SystemMap): Found[] {
  if (node.uses_profiling && automatedDecisions.length === 0) {
    const remedy = 'set rightsdesk_meta.automated_decisions with what, logic and effects';
    return [{ where: '', problem: 'profiles people, but does not say how', remedy }];
  }
  return automatedDecisions
    .filter((decision) => decision.logic === '' || decision.effects === '')
    .map((decision) => ({
      where: '.rightsdesk_meta.automated_decisions',
      problem: `"${decision.what}" lacks its logic or its effects (Art. 15(1)(h) GDPR)`,
      remedy: 'set logic and effects',
    }));
}
