import {
  type DataSubjectRequest,
  hasBareClaims,
  isDoubted,
  lastOf,
} from '../../../domain/data-subject-request';
import type { DeskDeps } from '../../../domain/desk-deps';
import { civilDateOf } from '../../../domain/due-dates';
import type { LoggedEvent } from '../../../domain/events';
import { referenceOf } from '../../../domain/reference';
import { type NamedIdentifier, namedIdentifiers } from '../../../findings/requester-facts';
import { dateWords } from '../../../pages/words/date-words';
import { shownName } from '../../../pages/words/shown-text';

type Deps = Pick<DeskDeps, 'vault' | 'desk'>;

/** How the desk knows who is asking, and what is only claimed; sentences for the decision page. */
export async function identityWords(deps: Deps, request: DataSubjectRequest): Promise<string> {
  const sentences = [
    await proofWords(deps, request),
    await doubtWords(deps, request),
    await claimedWords(deps, request),
  ];
  return sentences.filter(Boolean).join(' ');
}

async function proofWords(deps: Deps, request: DataSubjectRequest): Promise<string> {
  const proof = lastOf(request.log, 'identity-verified');
  if (!proof) return 'Not proven yet.';
  const on = dayOf(request, proof);
  const carried = lastOf(request.log, 'carries-on')?.data;
  if (carried && proof.actor.kind === 'desk')
    return `Proven in ${referenceOf(carried.proofOf)}, which this carries on: see there how. Nothing was proven anew.`;
  if (proof.data.method === 'mailbox') return `The code we mailed to this address was typed on ${on}.`;
  const reason = proof.sealed ? await deps.vault.unseal(request.requestId, proof.sealed) : undefined;
  const who = staffName(deps, proof.data.staffId);
  return `${who} noted on ${on} that they know the person${reason ? `: ${String(reason)}` : '.'}`;
}

async function doubtWords(deps: Deps, request: DataSubjectRequest): Promise<string> {
  const doubt = lastOf(request.log, 'identity-doubted');
  if (!doubt || !isDoubted(request)) return '';
  const reason = doubt.sealed ? await deps.vault.unseal(request.requestId, doubt.sealed) : undefined;
  const who = staffName(deps, doubt.data.staffId);
  return `${who} has doubted since ${dayOf(request, doubt)} who this is${reason ? `: ${String(reason)}` : '.'}`;
}

/** Identifiers that the person named later were searched for: which of them they have proven by the code mailed there, and which nobody has. */
async function claimedWords(deps: Deps, request: DataSubjectRequest): Promise<string> {
  const named = await namedIdentifiers(deps, request);
  const sentences = [
    listed('Searched for too, proven by the person with a code mailed there', named, true),
    listed('Searched for too, on the person’s word only', named, false),
    await vouchedWords(deps, request),
  ];
  return named.length === 0 ? '' : sentences.filter(Boolean).join(' ');
}

function listed(what: string, named: readonly NamedIdentifier[], isProven: boolean): string {
  const values = named.filter((one) => one.isProven === isProven).map(({ value }) => shownName(value));
  return values.length === 0 ? '' : `${what}: ${values.join(', ')}.`;
}

async function vouchedWords(deps: Deps, request: DataSubjectRequest): Promise<string> {
  const vouched = lastOf(request.log, 'claim-vouched');
  if (!vouched?.sealed || hasBareClaims(request)) return '';
  const reason = String(await deps.vault.unseal(request.requestId, vouched.sealed));
  return `${staffName(deps, vouched.data.staffId)} vouched for these on ${dayOf(request, vouched)}: ${reason}`;
}

function dayOf(request: DataSubjectRequest, event: LoggedEvent): string {
  return dateWords(civilDateOf(event.at, request.received.zone).toString());
}

function staffName({ desk }: Pick<DeskDeps, 'desk'>, staffId: string | undefined): string {
  return desk.staff.find((member) => member.id === staffId)?.name ?? staffId ?? 'Someone';
}
