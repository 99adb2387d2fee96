import { Hono } from 'hono/tiny';
import { asksForHighProof } from '../../domain/details-proof';
import { civilDateOf } from '../../domain/due-dates';
import { isOffered } from '../../domain/offered-rights';
import { RequestForm as RequestFormShape } from '../../domain/request-form';
import { needsWords, type Right, rights } from '../../domain/rights';
import { FormReceived } from '../../pages/customer/form-received';
import { OptOutForm } from '../../pages/customer/opt-out-form';
import { RequestForm, type RequestFormFacts } from '../../pages/customer/request-form';
import type { FieldErrors } from '../../pages/form-parts';
import type { Page } from '../../pages/layout';
import { offeredRights } from '../../pages/words/right-words';
import { wordsWanted } from '../../pages/words/wanted-words';
import { addressRefused } from '../../web/address-refused';
import { type Fields, readFields } from '../../web/form-fields';
import { answerPage, frameOf } from '../../web/web-answer';
import { formIdOf, formIdToShow, rememberSent } from './form-id';
import { type IntakeDeps, intake } from './intake';

/** The public form: one page, one answer for everybody. Works without script; nothing is looked up here. */
export function intakeRoutes(deps: IntakeDeps): Hono {
  const app = new Hono();
  const frame = frameOf(deps);
  addForm(app, deps, {
    path: '/',
    onOffer: () => rightsOnOffer(deps),
    page: (facts) => RequestForm({ ...frame, ...facts, asksWhat: asksForHighProof(deps, 'access') }),
  });
  addForm(app, deps, {
    path: '/opt-out',
    onOffer: () => rightsOnOffer(deps).filter((right) => rights[right].carriedOut === 'opt-out'),
    fixed: { forWhom: 'self', relation: 'customer' },
    page: (facts) => OptOutForm({ ...frame, ...facts }),
  });
  return app;
}

interface PublicForm {
  readonly path: string;
  readonly onOffer: () => readonly Right[];
  /** What the form does not ask. */
  readonly fixed?: Fields;
  readonly page: (facts: FormFacts) => Page;
}

type FormFacts = Pick<RequestFormFacts, 'form' | 'values' | 'errors'> & { readonly rights: readonly Right[] };

function addForm(app: Hono, deps: IntakeDeps, { path, onOffer, fixed = {}, page }: PublicForm): void {
  const take = intake(deps);
  const received = FormReceived({ ...frameOf(deps), linkLife: deps.desk.waits.linkLife });
  const target = (formId: string) => ({ action: path, hidden: { formId } });
  app.get(path, (c) => answerPage(c, page({ form: target(formIdToShow(c, deps)), rights: onOffer() })));
  app.post(path, async (c) => {
    const fields = await readFields(c);
    const formId = formIdOf(fields);
    const { form, errors } = checkReachable(deps, { ...fields, ...fixed }, onOffer());
    if (!form)
      return answerPage(c, page({ form: target(formId), values: fields, errors, rights: onOffer() }), {
        status: 400,
      });
    await take(form, formId);
    rememberSent(c, deps, formId);
    return answerPage(c, received, { status: 202 });
  });
}

/** What the form offers today: a complaint, an appeal or an opt-out of profiling only where a law knows it. */
export function rightsOnOffer(deps: Pick<IntakeDeps, 'desk' | 'book' | 'clock'>): Right[] {
  const today = civilDateOf(deps.clock.now(), deps.desk.zone).toString();
  return offeredRights.filter((right) => isOffered(deps, right, today));
}

/** What to do about a field, in a sentence. */
const sentences: Readonly<Record<string, string>> = {
  right: 'Choose what you want us to do.',
  forWhom: 'Say whom the request is for.',
  relation: 'Say how you know us.',
  email: 'Type one e-mail address, like name@example.com.',
  name: 'The name is too long, or holds signs that cannot be typed. Use up to 200 letters.',
  message: 'The message is too long, or holds signs that cannot be typed. Use up to 4,000 letters.',
  place: 'Choose a place from the list, or leave it empty.',
};

/** A country that the list does not name: ISO 3166 leaves this code to its users, and it is no law's place. */
const ANOTHER_COUNTRY = 'ZZ';

/** Validates the posted fields; each wrong one is named with the remedy, and what was typed is kept. */
export function checkForm(
  fields: Fields,
  onOffer: readonly Right[],
): { form?: RequestFormShape; errors: FieldErrors } {
  const { place, name, message, wants, ...rest } = fields;
  const parsed = RequestFormShape.safeParse({
    ...rest,
    ...(name?.trim() ? { name } : {}),
    ...(message?.trim() ? { message } : {}),
    ...(place ? { livesIn: place === 'other' ? ANOTHER_COUNTRY : place } : {}),
    ...(wants === 'categories' && fields.right === 'access' ? { wants } : {}),
  });
  if (parsed.success) return checkRight(parsed.data, onOffer);
  const wrong = parsed.error.issues.map((issue) =>
    issue.path[0] === 'livesIn' ? 'place' : String(issue.path[0]),
  );
  return { errors: Object.fromEntries(wrong.map((field) => [field, sentences[field] ?? sentences.right])) };
}

/** As {@link checkForm}; an address that no mail can go to is said at once, with the ways that are left, while the person is still there. */
function checkReachable(
  { desk }: Pick<IntakeDeps, 'desk'>,
  fields: Fields,
  onOffer: readonly Right[],
): ReturnType<typeof checkForm> {
  const checked = checkForm(fields, onOffer);
  const email = addressRefused(fields.email ?? '', desk.controller);
  return email ? { errors: { ...checked.errors, email } } : checked;
}

function checkRight(
  form: RequestFormShape,
  onOffer: readonly Right[],
): { form?: RequestFormShape; errors: FieldErrors } {
  if (!onOffer.some((right) => right === form.right)) return { errors: { right: sentences.right } };
  if (needsWords(form.right) && !form.message) return { errors: { message: wordsWanted(form.right) } };
  return { form, errors: {} };
}
