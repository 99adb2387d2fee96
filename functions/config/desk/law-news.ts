import { Temporal } from 'temporal-polyfill';
import { KNOWN_LAWS, type KnownLaw } from '../../domain/deadlines/known-laws';
import type { Calendar, Regime, Source } from '../../domain/deadlines/law';
import { requestTypeOf } from '../../domain/deadlines/request-type-of';
import { defined } from '../../domain/defined';
import type { Desk } from '../../domain/desk';
import { rightNames, rights } from '../../domain/rights';
import { allRegimes, lawsFor } from '../laws/law-library';

/** Something in the law that begins, changes or ends for a desk, or that its data does not hold. */
export interface LawNews {
  /** Plain date; absent for a law that is in force and not in the data. */
  readonly from?: string;
  /** Id of a law, or `calendar DE-BE`. */
  readonly about: string;
  /** One sentence. */
  readonly words: string;
  readonly source?: Source;
}

export interface LawNewsReport {
  readonly today: string;
  /** Within the year before today, and within the year that begins today; the earliest first. */
  readonly changed: readonly LawNews[];
  readonly coming: readonly LawNews[];
  /** Laws of the desk's places that are not in the data here, in force or perhaps so. */
  readonly missing: readonly LawNews[];
}

/** The sources of the news: given by tests, else all that the project has. */
export interface LawNewsSources {
  readonly regimes: ReadonlyMap<string, Regime>;
  readonly calendars: readonly Pick<Calendar, 'place' | 'name' | 'covers'>[];
  readonly known: readonly KnownLaw[];
}

/** All laws, the calendars that a desk counts by, and the laws that are only known. */
export function lawNewsSources(desk: Desk): LawNewsSources {
  const { calendars } = lawsFor(
    followed(desk).filter((id) => allRegimes().has(id)),
    [desk.place],
  );
  return { regimes: allRegimes(), calendars: Object.values(calendars), known: KNOWN_LAWS };
}

/**
 * Which rules of this desk change within a year of today (a plain date), each in a sentence with its source.
 */
export function lawNews(desk: Desk, today: string, sources: LawNewsSources): LawNewsReport {
  const regimes = followed(desk).flatMap((id) => sources.regimes.get(id) ?? []);
  const known = sources.known.filter((law) => reaches(law, desk, regimes));
  const dated = [
    ...regimes.flatMap(newsOf),
    ...sources.calendars.map(endOf),
    ...known.filter(({ from }) => from !== undefined).map(newsOfKnown),
  ].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  const day = Temporal.PlainDate.from(today);
  const [first, last] = [day.subtract({ years: 1 }).toString(), day.add({ years: 1 }).toString()];
  return {
    today,
    changed: dated.filter(({ from = '' }) => from >= first && from < today),
    coming: dated.filter(({ from = '' }) => from >= today && from <= last),
    missing: known.filter((law) => isInForce(law, first) || isLongDisputed(law, last)).map(newsOfKnown),
  };
}

function isInForce({ from }: KnownLaw, first: string): boolean {
  return from === undefined || from < first;
}

/** A first day that is disputed may have come already, however late the one is that all agree on. */
function isLongDisputed({ from = '', disputed }: KnownLaw, last: string): boolean {
  return disputed !== undefined && from > last;
}

function followed({ laws }: Desk): string[] {
  return laws.filter(({ applies }) => applies !== 'no').map(({ regime }) => regime);
}

function newsOf(law: Regime): LawNews[] {
  const told = (from: string, words: string, source?: string): LawNews => {
    const found = source === undefined ? undefined : law.sources[source];
    return { from, about: law.id, words, ...defined({ source: found }) };
  };
  const changes = law.changes ?? [];
  const begins = changes.some(({ from }) => from === law.effective)
    ? []
    : [told(law.effective, `${law.name} comes into force`)];
  return [
    ...begins,
    ...(law.amended ? [told(law.amended.from, law.amended.words, law.amended.source)] : []),
    ...changes.map(({ from, words, source }) => told(from, words, source)),
    ...Object.entries(law.requestTypes).flatMap(([type, rule]) => [
      ...(rule.effective
        ? [
            told(
              rule.effective,
              `People may ask from this day on: ${askedAs(law, type, rule.effective)}`,
              rule.source,
            ),
          ]
        : []),
      ...(rule.later ?? []).map(({ from, source }) =>
        told(from, `The last day changes for: ${askedAs(law, type, from)}`, source),
      ),
    ]),
    ...law.refusal.grounds.flatMap(({ effective, words, source }) =>
      effective ? [told(effective, `A ground for refusing begins: ${words}`, source)] : [],
    ),
  ];
}

/** A kind of request as the form speaks of it, with the name that the law's file has. */
function askedAs(law: Regime, type: string, day: string): string {
  const right = rightNames.find((name) => requestTypeOf(law, name, day) === type);
  return right ? `"${rights[right].title}" (${type})` : type;
}

function endOf({ place, name, covers }: Pick<Calendar, 'place' | 'name' | 'covers'>): LawNews {
  return {
    from: covers.until,
    about: `calendar ${place}`,
    words: `The holidays of ${name} are known until this day; no date beyond it is worked out: get a newer version of this project before`,
  };
}

function newsOfKnown({ id, name, from, words, safe, disputed, source }: KnownLaw): LawNews {
  const doubt = disputed ? ` Disputed: ${disputed}` : '';
  return {
    ...(from ? { from } : {}),
    about: id,
    words: `Not in the data of this project: ${name} ${words}.${doubt} Careful reading: ${safe}`,
    source,
  };
}

/** Whether a law is one of a country that the desk is in or whose law it follows. */
function reaches({ place }: KnownLaw, desk: Desk, regimes: readonly Regime[]): boolean {
  const countries = [desk.place, ...regimes.flatMap(({ jurisdiction }) => jurisdiction)].map(countryOf);
  return countries.includes(countryOf(place));
}

function countryOf(place: string): string {
  return place.split('-')[0] ?? place;
}
