import type { Child } from 'hono/jsx';
import { type FieldErrors, type FieldValues, Form, type FormTarget } from '../parts/form-parts';
import { type Confirmation, TotpFields } from './totp-fields';

const MAIL_CODE: Confirmation = { kind: 'mail-code' };

interface ActProps {
  readonly name: string;
  readonly act: string;
  readonly form: FormTarget;
  readonly errors: FieldErrors;
  readonly confirmation?: Confirmation;
  readonly label: string;
  readonly look?: 'quiet' | 'stop';
  readonly children?: Child;
}

/** One act of a page: its own form, confirmed by a typed code. Ids of its fields begin with `name`. */
export function Act(props: ActProps) {
  const { name, errors, confirmation = MAIL_CODE } = props;
  const typed = confirmation.kind === 'mail-code' ? 'code' : 'totp';
  return (
    <Form action={props.form.action} hidden={{ ...props.form.hidden, act: props.act }}>
      {props.children}
      <TotpFields confirmation={confirmation} idPrefix={name} error={errors[`${name}-${typed}`]} />
      {confirmation.kind !== 'no-app' && (
        <button type="submit" class={props.look}>
          {props.label}
        </button>
      )}
    </Form>
  );
}

interface FoldProps {
  readonly errors: FieldErrors;
  readonly values: FieldValues;
  readonly name: string;
  readonly summary: string;
  readonly children: Child;
}

/** A rarer act, folded; open once something was typed into it or is wrong. */
export function Fold(props: FoldProps) {
  const begun = Object.entries({ ...props.errors, ...props.values }).some(
    ([id, text]) => text && id.startsWith(`${props.name}-`),
  );
  return (
    <details class="card" id={`act-${props.name}`} open={begun || undefined}>
      <summary>{props.summary}</summary>
      {props.children}
    </details>
  );
}
