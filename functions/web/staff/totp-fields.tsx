import { CodeField, TextField } from '../parts/form-parts';

/**
 * What confirms an act. `mail-code`: the code from the mail again. `totp`: the authenticator app. `no-app`:
 * the app, and there is none that counts; `onPage` says whether it can be set up on a page, `countsFrom`
 * (instant) that one was set up and still waits.
 */
export type Confirmation =
  | { readonly kind: 'mail-code' }
  | { readonly kind: 'totp' }
  | {
      readonly kind: 'no-app';
      readonly staffId: string;
      readonly onPage: boolean;
      readonly countsFrom?: string;
    };

interface Props {
  readonly confirmation: Confirmation;
  /** Makes the field's id unique among several forms. */
  readonly idPrefix: string;
  readonly error?: string | undefined;
}

/**
 * How staff set up an authenticator: at the command line, and on a page only where a colleague can confirm
 * it.
 */
export function NoApp(props: Extract<Confirmation, { kind: 'no-app' }>) {
  if (props.countsFrom)
    return (
      <p>
        Your app is set up but not active yet. A colleague can confirm it: see{' '}
        <a href="/s/app">Authenticator app</a>.
      </p>
    );
  return (
    <>
      <p>
        This needs more than your mailbox: an authenticator app, which is not set up for you yet. Whoever runs
        the desk does it with you, at the command line:
      </p>
      <p>
        <code>npx rightsdesk enrol {props.staffId}</code>
      </p>
      {props.onPage && (
        <p>
          Or <a href="/s/app">set it up yourself</a>: it becomes active once a colleague confirms it.
        </p>
      )}
    </>
  );
}

/** The field for the code that confirms an act. Posts `code` or `totp`. */
export function TotpFields({ confirmation, idPrefix, error }: Props) {
  if (confirmation.kind === 'mail-code')
    return <CodeField id={`${idPrefix}-code`} label="The 6-digit code from the mail" error={error} />;
  if (confirmation.kind === 'no-app')
    return (
      <div class="card warn" id={`${idPrefix}-totp`}>
        <NoApp {...confirmation} />
      </div>
    );
  return <AppCode idPrefix={idPrefix} error={error} />;
}

/**
 * The fields for a code of the app, or for a recovery code where the phone is lost. Posts `totp` and
 * `recovery`.
 */
export function AppCode({ idPrefix, error }: Omit<Props, 'confirmation'>) {
  return (
    <>
      <CodeField
        name="totp"
        id={`${idPrefix}-totp`}
        label="The 6 digits in your authenticator app"
        error={error}
      />
      <details>
        <summary>I do not have my phone</summary>
        <TextField
          name="recovery"
          id={`${idPrefix}-recovery`}
          label="One of your recovery codes"
          hint="Each works once. Your colleagues get a mail that it was used."
          maxlength={20}
          code
        />
      </details>
    </>
  );
}
