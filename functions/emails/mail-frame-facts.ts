import type { Desk } from '../domain/desk';
import type { NamedRepresentative } from '../domain/representatives';
import type { Right } from '../domain/rights';

export interface EveryMail {
  readonly controller: Pick<Desk['controller'], 'legalName' | 'address' | 'contactEmail'>;
  /**
   * Whom the person may turn to instead, under the laws that govern the request; in mails to the person
   * alone.
   */
  readonly representatives?: readonly NamedRepresentative[];
  /** IANA zone in which instants are shown. */
  readonly zone: string;
  /** Language of the text; `en` when there is none in that language. */
  readonly language?: string;
}

export interface AboutRequest extends EveryMail {
  readonly reference: string;
  readonly right: Right;
  /** It is not known yet what is asked; `right` is only the one whose date comes first. */
  readonly unreadable?: true;
  /** Plain date in the civil time of the desk. */
  readonly receivedOn: string;
  /** Reference of the letter whose answer led to this request; nobody sent a form for it. */
  readonly follows?: string;
}

export interface ToPerson extends AboutRequest {
  /** The latest lawful date of the answer, a plain date. */
  readonly answerBy: string;
  /** Page on which the person sees where the request stands. */
  readonly statusLink?: string;
}

export interface ToStaff extends AboutRequest {
  /** Two words that also stand on the page. */
  readonly nickname: string;
}

export interface CodeOnly {
  readonly code: string;
  readonly codeLife: string;
}

export interface LinkAndCode {
  readonly link: string;
  readonly code: string;
  readonly linkLife: string;
}

export interface CitedWords {
  readonly words: string;
  readonly article: string;
}

export interface MissingStore {
  readonly store: string;
  /** A clause of our own: "it did not answer since 29 November". */
  readonly why: string;
  /** What we do about it. */
  readonly next: string;
}
