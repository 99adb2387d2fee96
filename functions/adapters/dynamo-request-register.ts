import { assertAllowed } from '../domain/assert-allowed';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { NewEvent } from '../domain/events';
import type { AppendedReader, AuditReader } from '../domain/evidence-store';
import type { Decide, RequestRegister } from '../domain/ports';
import { dueRequests } from './dynamo-due-requests';
import { DynamoLogEntries } from './dynamo-log-entries';
import { DynamoRequestIndex } from './dynamo-request-index';
import { listed } from './dynamo-request-lists';
import { mustExist, type RegisterSettings, RequestLog } from './dynamo-request-log';

/**
 * The register on DynamoDB: one partition per request, one item per event. An event is one conditional put on
 * the next free number, so that decision, audit entry and compare-and-set are the same write.
 */
export function dynamoRequestRegister(
  settings: RegisterSettings,
): RequestRegister & AuditReader & AppendedReader {
  const index = new DynamoRequestIndex(settings);
  const entries = new DynamoLogEntries(settings);
  const log = new RequestLog(settings, entries, index);
  return {
    load: async (id) => mustExist(await log.find(id)),
    reload: async (id) => mustExist(await log.read(id)),
    recall: async (id) => mustExist(await log.recall(id)),
    find: (id) => log.find(id),
    history: (id) => entries.events(id),
    appendedIn: (hour) => entries.appendedIn(hour),
    append: (id, commandId, decide) =>
      log.append(id, commandId, (before) => decideOn(mustExist(before), decide)),
    open: (id, commandId, event) => log.open(id, commandId, event),
    forget: (id) => log.forget(id),
    due: (until) => dueRequests(settings, until),
    settle: async (due) => {
      const request = await log.find(due.requestId);
      if (request) await index.write(request, due.announcedSeq);
    },
    slice: (part, parts) => log.slice(part, parts),
    summaries: () => index.summaries(),
    listed: (list, range = {}) => listed(settings, list, range),
    requestIds: () => entries.requestIds(),
  };
}

function decideOn(request: DataSubjectRequest, decide: Decide): NewEvent | undefined {
  const event = decide(request);
  if (event) assertAllowed(request, event);
  return event;
}
