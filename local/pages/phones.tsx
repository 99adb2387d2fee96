import { Layout, type PageFrame } from '../../functions/web/parts/layout';
import { shownName } from '../../functions/words/shown-text';

/** What the staff's authenticator apps show now. Only in a local run. */
export interface PhonesFacts extends PageFrame {
  readonly phones: readonly { readonly email: string; readonly code: string }[];
}

/** The staff's phones, for trying out the desk without real ones. */
export function Phones({ phones, ...frame }: PhonesFacts) {
  return (
    <Layout frame={frame} title="The staff’s phones">
      <h1>The staff’s phones</h1>
      <p>
        What each authenticator app shows now. A code works once; load this page again for the next, after
        half a minute at most.
      </p>
      <dl>
        {phones.map(({ email, code }) => (
          <>
            <dt>{shownName(email)}</dt>
            <dd>
              <b>{code}</b>
            </dd>
          </>
        ))}
      </dl>
    </Layout>
  );
}
