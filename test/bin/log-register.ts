import { CHAIN_START, chainEvent } from '../../functions/adapters/event-chain';
import type { Outcome } from '../../functions/domain/event-facts';
import type { EventData, LoggedEvent, NewEvent } from '../../functions/domain/events';
import type { AuditReader } from '../../functions/domain/evidence-store';
import { foldRequest } from '../../functions/domain/fold-request';
import type { RequestRegister } from '../../functions/domain/ports';
import { listPlaceOf } from '../../functions/domain/request-list';
import type { Right } from '../../functions/domain/rights';

/** A read-only register that holds the given logs. */
export function logRegister(
  logs: Readonly<Record<string, readonly LoggedEvent[]>>,
): Pick<RequestRegister, 'summaries' | 'listed' | 'load'> & AuditReader {
  const log = (id: string) => logs[id] ?? [];
  return {
    async *summaries() {
      for (const requestId of Object.keys(logs)) {
        const closed = log(requestId).at(-1)?.type === 'closed';
        yield { requestId, status: closed ? 'closed' : 'locating', right: 'access', receivedAt: '' };
      }
    },
    async *listed(list) {
      const requests = Object.keys(logs).map((id) => foldRequest(log(id)));
      for (const request of requests.filter((one) => listPlaceOf(one).inList === list))
        yield { ...request, ...request.received, since: listPlaceOf(request).inListSince };
    },
    load: async (id) => foldRequest(log(id)),
    history: async (id) => log(id),
    async *requestIds() {
      yield* Object.keys(logs);
    },
  };
}

export interface LogFacts {
  readonly requestId: string;
  readonly receivedAt: string;
  readonly right?: Right;
  readonly closed?: { readonly at: string; readonly outcome: Outcome };
}

/** A valid log: received, verified, and perhaps closed. */
export function aLog({ requestId, receivedAt, right = 'access', closed }: LogFacts): LoggedEvent[] {
  const actor = { kind: 'desk' } as const;
  const received: EventData['received'] = {
    right,
    regimes: ['eu-gdpr'],
    channel: 'form',
    receivedAt,
    place: 'DE-BE',
    zone: 'Europe/Berlin',
    forWhom: 'self',
    relation: 'customer',
  };
  const events: [string, NewEvent][] = [
    [receivedAt, { type: 'received', data: received, actor }],
    [receivedAt, { type: 'identity-verified', data: { method: 'mailbox' }, actor }],
  ];
  if (closed) events.push([closed.at, { type: 'closed', data: { outcome: closed.outcome }, actor }]);
  const log: LoggedEvent[] = [];
  for (const [at, event] of events) {
    const prev = log.at(-1)?.hash ?? CHAIN_START;
    log.push(chainEvent({ requestId, seq: log.length + 1, at, commandId: `c${log.length}`, prev }, event));
  }
  return log;
}
