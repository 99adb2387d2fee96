import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { asksForHighProof, placeDecidesProof } from '../../domain/details-proof';
import { isGdpr } from '../../domain/is-gdpr';
import { isOfferedAt } from '../../domain/offered-rights';
import { RequestForm as RequestFormShape } from '../../domain/request-form';
import { isRight, needsWords, type Right, rights } from '../../domain/rights';
import { formIdOf, formIdToShow, rememberSent } from '../../steps/intake/form-id';
import { type IntakeDeps, intake } from '../../steps/intake/intake';
import { choiceLabels } from '../../words/choice-labels';
import { missingMessageText } from '../../words/missing-message-text';
import { ANOTHER_COUNTRY } from '../../words/places';
import { offeredRights } from '../../words/right-labels';
import { questionsFor, type RestrictionGrounds, rightsWithQuestions } from '../../words/right-questions';
import { shownText } from '../../words/shown-text';
import { addressError } from '../address-error';
import { type Fields, readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import type { FieldErrors } from '../parts/form-parts';
import type { Page } from '../parts/layout';
import { CorrectionForm } from './correction-form';
import { FormReceived } from './form-received';
import { OptOutForm } from './opt-out-form';
import { readCorrectionPoints } from './points-in';
import { type RequestFormFacts, RequestFormPage } from './request-form';

/** The public form: one page and one reply for everybody. It works without script and looks nothing up. */
export function intakeRoutes(deps: IntakeDeps): Hono {
  const app = new Hono();
  const frame = frameOf(deps);
  addForm(app, deps, {
    path: '/',
    onOffer: () => rightsOnOffer(deps),
    page: (facts) =>
      RequestFormPage({
        ...frame,
        ...facts,
        questions: questionsOnOffer(
          deps,
          facts.rights.filter((right) => right === facts.values?.right),
        ),
        asksWhat: asksForHighProof(deps, 'access'),
        asksPlace: placeDecidesProof(deps, 'access'),
      }),
    prefilled: ['right', 'about'],
  });
  addForm(app, deps, {
    path: '/correct',
    onOffer: () => ['rectification'],
    fixed: { right: 'rectification' },
    page: (facts) => CorrectionForm({ ...frame, ...facts }),
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
  /** Values of fields that the form does not ask for. */
  readonly fixed?: Fields;
  readonly page: (facts: FormFacts) => Page;
  /** Fields that a link to the form may fill in. */
  readonly prefilled?: readonly string[];
}

type FormFacts = Pick<RequestFormFacts, 'form' | 'values' | 'errors'> & { readonly rights: readonly Right[] };

function addForm(app: Hono, deps: IntakeDeps, form: PublicForm): void {
  const { path, onOffer, fixed = {}, page } = form;
  const received = FormReceived({ ...frameOf(deps), linkLife: deps.desk.waits.linkLife });
  const target = (formId: string) => ({ action: path, hidden: { formId } });
  app.get(path, (c) => {
    const values = prefill(c, form);
    return pageReply(c, page({ form: target(formIdToShow(c, deps)), values, rights: onOffer() }));
  });
  app.post(path, async (c) => {
    const fields = await readFields(c);
    const formId = formIdOf(fields);
    const { form, errors } = checkReachable(deps, { ...fields, ...fixed }, onOffer());
    if (!form)
      return pageReply(c, page({ form: target(formId), values: fields, errors, rights: onOffer() }), {
        status: 400,
      });
    await intake(deps, form, formId);
    rememberSent(c, deps, formId);
    return pageReply(c, received, { status: 202 });
  });
}

/** What the link of a mail filled in: plain values that count for nothing until they are sent and checked. */
function prefill(c: Context, { prefilled = [] }: PublicForm): Fields {
  const named = prefilled.map((name) => [name, shownText(c.req.query(name) ?? '', MAX_PREFILL)] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== ''));
}

/** In characters. */
const MAX_PREFILL = 40;

/** Questions that the form asks about some of the offered rights only. */
export function questionsOnOffer({ map, desk }: Pick<IntakeDeps, 'map' | 'desk'>, offered: readonly Right[]) {
  const cases = restrictionCasesOf(desk);
  return rightsWithQuestions
    .filter((right) => offered.includes(right))
    .map((right) => ({
      title: `More about: ${choiceLabels[right].choice}`,
      questions: questionsFor(map, right, cases),
    }));
}

/**
 * Under which laws' cases a restriction can be asked for here. The form does not know yet which law applies.
 */
function restrictionCasesOf({ laws }: IntakeDeps['desk']): RestrictionGrounds {
  const followed = laws.filter(({ applies }) => applies !== 'no').map(({ regime }) => isGdpr(regime));
  if (!followed.includes(true)) return 'own';
  return followed.includes(false) ? 'both' : 'gdpr';
}

/**
 * The rights that the form offers today: a complaint, an appeal or an opt-out of profiling only where a law
 * has it.
 */
export function rightsOnOffer(deps: Pick<IntakeDeps, 'desk' | 'book' | 'clock'>): Right[] {
  const now = deps.clock.now();
  return offeredRights.filter((right) => isOfferedAt(deps, right, now));
}

/** What to do about a wrong field, in a sentence. */
const sentences: Readonly<Record<string, string>> = {
  right: 'Choose what you want us to do.',
  forWhom: 'Say whom the request is for.',
  relation: 'Say how you know us.',
  email: 'Type one e-mail address, like name@example.com.',
  name: 'The name is too long, or contains characters that cannot be typed. Use up to 200 characters.',
  message:
    'The message is too long, or contains characters that cannot be typed. Use up to 4,000 characters.',
  about:
    'The reference is too long, or contains characters that cannot be typed. Type it like DSR-7K3M-9QXT-2B4D.',
  place: 'Choose a place from the list, or leave it empty.',
};

/** Points of a correction that are left in the form are ignored for another right. */
const NO_POINTS: ReturnType<typeof readCorrectionPoints> = { corrections: [] };

/** Validates the posted fields. Each wrong one is named with the remedy, and what was typed is kept. */
export function checkForm(
  fields: Fields,
  onOffer: readonly Right[],
): { form?: RequestFormShape; errors: FieldErrors } {
  const { place, name, message, about, wants, ...rest } = fields;
  const points = fields.right === 'rectification' ? readCorrectionPoints(fields) : NO_POINTS;
  const answers = answersIn(fields);
  const parsed = RequestFormShape.safeParse({
    ...rest,
    ...(about?.trim() ? { about } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    ...(name?.trim() ? { name } : {}),
    ...(message?.trim() ? { message } : {}),
    ...(points.corrections.length > 0 ? { corrections: points.corrections } : {}),
    ...(place ? { livesIn: place === 'other' ? ANOTHER_COUNTRY : place } : {}),
    ...(wants === 'categories' && fields.right === 'access' ? { wants } : {}),
  });
  if (!parsed.success) return { errors: { ...points.errors, ...errorsOf(parsed.error.issues) } };
  return points.errors ? { errors: points.errors } : checkRight(parsed.data, onOffer);
}

function errorsOf(issues: readonly { readonly path: readonly PropertyKey[] }[]): FieldErrors {
  const wrong = issues.map((issue) =>
    issue.path[0] === 'livesIn' ? 'place' : String(issue.path[issue.path[0] === 'answers' ? 1 : 0]),
  );
  return Object.fromEntries(
    wrong.map((field) => [
      field,
      sentences[field] ?? (field.includes('-') ? sentences.message : sentences.right),
    ]),
  );
}

/** Names of the questions that belong to a right. Answers to those of other rights are ignored. */
const OF_RIGHT: Readonly<Record<string, RegExp>> = {
  objection: /^objection-[a-z]+$/,
  restriction: /^restriction-[a-z]+$/,
  'automated-decision-review': /^decision-[a-z]+$/,
};

function answersIn(fields: Fields): Record<string, string> {
  const mine = OF_RIGHT[fields.right ?? ''];
  const given = Object.entries(fields).filter(([name, value]) => mine?.test(name) && value.trim() !== '');
  return Object.fromEntries(given);
}

/**
 * As {@link checkForm}, and refuses an address that no mail can go to, with the other ways to reach the
 * business, while the requester is still there.
 */
function checkReachable(
  deps: Pick<IntakeDeps, 'desk' | 'book'>,
  fields: Fields,
  onOffer: readonly Right[],
): ReturnType<typeof checkForm> {
  const checked = checkForm(fields, onOffer);
  const email = addressError(fields.email ?? '', deps.desk.controller);
  const place =
    checked.form && isPlaceMissing(deps, checked.form) ? { place: placeWanted(checked.form) } : {};
  const errors = { ...checked.errors, ...(email ? { email } : {}), ...place };
  return Object.keys(errors).length > 0 ? { errors } : checked;
}

/** Only an access request can ask for the kinds of data alone. */
function placeWanted({ right }: RequestFormShape): string {
  const why = 'Say where you live: laws differ in what you must prove before your data is shown.';
  return right === 'access' ? `${why} Or choose only the kinds of data above.` : why;
}

/** Without the place a requester could be asked for more proof than their own law allows. */
export function isPlaceMissing(deps: Pick<IntakeDeps, 'desk' | 'book'>, form: RequestFormShape): boolean {
  if (form.livesIn || form.wants === 'categories' || !isRight(form.right)) return false;
  return placeDecidesProof(deps, form.right);
}

function checkRight(
  form: RequestFormShape,
  onOffer: readonly Right[],
): { form?: RequestFormShape; errors: FieldErrors } {
  if (!onOffer.some((right) => right === form.right)) return { errors: { right: sentences.right } };
  if (needsWords(form.right) && !form.message && !form.corrections && !form.answers)
    return { errors: { message: missingMessageText(form.right) } };
  return { form, errors: {} };
}
