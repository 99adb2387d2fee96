import { randomBytes } from 'node:crypto';
import { Hono } from 'hono/tiny';
import * as z from 'zod/mini';
import { civilDateOf } from '../../domain/due-dates';
import { isOffered } from '../../domain/offered-rights';
import { RequestForm as RequestFormShape } from '../../domain/request-form';
import { type Right, rightNames, rights } from '../../domain/rights';
import { FormReceived } from '../../pages/customer/form-received';
import { OptOutForm } from '../../pages/customer/opt-out-form';
import { RequestForm } from '../../pages/customer/request-form';
import type { FieldErrors } from '../../pages/form-parts';
import { offeredRights } from '../../pages/words/right-words';
import { addressRefused } from '../../web/address-refused';
import { type Fields, readFields } from '../../web/form-fields';
import { answerPage, frameOf } from '../../web/web-answer';
import { type IntakeDeps, intake } from './intake';

/** The public form: one page, one answer for everybody. Works without script; nothing is looked up here. */
export function intakeRoutes(deps: IntakeDeps): Hono {
  const app = new Hono();
  const take = intake(deps);
  const frame = frameOf(deps);
  const target = (action: string, formId = newFormId()) => ({ action, hidden: { formId } });
  const received = FormReceived({ ...frame, linkLife: deps.desk.waits.linkLife });
  app.get('/', (c) =>
    answerPage(c, RequestForm({ ...frame, form: target('/'), rights: rightsOnOffer(deps) })),
  );
  app.get('/opt-out', (c) =>
    answerPage(c, OptOutForm({ ...frame, form: target('/opt-out'), rights: optOutRights })),
  );
  app.post('/', async (c) => {
    const fields = await readFields(c);
    const onOffer = rightsOnOffer(deps);
    const { form, errors } = checkReachable(deps, fields, onOffer);
    if (form) {
      await take(form, formIdOf(fields));
      return answerPage(c, received, { status: 202 });
    }
    const again = { form: target('/', formIdOf(fields)), values: fields, errors };
    const page = RequestForm({ ...frame, ...again, rights: onOffer });
    return answerPage(c, page, { status: 400 });
  });
  app.post('/opt-out', async (c) => {
    const fields = await readFields(c);
    const asked = { ...fields, forWhom: 'self', relation: 'customer' };
    const { form, errors } = checkReachable(deps, asked, optOutRights);
    if (form) {
      await take(form, formIdOf(fields));
      return answerPage(c, received, { status: 202 });
    }
    const page = OptOutForm({
      ...frame,
      form: target('/opt-out', formIdOf(fields)),
      rights: optOutRights,
      values: fields,
      errors,
    });
    return answerPage(c, page, { status: 400 });
  });
  return app;
}

const optOutRights = rightNames.filter((right) => rights[right].carriedOut === 'opt-out');

/** What the form offers today: a complaint or an appeal only where a law knows it. */
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

/** Validates the posted fields; each wrong one is named with the remedy, and what was typed is kept. */
export function checkForm(
  fields: Fields,
  onOffer: readonly Right[],
): { form?: RequestFormShape; errors: FieldErrors } {
  const { place, name, message, ...rest } = fields;
  const parsed = RequestFormShape.safeParse({
    ...rest,
    ...(name?.trim() ? { name } : {}),
    ...(message?.trim() ? { message } : {}),
    ...(place && place !== 'other' ? { livesIn: place } : {}),
  });
  if (parsed.success)
    return onOffer.some((right) => right === parsed.data.right)
      ? { form: parsed.data, errors: {} }
      : { errors: { right: sentences.right } };
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

const FormId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/));

/** The one-time id of the form; one that was tampered with or lost is replaced, so that the request is not lost with it. */
function formIdOf(fields: Fields): string {
  const id = FormId.safeParse(fields.formId);
  return id.success ? id.data : newFormId();
}

function newFormId(): string {
  return randomBytes(18).toString('base64url');
}
