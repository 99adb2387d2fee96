import type { Right } from '../../domain/rights';
import { rightLabels } from '../../words/right-labels';
import { type Stage, stageLabels } from '../../words/stage-labels';
import { type TimelineFacts, timelineHeadline } from '../../words/timeline';
import { CodeField, ErrorSummary, Form, type FormTarget, hasErrors } from '../parts/form-parts';
import { Layout, type PageFrame } from '../parts/layout';
import { TimelineFigure } from '../parts/timeline-figure';

/** What a requester can see of the request at any time. Reached by a token only, never by its id. */
export interface RequestStatusFacts extends PageFrame {
  readonly reference: string;
  readonly right: Right;
  /** Reference of the letter whose answer led to this request, if nobody asked for it directly. */
  readonly follows?: string;
  readonly stage: Stage;
  /** Without the staff dates `aimFor` and `approveBy`. */
  readonly timeline: TimelineFacts;
  /** Other laws with their own dates, in sentences. */
  readonly otherDates?: readonly string[];
  /** What is not done, and why: titles from the data map and our own sentences. */
  readonly missing?: readonly { readonly what: string; readonly why: string }[];
  /** Where to go next, if there is something to do or to download. */
  readonly step?: { readonly url: string; readonly label: string };
  /** Absent if it is too late or pointless. `ask` posts nothing and mails a code; `code` posts `code`. */
  readonly withdraw?: { readonly state: 'ask' | 'code'; readonly form: FormTarget; readonly error?: string };
}

function Withdraw({ state, form, error }: NonNullable<RequestStatusFacts['withdraw']>) {
  return (
    <details class="card" open={state === 'code' || Boolean(error) || undefined}>
      <summary>I want to take my request back</summary>
      <p>Then we stop here and do nothing more. You may ask again at any time.</p>
      <Form {...form}>
        {state === 'code' && <CodeField label="The 6-digit code we just sent you" error={error} />}
        <button type="submit" class={state === 'code' ? 'stop' : 'quiet'}>
          {state === 'code' ? 'Withdraw my request' : 'Send me a code for this'}
        </button>
      </Form>
    </details>
  );
}

function Missing({ missing = [] }: Pick<RequestStatusFacts, 'missing'>) {
  if (missing.length === 0) return null;
  return (
    <div class="warn">
      <h2>Not done yet</h2>
      <ul>
        {missing.map(({ what, why }) => (
          <li>
            <b>{what}</b>: {why}
          </li>
        ))}
      </ul>
    </div>
  );
}

function openingWords({ right, follows }: RequestStatusFacts): string {
  const { asked } = rightLabels(right);
  return follows
    ? `This follows from our answer to your letter ${follows}, as if you had asked us to ${asked}.`
    : `You asked us to ${asked}.`;
}

/** The status of a request: when it is answered and why then, and what happens next. */
export function RequestStatus(facts: RequestStatusFacts) {
  const words = stageLabels[facts.stage];
  const { state, error } = facts.withdraw ?? {};
  const errors = error ? { [state === 'code' ? 'code' : 'form']: error } : {};
  return (
    <Layout frame={facts} title={`Your request ${facts.reference}`} failed={hasErrors(errors)}>
      <h1>Your request</h1>
      <ErrorSummary errors={errors} />
      <p>
        {openingWords(facts)} Reference: <b>{facts.reference}</b>
      </p>
      <div class="good">
        <p>
          <span class="tag">{words.tag}</span>
        </p>
        <p class="lead">{words.now}</p>
        <p>
          <b>Next:</b> {words.next}
        </p>
        {facts.step && (
          <p>
            <a class="button" href={facts.step.url}>
              {facts.step.label}
            </a>
          </p>
        )}
      </div>
      <Missing missing={facts.missing ?? []} />
      <h2>{timelineHeadline(facts.timeline)}</h2>
      <TimelineFigure facts={facts.timeline} />
      {facts.otherDates && facts.otherDates.length > 0 && (
        <details>
          <summary>Other laws, other dates</summary>
          <ul>
            {facts.otherDates.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
      {facts.withdraw && <Withdraw {...facts.withdraw} />}
    </Layout>
  );
}
