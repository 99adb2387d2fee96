import type { ExportedRecord, FieldValue } from '../connectors/connector';
import { fileField } from '../domain/file-categories';
import { type MessageRule, messagesByAuthor } from '../domain/message-rule';
import type { GroundText } from './answer-facts';
import {
  type DisclosureRules,
  fieldVerdict,
  isReleased,
  recordKey,
  recordWithholding,
  verdictBelow,
} from './disclosure-rules';
import type { FieldVerdict } from './field-verdict';

/** A record as far as the rules look at it: they never read the content of a file. */
export interface JudgedRecord extends Pick<ExportedRecord, 'key' | 'values'> {
  readonly file?: { readonly name: string; readonly contentType?: string };
}

/** What the person gets of one record, and what not. */
export interface Disclosure {
  readonly shown: Readonly<Record<string, FieldValue>>;
  readonly withheld: readonly WithheldField[];
  /** The whole record is left out; `shown` and `withheld` are empty then. */
  readonly recordWithheld?: GroundText;
  /** A stored file that is given with the record. */
  readonly file?: { readonly name: string; readonly contentType?: string };
}

export interface WithheldField extends FieldVerdict {
  /** Name of the field; for a value inside another, the path with dots. */
  readonly field: string;
}

/**
 * Applies the map and the staff's decision to one record. The package and the preview that staff decide on
 * both show exactly what this returns.
 *
 * Secrets, and what the governing laws forbid to show, are said to be held and never shown; what belongs to
 * someone else is withheld unless released (Art. 15(4) GDPR); a field that neither the
 * map nor staff know is withheld. An empty value hides nothing, so it is given as it is. A rule may reach
 * into a value by its path (`profile.token`).
 */
export function disclose(record: JudgedRecord, rules: DisclosureRules): Disclosure {
  const key = recordKey(record.key);
  const whole = recordWithholding(rules, key);
  if (whole) {
    return { shown: {}, withheld: [], recordWithheld: { ground: whole.ground, article: whole.article } };
  }
  const filter = new FieldFilter(key, rules, record.values);
  const shown = filter.givenFields(record.values, '', false);
  const file = record.file && filter.givenFile(record.file);
  return { shown, withheld: filter.withheld(), ...(file && { file }) };
}

class FieldFilter {
  readonly #withheld = new Map<string, WithheldField>();

  constructor(
    private readonly key: string,
    private readonly rules: DisclosureRules,
    private readonly values: Fields,
  ) {}

  withheld(): WithheldField[] {
    return [...this.#withheld.values()];
  }

  givenFile(file: NonNullable<JudgedRecord['file']>): Disclosure['file'] {
    const verdict = fieldVerdict(this.rules, this.key, fileField);
    if (verdict && verdict !== 'give') return this.hold(fileField, verdict);
    return { name: file.name, ...(file.contentType !== undefined && { contentType: file.contentType }) };
  }

  givenFields(values: Fields, above: string, given: boolean): Record<string, FieldValue> {
    return Object.fromEntries(
      Object.entries(values).flatMap(([name, value]) => {
        const kept = this.given(value, above + name, given);
        return kept === undefined ? [] : [[name, kept]];
      }),
    );
  }

  /**
   * The value without what is withheld; undefined when nothing of it may be given. `given`: what contains it
   * is.
   */
  private given(value: FieldValue, path: string, given: boolean): FieldValue | undefined {
    const verdict = fieldVerdict(this.rules, this.key, path) ?? (given ? 'give' : undefined);
    if (isEmptyValue(value)) return verdict || this.rules.parents.has(path) ? value : undefined;
    if (verdict && verdict !== 'give') return this.hold(path, verdict);
    if (this.rules.parents.has(path)) return this.givenInside(value, path, verdict === 'give');
    if (verdict === 'give' && this.messageRule(path)) return this.ownMessages(value, path);
    if (verdict === 'give') return value;
    return this.hold(path, { because: 'unclassified', ...this.rules.grounds.unclassified });
  }

  private messageRule(path: string): MessageRule | undefined {
    return isReleased(this.rules, this.key, path) ? undefined : this.rules.fields.get(path)?.messages;
  }

  /** What others wrote is left out and counted; what is no list cannot be told apart. */
  private ownMessages(value: FieldValue, path: string): FieldValue | undefined {
    const rule = this.messageRule(path);
    const verdict = { because: 'rights-of-others', ...this.rules.grounds.rightsOfOthers } as const;
    if (!rule || !isList(value)) return this.hold(path, verdict);
    const own = rule.theirsIn === undefined ? undefined : textOf(this.values[rule.theirsIn]);
    const { theirs, others } = messagesByAuthor(rule, value, own);
    if (others.length === 0) return value;
    this.hold(path, verdict);
    return { yours: theirs, of_others_withheld: others.length };
  }

  private givenInside(value: FieldValue, path: string, given: boolean): FieldValue | undefined {
    if (isList(value)) {
      return value.map((item) => this.givenInside(item, path, given)).filter((item) => item !== undefined);
    }
    if (isFields(value)) return this.givenFields(value, `${path}.`, given);
    const below = isEmptyValue(value) ? undefined : verdictBelow(this.rules, this.key, path);
    if (below) return this.hold(path, below);
    if (given) return value;
    return this.hold(path, { because: 'unclassified', ...this.rules.grounds.unclassified });
  }

  private hold(field: string, verdict: FieldVerdict): undefined {
    this.#withheld.set(field, { field, ...verdict });
  }
}

type Fields = Readonly<Record<string, FieldValue>>;

function textOf(value: FieldValue | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

export function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}

export function isFields(value: FieldValue): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null, empty text, and lists or objects without content: nothing is held there. */
export function isEmptyValue(value: FieldValue): boolean {
  if (isList(value)) return value.length === 0;
  return value === null || value === '' || (isFields(value) && Object.keys(value).length === 0);
}

/**
 * The value of a field that the record itself has; undefined for any other name, including inherited ones
 * such as `constructor`.
 */
export function fieldValue(values: Fields, name: string): FieldValue | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
