import type { Withholding } from '../domain/manifest';

/** What staff decided in addition to the map. */
export interface DisclosureDecision {
  /**
   * `by`: id of the member of staff who withheld it. Absent: the desk did, or the decision is older than this
   * field.
   */
  readonly withholdings: readonly (Withholding & { readonly by?: string })[];
  readonly releases: readonly Release[];
  /**
   * What staff chose where laws contradict each other, or where it is unclear what a law forbids. Absent:
   * nothing.
   */
  readonly choices?: readonly LawChoice[];
}

/** A field that one law requires us to show and another forbids, in every record: shown, or only named. */
export interface LawChoice {
  readonly storeId: string;
  readonly collection: string;
  readonly field: string;
  readonly as: 'show' | 'describe';
}

/**
 * Staff release a field that is withheld by default: one about somebody else, or one that the map does not
 * know. Secrets are never released.
 */
export interface Release {
  readonly storeId: string;
  readonly collection: string;
  /** Absent: in every record. */
  readonly key?: Readonly<Record<string, string>>;
  readonly field: string;
}
