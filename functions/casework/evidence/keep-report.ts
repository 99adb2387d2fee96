import { createHash } from 'node:crypto';
import type { CompletionReport } from '../../documents/completion-facts';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EventData } from '../../domain/events';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'packages'>;

interface KeptAs {
  /** Command id of the entry, and the name of its files: each report has its own. */
  readonly key: string;
  readonly open?: true;
}

/** Writes a report to where the download page reads it. The sealed JSON stays as evidence. */
export async function keepReport(
  deps: Deps,
  { requestId }: DataSubjectRequest,
  report: { readonly html: string; readonly json: CompletionReport },
  { key, open }: KeptAs,
): Promise<void> {
  const name = key === 'report-made' ? 'completion-report' : `completion-report-${key}`;
  await deps.objects.put(requestId, `${name}.json`, report.json);
  const object = `${requestId}/${name}.html`;
  const { stream, done } = deps.packages.write(object);
  stream.end(report.html);
  await done;
  const bytes = Buffer.byteLength(report.html);
  const sha256 = createHash('sha256').update(report.html).digest('hex');
  const sealed = await deps.vault.seal(requestId, { sha256 });
  const data: EventData['report-made'] = { object, bytes, ...(open ? { open } : {}) };
  await deps.register.append(requestId, key, () => ({
    type: 'report-made',
    data,
    sealed,
    actor: { kind: 'desk' },
  }));
}
