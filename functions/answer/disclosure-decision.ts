import type { Withholding } from '../domain/manifest';

/** What staff decided on top of the map's own marks. */
export interface DisclosureDecision {
  /** `by`: id of who left it out. Absent: by the desk, or from before that was noted. */
  readonly withholdings: readonly (Withholding & { readonly by?: string })[];
  readonly releases: readonly Release[];
  /**
   * What staff chose where laws contradict each other, or where it is not clear what one forbids. Absent:
   * nothing.
   */
  readonly choices?: readonly LawChoice[];
}

/** A field that one law owes and another forbids, in every record: shown, or only said to be held. */
export interface LawChoice {
  readonly storeId: string;
  readonly collection: string;
  readonly field: string;
  readonly as: 'show' | 'describe';
}

/**
 * Staff give a field that is withheld by default: one that belongs to someone else too, or one that the map
 * does not know. Secrets stay secret.
 */
export interface Release {
  readonly storeId: string;
  readonly collection: string;
  /** Absent: in every record. */
  readonly key?: Readonly<Record<string, string>>;
  readonly field: string;
}
