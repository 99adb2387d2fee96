import * as z from 'zod/mini';
import type { DisclosureDecision, LawChoice } from '../../documents/disclosure-decision';
import type { DisclosureGrounds } from '../../documents/disclosure-rules';
import { contestedOf } from '../../domain/contested-rows';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { lawDays } from '../../domain/deadlines/law-day';
import { givingArticle } from '../../domain/deadlines/request-type-of';
import type { DeskDeps } from '../../domain/desk-deps';
import { allOf, lastOf } from '../../domain/log-entries';
import { readStored } from '../../domain/read-stored';
import { refusingLaws } from '../../domain/refusing-laws';
import { frozenRows } from './frozen-rows';
import { lawViews } from './law-views';
import { optional, text, word } from './stored-shapes';

const fieldRef = { storeId: text, collection: text, key: optional(z.record(text, text)) };

const DisclosureShape: z.ZodMiniType<DisclosureDecision> = z.looseObject({
  withholdings: z.array(
    z.looseObject({
      ...fieldRef,
      field: optional(text),
      ground: text,
      article: text,
      by: optional(text),
    }),
  ),
  releases: z.array(z.looseObject({ ...fieldRef, field: text })),
  choices: optional(
    z.array(z.looseObject({ storeId: text, collection: text, field: text, as: word<'show' | 'describe'>() })),
  ),
});

const NOTHING: DisclosureDecision = { withholdings: [], releases: [] };

/**
 * What staff decided in addition to the map: what they withheld or released, how they classified fields that
 * the map does not know, and contested records, which are left out.
 */
export async function readDisclosure(
  deps: Pick<DeskDeps, 'vault' | 'objects' | 'book' | 'desk'>,
  request: DataSubjectRequest,
): Promise<DisclosureDecision> {
  const chosen = await chosenDisclosure(deps, request);
  const classified = allOf(request.log, 'field-classified').map((e) => e.data);
  const { unclassified, rightsOfOthers } = disclosureGrounds(deps, request);
  const contested =
    contestedOf(request).length === 0
      ? []
      : (await frozenRows(deps, request, rightsOfOthers.article)).contested;
  const withheld = classified.filter((c) => c.as === 'withhold');
  const given = classified.filter((c) => c.as === 'give');
  return {
    withholdings: [
      ...chosen.withholdings,
      ...contested,
      ...withheld.map(({ storeId, collection, field }) => ({ storeId, collection, field, ...unclassified })),
    ],
    releases: [
      ...chosen.releases,
      ...given.map(({ storeId, collection, field }) => ({ storeId, collection, field })),
    ],
    choices: lawChoices(request),
  };
}

/** What staff chose where laws contradict each other; the last choice on a field counts. */
export function lawChoices(request: DataSubjectRequest): LawChoice[] {
  const events = allOf(request.log, 'law-chosen').map(({ data }) => data);
  return [...new Map(events.map((data) => [fieldKey(data), data])).values()];
}

function fieldKey({ storeId, collection, field }: LawChoice): string {
  return JSON.stringify([storeId, collection, field]);
}

/** What staff chose on the decision page; the last choice counts. */
export async function chosenDisclosure(
  deps: Pick<DeskDeps, 'vault'>,
  request: DataSubjectRequest,
): Promise<DisclosureDecision> {
  const event = lastOf(request.log, 'withheld');
  if (!event?.sealed) return NOTHING;
  const stored = await deps.vault.unseal(request.requestId, event.sealed);
  return readStored('the decision on what to withhold', DisclosureShape, stored);
}

/**
 * Words and articles for data that is withheld without a decision on the single case, and what each governing
 * law says about showing it.
 */
export function disclosureGrounds(
  deps: Pick<DeskDeps, 'book' | 'desk'>,
  request: DataSubjectRequest,
): DisclosureGrounds {
  return {
    rightsOfOthers: {
      ground: 'it is about someone else, whose rights we must respect',
      article: othersArticle(deps, request),
    },
    neverShown: {
      ground:
        'we show it to nobody, under any law: it tells nothing about you, and whoever has it could act in your name',
      article: '',
    },
    unclassified: { ground: 'we must first find out what it is', article: '' },
    laws: lawViews(deps, request),
  };
}

/** Ids of the grounds on which laws protect other people, the closest first. */
const SPARING_OTHERS: readonly string[] = [
  'rights-of-others',
  'harm-to-others',
  'law-and-harm-to-others',
  'overriding-interests',
];

/**
 * The article under each law of the answer; where a law has no such ground, the article that gives the right,
 * which covers only data about the person.
 */
function othersArticle(deps: Pick<DeskDeps, 'book' | 'desk'>, { received }: DataSubjectRequest): string {
  const articles = refusingLaws(deps, { right: 'access', received }).flatMap(({ regime, grounds }) => {
    const { givingOn } = lawDays(regime, received.receivedAt, received.zone);
    const given = givingArticle(regime, 'access', givingOn) ?? [];
    const sparing = SPARING_OTHERS.flatMap((id) => grounds.find((ground) => ground.id === id) ?? []);
    return sparing[0]?.article ?? given;
  });
  return [...new Set(articles)].join('; ');
}
