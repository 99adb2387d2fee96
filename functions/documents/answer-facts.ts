import type { IdentityKind } from '../domain/data-map';
import type { Desk } from '../domain/desk';
import type { UnreadCount, UnreadSays } from '../domain/event-facts';
import type { MissingBecause } from '../domain/missing-because';
import type { OptOutRecord } from '../domain/opt-out-state';
import type { NamedRepresentative } from '../domain/representatives';

/** Facts that every answer states, whichever right it is about. */
export interface AnswerFacts {
  readonly reference: string;
  readonly right: string;
  /** Plain dates in the civil time of the establishment. */
  readonly receivedOn: string;
  readonly answeredOn: string;
  /** IANA zone in which instants are shown. */
  readonly zone: string;
  readonly language: 'en';
  readonly controller: Desk['controller'];
  /** Under the laws that govern the request. Absent: none. */
  readonly representatives?: readonly NamedRepresentative[];
  readonly texts: AnswerTexts;
  /** Present where California's law governs. */
  readonly california?: CaliforniaFacts;
}

/** What an answer under Californian law needs in addition. */
export interface CaliforniaFacts {
  /** Address of the form, which takes an opt-out as well. */
  readonly form: string;
  /** Opt-outs of sale on record for the person's address. Absent: it was not looked up. */
  readonly optOuts?: readonly OptOutRecord[];
}

/**
 * Sentences that depend on the governing law. They are passed in, so that nothing here is written for one law
 * only.
 */
export interface AnswerTexts {
  /** Full names of the governing laws, the leading one first. */
  readonly laws: readonly string[];
  /** What was asked and which article gives the right to it: the first paragraph of the answer. */
  readonly opening: string;
  /** The further rights an answer must name (Art. 15(1)(e) GDPR and its like). */
  readonly rights: readonly { readonly title: string; readonly text: string; readonly article?: string }[];
  /** Where one may complain and sue, law by law (Art. 12(4), 15(1)(f) GDPR and their like). */
  readonly remedies: readonly Remedy[];
}

/** How the requester can complain or sue under one governing law. */
export interface Remedy {
  /** Name of the law: "GDPR". */
  readonly law: string;
  /** How to complain, in a sentence. */
  readonly complaint: string;
  /** The way to a court, in a sentence; absent where the law has none or nobody has checked it. */
  readonly court?: string;
  readonly authority: { readonly name: string; readonly url: string; readonly address?: string };
}

/** Why something is held back or kept, in words for the person, and where the law says so. */
export interface GroundText {
  readonly ground: string;
  readonly article: string;
}

/** An identifier that stores were searched by. */
export interface Identifier {
  readonly kind: IdentityKind;
  readonly value: string;
}

/** A store that stayed out of reach until the answer had to leave. */
export interface UnreachedStore {
  readonly storeId: string;
  /** In words, also for a store that is no longer in the map. */
  readonly title: string;
  readonly because: MissingBecause;
  /** Instants of the attempts. */
  readonly triedAt: readonly string[];
  /** What the controller will do about it, in words for the person. */
  readonly next?: string;
}

/** Places of one store that could not be read for the same reason, and what staff said of them. */
export interface UnreadGroup extends UnreadCount {
  readonly title: string;
  /** Absent: nobody has looked. */
  readonly says?: UnreadSays;
}

/** Who looked into a store by hand. The answer presents this as that person's word, never as a check. */
export interface ByPerson {
  readonly name: string;
  readonly role: string;
  /** Plain date. */
  readonly on: string;
}
