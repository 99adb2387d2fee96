import type { Child } from 'hono/jsx';
import { countText } from '../../../words/date-text';
import type { TimelineFacts } from '../../../words/timeline';
import { ErrorSummary, type FieldErrors, type FieldValues, hasErrors } from '../../parts/form-parts';
import { Layout, type PageFrame } from '../../parts/layout';
import { LostEntries, type LostEntryView } from '../lost-entries';
import { OtherRequests, type OtherRequestsFacts } from '../other-requests-view';
import { QuestionsAsked } from '../questions-asked-view';
import { type AboutRequest, RequesterCard } from '../requester-card';
import { StaffDates } from '../staff-dates';
import { DecisionActions, type DecisionActionsFacts } from './decision-actions';
import { DecisionBlocks, type DecisionBlocksFacts, isBlocked } from './decision-blocks';
import { DecisionChecks, type DecisionChecksFacts } from './decision-checks-view';
import { DecisionContested, type DecisionContestedFacts } from './decision-contested';
import { DecisionCorrections, type DecisionCorrectionsFacts } from './decision-corrections';
import { DecisionCounts, type DecisionCountsFacts } from './decision-counts';
import { DecisionEndings, type DecisionEndingsFacts } from './decision-endings';
import { DecisionLaws, type DecisionLawsFacts } from './decision-laws';
import { DecisionNotTold, type NotToldPart } from './decision-not-told';
import { DecisionUnread, type DecisionUnreadFacts } from './decision-unread';
import { DecisionWithholding, type DecisionWithholdingFacts } from './decision-withholding';

/**
 * All that staff need to decide, shown after the code was typed. `errors` are by the id of the field
 * (`refuse-ground`, `withhold-what`, `classify-0`, ...; see the parts of this page). Personal data of the
 * request is shown here as text and nowhere else.
 */
export interface DecisionFacts extends PageFrame, AboutRequest {
  /** How we know who it is: "the code we sent to the address on file was typed on 24 November". */
  readonly identity: string;
  /** What staff asked the person meanwhile, with the answers. */
  readonly questions?: readonly { readonly question: string; readonly answer?: string }[];
  readonly timeline: TimelineFacts;
  /** Dates under further laws, doubts about a rule, laws not yet reviewed: one sentence each. */
  readonly dateNotes?: readonly string[];
  readonly others?: OtherRequestsFacts;
  /** What the request's log lost; it may have been done already. */
  readonly lost?: readonly LostEntryView[];
  readonly counts: DecisionCountsFacts;
  readonly blocks: DecisionBlocksFacts;
  readonly checks: DecisionChecksFacts;
  readonly unread: DecisionUnreadFacts;
  readonly contested?: DecisionContestedFacts;
  /** What an erasure would also end at a vendor. */
  readonly endings?: DecisionEndingsFacts;
  /** What the person wants corrected; absent for any other right. */
  readonly corrections?: DecisionCorrectionsFacts | undefined;
  /** Exactly what the person would get. */
  readonly preview?: Child;
  /** Stylesheets of the preview; each must be named in the content security policy. */
  readonly previewStyles?: readonly string[];
  /**
   * What the governing laws do not allow to be shown without a choice or a look. Absent where no copy is
   * given.
   */
  readonly laws?: DecisionLawsFacts;
  /** What the data map leaves open about what was found. */
  readonly notTold?: readonly NotToldPart[];
  /** Absent where nothing can be left out (an erasure). */
  readonly withholding?: DecisionWithholdingFacts;
  readonly actions: DecisionActionsFacts;
  /** A sentence on what was just done: "The field is left out.". */
  readonly done?: string;
  /** Its status, while no decision can be made: "Being carried out". */
  readonly status?: string;
  /** What was typed, by the id of the field. */
  readonly values?: FieldValues;
  readonly errors?: FieldErrors;
}

/** The acts to offer: no approval while something prevents it, whatever the facts say. */
function lawfulActions({ actions, blocks }: DecisionFacts): DecisionActionsFacts {
  if (!actions.approve || !isBlocked(blocks)) return actions;
  const blocked = actions.approve.blocked ?? 'Not possible yet: first settle the open points above.';
  return { ...actions, approve: { ...actions.approve, blocked } };
}

/** The page is long where much was found, so it begins with links to its parts and to the acts at its end. */
function OnThisPage({ preview }: { preview: boolean }) {
  return (
    <nav aria-label="On this page">
      <small>
        <a href="#found">What was found</a>
        {preview && (
          <>
            {' · '}
            <a href="#answer">What the person would get</a>
          </>
        )}
        {' · '}
        <a href="#acts">Your decision</a>
      </small>
    </nav>
  );
}

