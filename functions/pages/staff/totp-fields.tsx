import { raw } from 'hono/html';
import { CodeField } from '../form-parts';
import { qrSvg } from '../qr-svg';

/**
 * What an act has to be confirmed with. `mail-code`: the code from the mail again. `totp`: the authenticator app. `enrol`: the app, which is set up here first
 * (the secret is shown this once).
 */
export type Confirmation =
  | { readonly kind: 'mail-code' }
  | { readonly kind: 'totp' }
  | { readonly kind: 'enrol'; readonly otpauthUri: string; readonly secret: string };

interface Props {
  readonly confirmation: Confirmation;
  /** Makes the field's id unique among several forms. */
  readonly idPrefix: string;
  readonly error?: string | undefined;
}

function Enrolment({ otpauthUri, secret }: { otpauthUri: string; secret: string }) {
  return (
    <div class="card">
      <h3>Set up your authenticator app, once</h3>
      <p>
        This act needs more than your mailbox. Scan the picture with an authenticator app on your phone, then
        type the six digits it shows.
      </p>
      <div class="qr">{raw(qrSvg(otpauthUri, 'QR code for your authenticator app'))}</div>
      <details>
        <summary>I cannot scan it</summary>
        <p>
          Type this key into the app: <code>{secret}</code>
        </p>
      </details>
    </div>
  );
}

/** The typed value without which nothing happens. Posts `code` or `totp`. */
export function TotpFields({ confirmation, idPrefix, error }: Props) {
  if (confirmation.kind === 'mail-code') {
    return <CodeField id={`${idPrefix}-code`} label="The 6-digit code from the mail" error={error} />;
  }
  return (
    <>
      {confirmation.kind === 'enrol' && <Enrolment {...confirmation} />}
      <CodeField
        name="totp"
        id={`${idPrefix}-totp`}
        label="The 6 digits in your authenticator app"
        error={error}
      />
    </>
  );
}
