import { ErrorSummary, type FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { type Written, WrittenText } from '../parts/written-text';
import { Act } from './act-form';
import type { Confirmation } from './totp-fields';

/** Posts `act` = `factor` with `totp` or `recovery`. */
export interface FactorFirstFacts extends PageFrame, Written {
  readonly nickname: string;
  /**
   * Before what is shown, before a word on whose some of it is, before something that is kept back goes out,
   * or before something is left out in somebody's own words.
   */
  readonly why: 'shown' | 'word' | 'given' | 'own-words';
  readonly form: FormTarget;
  readonly confirmation: Confirmation;
  readonly error?: string;
}

const WHY: Readonly<Record<FactorFirstFacts['why'], string>> = {
  shown:
    'Whose data this is, somebody here entered or vouched for, or the person only named it. So the page opens with more than a mailbox.',
  word: 'Whose some of it is, you say with more than a mailbox, as its approval takes more. Nothing is noted yet: the page opens again, and you choose there.',
  given:
    'The map or a colleague keeps this back, as it may be about somebody else. To give it after all takes more than a mailbox, and somebody else approves it then, where somebody can. Nothing is noted yet: the page opens again, and you choose there.',
  'own-words':
    'To leave something out in your own words, for which you answer, takes more than a mailbox. Nothing is left out yet: the page opens again with what you wrote, and you send it there.',
};

/** Before a page with what was found by the word of staff, or of the person alone. */
export function FactorFirst(facts: FactorFirstFacts) {
  const errors = { 'factor-totp': facts.error };
  return (
    <Layout frame={facts} title="Your authenticator app first" failed={Boolean(facts.error)}>
      <h1>Your authenticator app first</h1>
      <ErrorSummary errors={errors} />
      <p>
        Request <b>{facts.nickname}</b>. {WHY[facts.why]}
      </p>
      <Act
        name="factor"
        act="factor"
        form={facts.form}
        errors={errors}
        confirmation={facts.confirmation}
        label="Open"
      />
      {facts.confirmation.kind === 'no-app' && <WrittenText written={facts.written} />}
      {facts.why !== 'shown' && (
        <p>
          <a href={facts.form.action}>Back to the request</a>
        </p>
      )}
    </Layout>
  );
}
