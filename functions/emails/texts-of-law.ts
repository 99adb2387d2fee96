import { periodInWords } from '../domain/deadlines/explanation';
import type { Regime } from '../domain/deadlines/law';
import { isReview, type Right } from '../domain/rights';
import { fillText } from './fill-text';
import type { LawPart, LawTexts } from './law-sentences';
import { piecesOf } from './mail-text';
import { lawSentences } from './texts.generated';

/** What the sentences of a law are made from. */
interface LawTextInput {
  /** The law that governs the request. */
  readonly regime: Regime;
  readonly right: Right;
  /** Mail address for appeals and complaints to the desk itself. */
  readonly contact: string;
  /** Address of the form, which takes them as well. */
  readonly form: string;
  /** Reference of the request that is answered: the form is filled in with it. */
  readonly reference?: string;
  /** The desk's own authority, where it is the competent one; absent, the law's authority is named. */
  readonly authority?: { readonly name: string; readonly url: string; readonly address?: string };
  readonly language?: string;
}

// Ids in a law's `refusal.mustContain`, and the part of our mails that answers each.
const PARTS: Readonly<Record<string, LawPart>> = {
  complaint: 'complaint',
  'complaint-to-controller': 'complaint',
  recourse: 'complaint',
  court: 'remedy',
  remedies: 'complaint',
  appeal: 'appeal',
  objection: 'appeal',
};

// Further ids, and the rights they are about.
const FURTHER: Readonly<Record<string, readonly Right[] | 'all'>> = {
  statement: ['rectification'],
  'deleted-and-not': ['erasure'],
  help: 'all',
};

/** `part.law :: sentence` lines by their name before the `::`. */
function sentencesOf(language: string): ReadonlyMap<string, string> {
  const file = lawSentences[language] ?? lawSentences.en ?? '';
  const lines = file.split('\n').filter((line) => line !== '' && !line.startsWith('//'));
  return new Map(
    lines.map((line) => {
      const [name = '', sentence = ''] = line.split(' :: ');
      return [name, sentence];
    }),
  );
}

function authorityWords({ regime, authority }: LawTextInput): string {
  const { name, url, address } = authority ?? {
    name: regime.authority.wording,
    url: regime.authority.link,
    address: undefined,
  };
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return `${capital}${address ? `, ${address}` : ''}: ${url}`;
}

/**
 * The form, filled in with what it is about. The address alone has no effect: what comes through it is
 * checked as if it had been typed.
 */
function formAbout({ form, reference }: LawTextInput, right: Right): string {
  return reference ? `${form}/?right=${right}&about=${reference}` : form;
}

/** How long an answer to an appeal may take: "45 days". */
function appealWithin({ requestTypes, clocks }: Regime): string {
  const rule = requestTypes.appeal && clocks[requestTypes.appeal.clock]?.respond;
  return rule ? `within ${periodInWords(rule)} of your appeal` : 'as soon as we can';
}

/** {@link LawTexts} of one law: a sentence a part. */
interface OneLawTexts extends LawTexts {
  readonly complaint: string;
  readonly remedy: string;
  readonly appeal: string;
}

/** The sentences of one law for one right, from the law's data and the desk's editable sentences. */
export function textsOfLaw(input: LawTextInput): OneLawTexts {
  const { regime, right, contact, form, language = 'en' } = input;
  const sentences = sentencesOf(language);
  const facts = {
    contact,
    form,
    appealForm: formAbout(input, 'appeal'),
    complaintForm: formAbout(input, 'complaint'),
    appealWithin: appealWithin(regime),
    complaint: regime.authority.complaint,
    authority: authorityWords(input),
  };
  const sentence = (part: string): string => {
    const words = sentences.get(`${part}.${regime.id}`) ?? sentences.get(part) ?? '';
    return filled(words, facts, language);
  };
  const wanted = regime.refusal.mustContain.map(({ id }) => id);
  const demands = [...new Set(wanted.flatMap((id) => PARTS[id] ?? []))].filter(
    (part) => part !== 'appeal' || !isReview(right),
  );
  const further = wanted.filter((id) => FURTHER[id] === 'all' || FURTHER[id]?.includes(right));
  return {
    name: regime.shortName,
    complaint: sentence(isReview(right) ? 'complaint-again' : 'complaint'),
    remedy: regime.authority.court ?? (demands.includes('remedy') ? sentence('remedy') : ''),
    appeal: demands.includes('appeal') ? sentence('appeal') : '',
    further: further.map((id) => ({ sentence: sentence(id) })),
    demands,
  };
}

/**
 * What several laws require in one answer, the leading one first. The ways to complain, to appeal and to a
 * court are given under the name of each law; what several say in the same words is given once.
 */
export function joinedLawTexts(laws: readonly OneLawTexts[], language = 'en'): LawTexts {
  const [only, ...others] = laws;
  if (!only || others.length === 0) return only ?? NOTHING;
  const part = (name: LawPart) => (isWhole(laws, name) ? namedOnes(laws, name) : []);
  return {
    name: only.name,
    complaint: isWhole(laws, 'complaint')
      ? distinct([sentencesOf(language).get('several') ?? '', ...byLaw(laws, 'complaint')])
      : [],
    remedy: part('remedy'),
    appeal: part('appeal'),
    further: distinct(laws.flatMap((law) => law.further.map(({ sentence }) => sentence))).map((sentence) => ({
      sentence,
    })),
    demands: [...new Set(laws.flatMap(({ demands }) => demands))],
  };
}

/** For a request that no law in force covered: no authority takes a complaint, and the desk still does. */
export function textsWithoutLaw(contact: string, language = 'en'): LawTexts {
  const words = sentencesOf(language).get('complaint-before') ?? '';
  return { ...NOTHING, complaint: filled(words, { contact }, language) };
}

function filled(words: string, facts: Readonly<Record<string, string>>, language: string): string {
  const text = { subject: [], otherSubjects: [], why: [], otherWhys: [], next: piecesOf(words), blocks: [] };
  return fillText(text, facts, 'UTC', language)
    .next.map((run) => run.words)
    .join('');
}

const NOTHING: LawTexts = { name: '', complaint: '', remedy: '', appeal: '', further: [], demands: [] };

/**
 * Whether every part that a law requires is in its own texts: another law's sentence must not make up for it.
 */
function isWhole(laws: readonly OneLawTexts[], part: LawPart): boolean {
  return laws.every((law) => !law.demands.includes(part) || law[part].trim() !== '');
}

function distinct(sentences: readonly string[]): string[] {
  return [...new Set(sentences.filter((sentence) => sentence.trim() !== ''))];
}

/** What all laws say alike needs no name: it holds whichever law protects the reader. */
function namedOnes(laws: readonly OneLawTexts[], part: LawPart): string[] {
  const said = distinct(laws.map((law) => law[part]));
  return said.length === 1 && laws.every((law) => law[part] === said[0]) ? said : byLaw(laws, part);
}

/** Each sentence under the name of the laws that say it. */
function byLaw(laws: readonly OneLawTexts[], part: LawPart): string[] {
  return distinct(laws.map((law) => law[part])).map((sentence) => {
    const names = distinct(laws.filter((law) => law[part] === sentence).map(({ name }) => name));
    return `${names.join(' and ')}: ${sentence}`;
  });
}
