import type { MapProblem } from './data-map-error';
import type { Fideslang } from './read-fideslang';
import { listOrNone } from './resolve-system';

/**
 * Adds a problem for each of the `data_uses` of a recipient for which the system that names it uses no data.
 * A recipient is informed of an opt-out only where that stops one of its uses.
 */
export function checkUses({ systems }: Fideslang, problems: MapProblem[]): void {
  for (const { node, file, path } of systems) {
    const known = new Set(node.privacy_declarations.map((declaration) => declaration.data_use));
    for (const { id, data_uses = [] } of listOrNone(node.rightsdesk_meta?.recipients))
      for (const use of data_uses.filter((one) => !known.has(one)))
        problems.push({
          file,
          path: `${path}.rightsdesk_meta.recipients[${id}].data_uses`,
          problem: `"${use}" is no data_use of the system "${node.fides_key}"`,
          remedy:
            known.size > 0
              ? `write one of ${[...known].join(', ')}, or add a privacy_declaration with it`
              : 'add a privacy_declaration with it, or take data_uses out: then staff are asked whether the recipient hears of an opt-out',
        });
  }
}
