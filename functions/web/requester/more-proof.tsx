import { countText, dateText } from '../../words/date-text';
import { type Choice, CodeField, ErrorSummary, Form, hasErrors, TextField } from '../parts/form-parts';
import { Layout } from '../parts/layout';
import { declarationText, type MessageState, type MoreProofFacts } from './more-proof-facts';

type Asking = Extract<MoreProofFacts, { state: 'ask' | 'form' }>;

function Why({ place, until, lang }: Asking) {
  return (
    <>
      <p class="lead">
        The code from your mailbox is enough for us to tell you which kinds of data we hold. To show you the
        data itself, the rules of {place} want us to be surer, so that nobody who gets into a mailbox gets
        everything.
      </p>
      <p>
        You can do this until <b>{dateText(until, lang)}</b>; without it you get the kinds of data.
      </p>
    </>
  );
}

function HowToType({ needed, triesLeft }: Asking) {
  return (
    <p>
      Tell us at least {needed} facts that we know about you, and sign. We compare them with what we hold, say
      only whether everything matches, and then delete what you typed. You have{' '}
      {countText(triesLeft, 'try', 'tries')}.
    </p>
  );
}

function Ask(facts: Extract<MoreProofFacts, { state: 'ask' }>) {
  const errors = facts.error ? { form: facts.error } : {};
  return (
    <Layout frame={facts} title="See the details" failed={hasErrors(errors)}>
      <h1>See the details of your data</h1>
      <ErrorSummary errors={errors} />
      <Why {...facts} />
      {facts.account && (
        <>
          <h2>Log in to your account</h2>
          <p>
            You log in once more at {facts.controller.legalName}, to the account with the e-mail address that
            this request is about. We learn that you did, and nothing else.
          </p>
          <Form {...facts.account}>
            <button type="submit">Prove it by logging in</button>
          </Form>
        </>
      )}
      {facts.form && (
        <>
          {facts.account && <h2>Or tell us what only you know</h2>}
          <HowToType {...facts} />
          <Form {...facts.form}>
            <button type="submit">Send me a code for this</button>
          </Form>
        </>
      )}
      <Back {...facts} />
    </Layout>
  );
}

function ToAccount(facts: Extract<MoreProofFacts, { state: 'to-account' }>) {
  return (
    <Layout frame={facts} title="Log in to your account">
      <h1>Log in to your account</h1>
      <p class="lead">
        The next page is the log-in of {facts.controller.legalName}. You confirm there that the request{' '}
        {facts.reference} is yours, and come back here. You have half an hour.
      </p>
      <p>
        Go on only if it is you who wants to see your own data. If somebody else sent you here, do not log in,
        and write to us.
      </p>
      <p>
        <a href={facts.loginAt} rel="noreferrer">
          Go on to the log-in
        </a>
      </p>
      <Back {...facts} />
    </Layout>
  );
}

function TypePoints(facts: Extract<MoreProofFacts, { state: 'form' }>) {
  const { values = {}, errors = {} } = facts;
  const first = facts.points[0]?.id ?? '';
  return (
    <Layout frame={facts} title="See the details" failed={hasErrors(errors)}>
      <h1>See the details of your data</h1>
      <ErrorSummary errors={errors} />
      <Why {...facts} />
      <HowToType {...facts} />
      <Form {...facts.form}>
        <fieldset>
          <legend>Facts about you (at least {facts.needed})</legend>
          {facts.points.map(({ id, title }) => (
            <TextField
              name={id}
              label={title}
              hint={
                id === first
                  ? 'As you gave it to us. Dates like 1985-07-31. Leave out what you do not know.'
                  : undefined
              }
              maxlength={200}
              value={values[id]}
              error={errors[id]}
            />
          ))}
        </fieldset>
        <fieldset>
          <legend>Your signature</legend>
          <Tick label={declarationText(facts.place)} value={values.declare} error={errors.declare} />
          <TextField
            name="name"
            label="Your full name"
            autocomplete="name"
            maxlength={200}
            value={values.name}
            error={errors.name}
          />
          <TextField
            name="signedAt"
            label="City and state (or country) where you sign"
            maxlength={200}
            value={values.signedAt}
            error={errors.signedAt}
          />
        </fieldset>
        <CodeField error={errors.code} />
        <button type="submit">Sign and compare</button>
      </Form>
      <Back {...facts} />
    </Layout>
  );
}

function Tick({
  label,
  value,
  error,
}: {
  label: string;
  value?: string | undefined;
  error?: string | undefined;
}) {
  const choice: Choice = { value: 'yes', label };
  return (
    <label class="pick">
      <input
        type="checkbox"
        id="declare"
        name="declare"
        value={choice.value}
        checked={value === choice.value || undefined}
        aria-describedby={error ? 'declare-error' : undefined}
        aria-invalid={error ? 'true' : undefined}
      />
      <span>
        {choice.label}
        {error && (
          <span class="error" id="declare-error">
            {error}
          </span>
        )}
      </span>
    </label>
  );
}

const MESSAGES: Readonly<Record<MessageState, readonly [string, string]>> = {
  offered: [
    'Thank you. We compare it now',
    'If everything matches, your answer shows the data itself. If not, we write to you. Either way we delete what you typed.',
  ],
  second: [
    'We compare what reached us first',
    'Was this the same form once more? Then nothing is lost: it counts once. Had you changed something, or filled in another form? Then that was not compared: it used up no try, and we keep nothing of it. If the first does not match, we write to you, and you can try again from this page.',
  ],
  enough: ['Nothing more is needed', 'We are sure enough who you are. Your answer shows the data itself.'],
  'not-arrived': [
    'Your log-in has not reached us',
    'Nothing has changed. Open the link in our mail once more and begin again from there. You can also write to us.',
  ],
  over: [
    'This can no longer be done by typing',
    'One of us checks whether we can be sure of you in another way. Otherwise your answer tells you the kinds of data. You can write to us about it.',
  ],
  'no-way': [
    'You cannot prove more here',
    'There is nothing that we could ask you on this page. One of us checks whether we can be sure of you in another way. Otherwise your answer tells you the kinds of data. You can write to us about it.',
  ],
  'by-staff': [
    'One of us answers you',
    'A person looks after your request. You need not prove anything here.',
  ],
  unproven: [
    'First type the code from our first mail',
    'It shows us that you read this mailbox. After that you can prove more here.',
  ],
  none: [
    'There is nothing to prove here',
    'Your request needs no more proof, or its answer has left already.',
  ],
};

function Message(facts: Extract<MoreProofFacts, { state: MessageState }>) {
  const [title, text] = MESSAGES[facts.state];
  return (
    <Layout frame={facts} title={title}>
      <h1>{title}</h1>
      <p class="lead">{text}</p>
      <Back {...facts} />
    </Layout>
  );
}

function Back({ reference, statusUrl, controller }: MoreProofFacts) {
  return (
    <>
      {statusUrl && (
        <p>
          <a href={statusUrl}>See where your request stands</a>
        </p>
      )}
      <p class="hint">
        Your reference is <b>{reference}</b>. Questions? Write to{' '}
        <a href={`mailto:${controller.contactEmail}`}>{controller.contactEmail}</a>.
      </p>
    </>
  );
}

/**
 * See {@link MoreProofFacts}. Nothing here shows what is held about the requester: everybody is asked the
 * same.
 */
export function MoreProof(facts: MoreProofFacts) {
  if (facts.state === 'ask') return <Ask {...facts} />;
  if (facts.state === 'to-account') return <ToAccount {...facts} />;
  return facts.state === 'form' ? <TypePoints {...facts} /> : <Message {...facts} />;
}
