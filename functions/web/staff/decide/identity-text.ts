import { type NamedIdentifier, namedIdentifiers } from '../../../casework/evidence/requester-facts';
import { isConfirmedByAccount } from '../../../domain/account-proof';
import { civilDateOf } from '../../../domain/civil-time';
import {
  type DataSubjectRequest,
  hasUnvouchedIdentifiers,
  isDoubted,
} from '../../../domain/data-subject-request';
import type { Regime } from '../../../domain/deadlines/law';
import type { DeskDeps } from '../../../domain/desk-deps';
import { highProofLaw } from '../../../domain/details-proof';
import type { LoggedEvent } from '../../../domain/events';
import { lastOf } from '../../../domain/log-entries';
import { mayLogIn } from '../../../domain/may-log-in';
import {
  isProvenForDetails,
  mayBeSeveralPeople,
  proofTriesLeft,
  uncheckedOffer,
} from '../../../domain/proof-of-details';
import { referenceOf } from '../../../domain/reference';
import { rights } from '../../../domain/rights';
import { countText, dateText } from '../../../words/date-text';
import { shownName } from '../../../words/shown-text';

type Deps = Pick<DeskDeps, 'vault' | 'desk' | 'book'>;

/** How the desk knows who is asking, and what is only claimed; sentences for the decision page. */
export async function identityText(deps: Deps, request: DataSubjectRequest): Promise<string> {
  const sentences = [
    await proofWords(deps, request),
    await doubtWords(deps, request),
    await claimedWords(deps, request),
    detailsWords(deps, request),
  ];
  return sentences.filter(Boolean).join(' ');
}

async function proofWords(deps: Deps, request: DataSubjectRequest): Promise<string> {
  const proof = lastOf(request.log, 'identity-verified');
  if (!proof) return 'Not proven yet.';
  const on = dayOf(request, proof);
  const carried = lastOf(request.log, 'carries-on')?.data;
  if (carried && proof.actor.kind === 'desk')
    return `Proven in ${referenceOf(carried.proofOf)}, which this carries on: see there how. Nothing was proven again.`;
  if (proof.data.method === 'mailbox') return `The code we mailed to this address was typed on ${on}.`;
  const reason = proof.sealed ? await deps.vault.unseal(request.requestId, proof.sealed) : undefined;
  const who = staffName(deps, proof.data.staffId);
  return `${who} noted on ${on} that they know the person${reason ? `: ${String(reason)}` : '.'}`;
}

/**
 * What the answer may contain, where a law wants more proof than the mailbox before the data itself is shown.
 */
function detailsWords(deps: Deps, request: DataSubjectRequest): string {
  const law = highProofLaw(deps, request);
  if (isCopy(request) && request.received.wants === 'categories')
    return 'They want to be told only the kinds of data: no record goes out.';
  if (!law) return '';
  if (isConfirmedByAccount(request))
    return 'They logged in to their account at the shop, so the data itself may be shown to them.';
  if (isProvenForDetails(request)) return 'They have proven enough to be shown the data itself.';
  if (!isCopy(request) || request.status === 'with-staff') return sureOfWords(law);
  if (uncheckedOffer(request)) return 'What they typed to be shown the data itself is being compared.';
  if (mayBeSeveralPeople(request))
    return 'What they typed fits some of the records under this address and not others, which may be somebody else’s. The copy you approve tells only the kinds of data, unless one of you is sure that all of them are theirs.';
  const login = mayLogIn(deps, request) ? ', or a log-in at the shop' : '';
  const tries = countText(proofTriesLeft(request), 'try', 'tries');
  return `Under ${law.shortName} the data itself goes out only after more proof: ${tries} left${login}. Without it the copy you approve tells only the kinds of data.`;
}

function isCopy({ right }: DataSubjectRequest): boolean {
  return rights[right].carriedOut === 'export';
}

/** The same for an answer that staff write: only they can hold data back. */
function sureOfWords({ shortName, sources, verification }: Regime): string {
  const article = sources[verification.source]?.article;
  return `Under ${shortName}${article ? ` (${article})` : ''} you may tell the details only to somebody you are very sure of, and a code from the mailbox is not enough. Make sure in another way who is asking, or answer with only the kinds of data.`;
}

async function doubtWords(deps: Deps, request: DataSubjectRequest): Promise<string> {
  const doubt = lastOf(request.log, 'identity-doubted');
  if (!doubt || !isDoubted(request)) return '';
  const reason = doubt.sealed ? await deps.vault.unseal(request.requestId, doubt.sealed) : undefined;
  const who = staffName(deps, doubt.data.staffId);
  return `${who} has doubted since ${dayOf(request, doubt)} who this is${reason ? `: ${String(reason)}` : '.'}`;
}

/**
 * Identifiers that the person gave later and that were searched for: which of them they have proven by a code
 * mailed there, and which are unproven.
 */
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
  if (!vouched?.sealed || hasUnvouchedIdentifiers(request)) return '';
  const reason = String(await deps.vault.unseal(request.requestId, vouched.sealed));
  return `${staffName(deps, vouched.data.staffId)} vouched for these on ${dayOf(request, vouched)}: ${reason}`;
}

function dayOf(request: DataSubjectRequest, event: LoggedEvent): string {
  return dateText(civilDateOf(event.at, request.received.zone).toString());
}

/** Name of a member of staff, or their id if they have left. */
export function staffName({ desk }: Pick<DeskDeps, 'desk'>, staffId: string | undefined): string {
  return desk.staff.find((member) => member.id === staffId)?.name ?? staffId ?? 'Someone';
}