/** What to deal with first, each with a link to its part of the page. */
function ToDoFirst(facts: DecisionFacts) {
  const { checks, unread, contested, endings, blocks, laws, notTold = [], actions } = facts;
  if (!actions.approve) return null;
  const unseen = unread.groups.filter(({ says }) => !says).reduce((sum, { count }) => sum + count, 0);
  const waiting = checks.waiting.reduce((sum, { records }) => sum + records, 0);
  const points: readonly (readonly [open: boolean | number, anchor: string, words: string])[] = [
    [unseen, 'unread', `Look into ${countText(unseen, 'place')} that the desk could not read.`],
    [
      contested?.groups.some(({ says }) => !says) ?? false,
      'contested',
      'Say whose the records are that name somebody else as well.',
    ],
    [
      endings?.groups.some(({ tickedBy }) => !tickedBy) ?? false,
      'endings',
      'Say whether what still runs at a vendor may end.',
    ],
    [blocks.unclassified.length, 'fields', 'Say what to do with the fields that nobody has described.'],
    [blocks.gaps.length, 'gaps', 'Have the data map completed.'],
    [
      checks.trials.some(({ outcome }) => outcome === 'refused'),
      'trial',
      'See why the trial run was refused.',
    ],
    [waiting, 'waiting', `Look at ${countText(waiting, 'record')} that cannot be decided yet.`],
    [(laws?.questions.length ?? 0) + (laws?.lookInto.length ?? 0), 'laws', 'See what the laws let you show.'],
    [notTold.length, 'not-told', 'See what the answer does not tell.'],
    [actions.vouch !== undefined, 'acts', 'Make sure that what was found is really theirs.'],
  ];
  const open = points.filter(([is]) => is);
  if (open.length === 0) return null;
  return (
    <div class="warn">
      <h2>Before you approve</h2>
      <ul>
        {open.map(([, anchor, words]) => (
          <li>
            <a href={`#${anchor}`}>{words}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/**
 * One page, one decision: what was asked, by when, what was found, what would be given, and the acts that are
 * lawful now.
 */
export function Decision(facts: DecisionFacts) {
  const { errors = {}, values = {}, preview, withholding } = facts;
  const actions = lawfulActions(facts);
  return (
    <Layout
      frame={facts}
      title={`Decide on ${facts.nickname}`}
      failed={hasErrors(errors)}
      wide
      moreStyles={facts.previewStyles ?? []}
    >
      <h1>Decide on {facts.nickname}</h1>
      <ErrorSummary errors={errors} />
      {facts.done && (
        <div class="good" role="status">
          <p>{facts.done}</p>
        </div>
      )}
      {facts.status && <p class="lead">{facts.status}</p>}
      <OnThisPage preview={Boolean(preview)} />
      <ToDoFirst {...facts} />
      <RequesterCard {...facts} />
      <LostEntries lost={facts.lost} />
      <OtherRequests others={facts.others} />
      <QuestionsAsked questions={facts.questions ?? []} />
      <StaffDates timeline={facts.timeline} dateNotes={facts.dateNotes} />
      <DecisionCounts {...facts.counts} />
      <DecisionUnread {...facts.unread} errors={errors} values={values} />
      {facts.contested && <DecisionContested {...facts.contested} errors={errors} values={values} />}
      {facts.endings && <DecisionEndings {...facts.endings} errors={errors} />}
      {facts.corrections && <DecisionCorrections {...facts.corrections} errors={errors} values={values} />}
      <DecisionBlocks {...facts.blocks} errors={errors} />
      <DecisionChecks
        {...facts.checks}
        approvable={actions.approve !== undefined && actions.approve.blocked === undefined}
        searchable={actions.searchAgain !== undefined}
      />
      <DecisionNotTold parts={facts.notTold ?? []} />
      {facts.laws && <DecisionLaws {...facts.laws} errors={errors} />}
      {preview && (
        <>
          <h2 id="answer">What the person would get</h2>
          <p class="hint">Exactly this, in this order. Your view of it is recorded.</p>
          <div class="answer">{preview}</div>
        </>
      )}
      {withholding && <DecisionWithholding {...withholding} errors={errors} values={values} />}
      <DecisionActions {...actions} errors={errors} values={values} />
    </Layout>
  );
}
