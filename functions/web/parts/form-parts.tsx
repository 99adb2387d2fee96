import type { Child } from 'hono/jsx';
import { shownText } from '../../words/shown-text';

/**
 * Where a form is posted, and its hidden fields (one-time form id, CSRF value, version of what is shown).
 */
export interface FormTarget {
  /** Path on this origin. */
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string>>;
}

/** What was typed before, by field name, to be shown again in a form that came back with errors. */
export type FieldValues = Readonly<Record<string, string | undefined>>;

/**
 * What is wrong, by field name, in a sentence that says how to correct it. The key `form` is for the form as
 * a whole.
 */
export type FieldErrors = Readonly<Record<string, string | undefined>>;

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value?: string | undefined;
  readonly error?: string | undefined;
  /** Default: the name. Needed if several forms on a page have the same field. */
  readonly id?: string | undefined;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly hint?: string;
}

export interface ChoiceGroup {
  readonly name: string;
  readonly choices: readonly Choice[];
}

export function Form(
  props: FormTarget & { readonly errors?: FieldErrors; readonly files?: boolean; readonly children: Child },
) {
  const { action, hidden = {}, files } = props;
  return (
    <form method="post" action={action} novalidate enctype={files ? 'multipart/form-data' : undefined}>
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </form>
  );
}

/** At the top of a form that came back: what is wrong, each a link to its field. */
export function ErrorSummary({ errors = {} }: { readonly errors?: FieldErrors | undefined }) {
  const wrong = Object.entries(errors).filter(([, text]) => text);
  if (wrong.length === 0) return null;
  return (
    <div class="errors" role="alert" tabindex={-1}>
      <h2>Please check {wrong.length === 1 ? 'one thing' : `${wrong.length} things`}</h2>
      <ul>
        {wrong.map(([name, text]) => (
          <li>{name === 'form' ? text : <a href={`#${name}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

/** Whether there is any error. */
export function hasErrors(errors: FieldErrors | undefined): boolean {
  return Object.values(errors ?? {}).some(Boolean);
}

/** The ids of a field's hint and error, for `aria-describedby`. */
export function describedBy(id: string, props: Pick<FieldProps, 'hint' | 'error'>): string | undefined {
  const ids = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

/** Hint and error of a field. */
export function FieldNotes({
  id,
  hint,
  error,
}: {
  id: string;
  hint?: string | undefined;
  error?: string | undefined;
}) {
  return (
    <>
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {error && (
        <span class="error" id={`${id}-error`}>
          {error}
        </span>
      )}
    </>
  );
}

interface TextFieldProps extends FieldProps {
  readonly type?: 'text' | 'email' | 'date' | 'file' | 'datetime-local' | 'tel';
  readonly autocomplete?: string;
  readonly inputmode?: 'numeric' | 'email' | 'text';
  readonly maxlength?: number;
  readonly code?: boolean;
}

/** A labelled line of text. */
export function TextField(props: TextFieldProps) {
  const id = props.id ?? props.name;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <FieldNotes id={id} hint={props.hint} error={props.error} />
      <input
        type={props.type ?? 'text'}
        id={id}
        name={props.name}
        value={shownText(props.value ?? '', props.maxlength) || undefined}
        class={props.code ? 'code' : undefined}
        autocomplete={props.autocomplete ?? 'off'}
        inputmode={props.inputmode}
        maxlength={props.maxlength}
        aria-describedby={describedBy(id, props)}
        aria-invalid={props.error ? 'true' : undefined}
      />
    </div>
  );
}

/** The field for the six digits from a mail or an authenticator app, without which a link does nothing. */
export function CodeField(props: Partial<FieldProps>) {
  return (
    <TextField
      name={props.name ?? 'code'}
      label={props.label ?? 'The 6-digit code from the mail'}
      hint={props.hint}
      error={props.error}
      id={props.id}
      code
      autocomplete="one-time-code"
      inputmode="numeric"
      maxlength={12}
    />
  );
}

/** Several lines of text. */
export function TextBox(props: FieldProps & { readonly rows?: number; readonly maxlength?: number }) {
  const id = props.id ?? props.name;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <FieldNotes id={id} hint={props.hint} error={props.error} />
      <textarea
        id={id}
        name={props.name}
        rows={props.rows ?? 4}
        maxlength={props.maxlength}
        aria-describedby={describedBy(id, props)}
        aria-invalid={props.error ? 'true' : undefined}
      >
        {shownText(props.value ?? '', props.maxlength)}
      </textarea>
    </div>
  );
}

/** One choice of a few, all of them visible. The first input has the id that an error links to. */
export function ChoiceField(props: FieldProps & { readonly choices: readonly Choice[] }) {
  const id = props.id ?? props.name;
  return (
    <fieldset aria-describedby={describedBy(id, props)}>
      <legend>{props.label}</legend>
      <FieldNotes id={id} hint={props.hint} error={props.error} />
      {props.choices.map((choice, at) => (
        <label>
          <input
            type="radio"
            name={props.name}
            value={choice.value}
            id={at === 0 ? id : undefined}
            checked={choice.value === props.value || undefined}
          />
          <span>
            <b>{choice.label}</b>
            {choice.hint && <span class="hint">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
