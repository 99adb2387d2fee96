import type { Recipient } from '../../domain/system-map';
import type { MapProblem } from './data-map-error';
import type { DraftCollection, DraftStore } from './draft-map';
import type { Fideslang } from './read-fideslang';
import { resolveSystem, systemKeysOf } from './resolve-system';

interface Known {
  readonly source: Fideslang;
  readonly drafts: readonly DraftCollection[];
  /** Every store of the desk. */
  readonly stores: readonly DraftStore[];
}

/** A recipient as one system names it. */
interface Naming {
  readonly systemKey: string;
  readonly file: string;
  readonly path: string;
  readonly recipient: Recipient;
}

interface Fault {
  readonly problem: string;
  readonly remedy: string;
}

/**
 * Adds a problem for each `hosts` of a recipient that is not a processor which only keeps stores that exist:
 * such a recipient is not informed of an erasure.
 */
export function checkHosts(known: Known, problems: MapProblem[]): void {
  const namings = namingsOf(known.source);
  for (const naming of namings.filter(({ recipient }) => recipient.hosts !== undefined)) {
    const faults = [
      roleFault(naming),
      ...storeFaults(naming, known),
      unusedFault(naming, known),
      otherUseFault(naming, namings),
    ];
    const place = { file: naming.file, path: `${naming.path}.hosts` };
    problems.push(...faults.flatMap((fault) => (fault ? [{ ...place, ...fault }] : [])));
  }
}

function namingsOf({ systems }: Fideslang): Naming[] {
  const nodes = systems.map(({ node }) => node);
  return systems.flatMap(({ node, file, path }) =>
    resolveSystem(node, nodes).recipients.map((recipient) => ({
      systemKey: node.fides_key,
      file,
      path: `${path}.rightsdesk_meta.recipients[${recipient.id}]`,
      recipient,
    })),
  );
}

function roleFault({ recipient }: Naming): Fault | undefined {
  if (recipient.role === 'processor') return undefined;
  return {
    problem: 'a controller uses data for purposes of its own, so it cannot be said to only keep a store',
    remedy: 'take hosts out, or write role: processor if it acts on your instructions alone',
  };
}

function storeFaults({ recipient }: Naming, { stores }: Known): Fault[] {
  const ids = stores.map((store) => store.storeId);
  return (recipient.hosts ?? [])
    .filter((id) => !ids.includes(id))
    .map((id) => ({ problem: `no store has the id "${id}"`, remedy: `write one of ${ids.join(', ')}` }));
}

/** A recipient under a system that uses none of these stores must have its data from elsewhere. */
function unusedFault({ recipient, systemKey }: Naming, { source, drafts, stores }: Known): Fault | undefined {
  const hosts = recipient.hosts ?? [];
  if (!hosts.every((id) => stores.some((store) => store.storeId === id))) return undefined;
  const systems = source.systems.map(({ node }) => node);
  const used = drafts.some(
    (draft) => hosts.includes(draft.store.storeId) && systemKeysOf(draft, systems).includes(systemKey),
  );
  if (used) return undefined;
  return {
    problem: `the system "${systemKey}" uses nothing in ${hosts.join(', ')}, so its data must reach this recipient for another use`,
    remedy: 'name the recipient under a system that uses those stores, or take hosts out',
  };
}

function otherUseFault({ recipient }: Naming, namings: readonly Naming[]): Fault | undefined {
  const other = namings.find(
    (one) => one.recipient.id === recipient.id && hostsOf(one.recipient) !== hostsOf(recipient),
  );
  if (!other) return undefined;
  const how = other.recipient.hosts ? 'with other hosts' : 'without hosts';
  return {
    problem: `the system "${other.systemKey}" names "${recipient.id}" ${how}, so it does more with data than keep these stores`,
    remedy: 'write the same hosts wherever it is named, or take hosts out everywhere: then it is told',
  };
}

function hostsOf({ hosts = [] }: Recipient): string {
  return [...new Set(hosts)].sort().join(' ');
}
