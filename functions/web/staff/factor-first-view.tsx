import { ErrorSummary, type FormTarget } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { type Written, WrittenText } from '../parts/written-text';
import { Act } from './act-form';
import type { Confirmation } from './totp-fields';

/** Posts `act` = `factor` with `totp` or `recovery`. */
export interface FactorFirstFacts extends PageFrame, Written {
  readonly nickname: string;
  /**
   * What needs the app: seeing what was found, saying whose some of it is, letting something end at a vendor,
   * giving what is kept back, or leaving something out in one's own words.
   */
  readonly why: 'shown' | 'word' | 'ending' | 'given' | 'own-words';
  readonly form: FormTarget;
  readonly confirmation: Confirmation;
  readonly error?: string;
}

const WHY: Readonly<Record<FactorFirstFacts['why'], string>> = {
  shown:
    'Only the word of somebody here, or of the person, says whose data this is. So it takes more than a mailbox to open this page.',
  word: 'To say whose some of it is takes more than a mailbox, since its approval does too. Nothing is noted yet: the page opens again, and you choose there.',
  ending:
    'To let something end at a vendor takes more than a mailbox, since the approval does too. Nothing is noted yet: the page opens again, and you tick it there.',
  given:
    'The map or a colleague keeps this back, since it may be about somebody else. To give it after all takes more than a mailbox, and somebody else then approves it, if anybody can. Nothing is noted yet: the page opens again, and you choose there.',
  'own-words':
    'To leave something out in your own words, for which you answer, takes more than a mailbox. Nothing is left out yet: the page opens again with what you wrote, and you send it there.',
};

/**
 * Asks for the app before a page with data that only a statement of staff or of the requester attributes to
 * the person.
 */
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
