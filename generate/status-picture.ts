import type { DataSubjectRequest } from '../functions/domain/data-subject-request';
import type { EventType, LoggedEvent } from '../functions/domain/events';
import { foldRequest } from '../functions/domain/fold-request';
import { moves, type Status, statuses } from '../functions/domain/request-status';
import { type Right, rightNames, rights } from '../functions/domain/rights';

/** `from` is a status, `receipt`, or `open`: every status in which a request is not closed. */
interface Edge {
  readonly from: Status | 'receipt' | 'open';
  readonly to: Status;
  readonly label: string;
}

/**
 * How a request moves from status to status, as a Mermaid flowchart: generated from the table of moves, with
 * the outcomes that the log gives them.
 */
export function statusPicture(): string {
  const edges = merged([...receipts(), ...eventTypes().flatMap(edgesOf)]);
  return [
    '```mermaid',
    'flowchart TD',
    '  receipt(["form or staff entry"])',
    '  open{{"any open status"}}',
    ...edges.map(({ from, to, label }) => `  ${node(from)} -->|${label}| ${node(to)}`),
    '```',
  ].join('\n');
}

/**
 * The edges from receipt: the first status depends only on the right; the label names the rights that need no
 * proof.
 */
function receipts(): Edge[] {
  return rightNames.map((right) => ({
    from: 'receipt',
    to: foldRequest([event('received', { right })]).status,
    label: rights[right].proof ? 'received' : right,
  }));
}

function eventTypes(): EventType[] {
  return Object.keys(moves) as EventType[];
}

function edgesOf(type: EventType): Edge[] {
  const { from, to } = moves[type];
  if (!to) return [];
  const everywhere = statuses.filter((status) => status !== 'closed').every((s) => from.includes(s));
  const sources = everywhere ? (['open'] as const) : from;
  return variants(type).flatMap(({ data, label }) =>
    sources.map((source) => ({ from: source, to: statusAfter(type, data), label })),
  );
}

/** The variants of an event whose next status depends on its data. */
function variants(type: EventType): { data: object; label: string }[] {
  if (type !== 'decided') return [{ data: {}, label: type }];
  return [
    { data: { decision: 'approved' }, label: 'decided' },
    { data: { decision: 'handed-over' }, label: 'decided: handed over' },
  ];
}

function statusAfter(type: EventType, data: object): Status {
  return logOf('access', [[type, data]]).status;
}

/** A request with bare events, enough to derive its status. */
export function logOf(right: Right, events: readonly (readonly [EventType, object])[]): DataSubjectRequest {
  const log = [['received', { right }] as const, ...events];
  return foldRequest(log.map(([type, data], index) => event(type, data, index + 1)));
}

function event(type: EventType, data: object, seq = 1): LoggedEvent {
  return {
    type,
    data,
    seq,
    requestId: 'dsr-0',
    commandId: `c-${seq}`,
    actor: { kind: 'desk' },
  } as unknown as LoggedEvent;
}

/** Merges edges between the same two statuses into one arrow. */
function merged(edges: readonly Edge[]): Edge[] {
  const byEnds = new Map<string, Edge>();
  for (const edge of edges) {
    const ends = `${edge.from} ${edge.to}`;
    const labels = new Set([...(byEnds.get(ends)?.label.split('<br>') ?? []), edge.label]);
    byEnds.set(ends, { ...edge, label: [...labels].join('<br>') });
  }
  return [...byEnds.values()];
}

function node(place: Edge['from']): string {
  const id = place.replaceAll('-', '_');
  return place === 'receipt' || place === 'open' ? id : `${id}["${place}"]`;
}
