import type { CollectionMap } from '../domain/data-map';
import type { Recipient, SystemMap } from '../domain/system-map';
import type { Unstated } from '../domain/unstated';
import { countText } from '../words/date-text';
import { capitalised, fieldTitle } from './answer-words';
import { NotTold } from './not-told-note';

export interface AboutUsesProps {
  readonly systems: readonly SystemMap[];
  readonly untold: readonly Unstated[];
  /** The data in use, where a store holds it: it may have to be kept. */
  readonly collection?: CollectionMap;
}

/**
 * What Art. 15(1)-(2) GDPR requires about uses: purposes, retention, recipients, transfers, automated
 * decisions, as rows of a description list. What the map leaves open is shown as not told; only its own word
 * for "none" becomes a "no".
 */
export function AboutUses({ systems, untold, collection }: AboutUsesProps) {
  const recipients = distinct(systems.flatMap((system) => system.recipients));
  return (
    <>
      <dt>Why we use it, and how long</dt>
      <dd>
        <Purposes systems={systems} {...(collection && { collection })} />
        <NotTold untold={untold} of={['purposes', 'legalBasis', 'retention']} />
      </dd>
      <dt>Who receives it</dt>
      <dd>
        {recipients.length > 0 && <Recipients recipients={recipients} />}
        {recipients.length === 0 && !untold.includes('recipients') && 'Nobody outside our own team.'}
        <NotTold untold={untold} of={['recipients']} also={recipients.length > 0} />
      </dd>
      <dt>Sent to countries with another data protection law</dt>
      <dd>
        <Transfers systems={systems} untold={untold} />
      </dd>
      <dt>Automatic decisions</dt>
      <dd>
        <AutomatedDecisions systems={systems} untold={untold} />
      </dd>
    </>
  );
}

function Purposes({ systems, collection }: Pick<AboutUsesProps, 'systems' | 'collection'>) {
  return (
    <ul>
      {systems
        .flatMap((system) => system.purposes)
        .map((purpose) => (
          <li>
            <b>{purpose.name}</b>
            <span class="detail">
              {purpose.legalBasis !== '' && `Legal basis: ${purpose.legalBasis}. `}
              {purpose.retention !== '' && `Kept: ${purpose.retention}.`}
            </span>
          </li>
        ))}
      {collection?.onErasure.action === 'retain' && (
        <li>
          <b>Kept because the law says so: {collection.onErasure.ground}</b>
          <span class="detail">
            {collection.onErasure.article}. Kept: {periodWords(collection.onErasure.period)} from “
            {fieldTitle(collection, collection.onErasure.countedFrom)}”
            {collection.onErasure.yearEnd && ', to the end of that calendar year'}.
          </span>
        </li>
      )}
    </ul>
  );
}

function Recipients({ recipients }: { readonly recipients: readonly Recipient[] }) {
  return (
    <ul>
      {recipients.map((recipient) => (
        <li>
          <b>{recipient.name}</b>
          <span class="detail">
            {capitalised(told(recipient.purpose, 'what for: not told'))}
            {recipient.role === 'processor' ? ' (on our behalf)' : ' (in its own right)'}.
            {recipient.contact !== '' && ` Contact: ${recipient.contact}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface ToldProps {
  readonly systems: readonly SystemMap[];
  readonly untold: readonly Unstated[];
}

function Transfers({ systems, untold }: ToldProps) {
  const transfers = distinct(systems.flatMap((system) => system.transfers));
  const open = <NotTold untold={untold} of={['transfers']} also={transfers.length > 0} />;
  if (transfers.length === 0) return untold.includes('transfers') ? open : <>No.</>;
  return (
    <>
      <ul>
        {transfers.map((transfer) => (
          <li>
            <b>{transfer.country}</b>
            <span class="detail">Protected by: {told(transfer.safeguard, 'not told')}</span>
          </li>
        ))}
      </ul>
      {open}
    </>
  );
}

function AutomatedDecisions({ systems, untold }: ToldProps) {
  const decisions = distinct(systems.flatMap((system) => system.automatedDecisions));
  const open = <NotTold untold={untold} of={['automatedDecisions']} also={decisions.length > 0} />;
  if (decisions.length === 0)
    return untold.includes('automatedDecisions') ? (
      open
    ) : (
      <>Nothing about you is decided by a machine alone.</>
    );
  return (
    <>
      <ul>
        {decisions.map((decision) => (
          <li>
            <b>{decision.what}</b>
            <span class="detail">How it works: {told(decision.logic, 'not told')}</span>
            <span class="detail">What it means for you: {told(decision.effects, 'not told')}</span>
          </li>
        ))}
      </ul>
      {open}
    </>
  );
}

/** What the map says, or that it does not say it. */
function told(text: string, otherwise: string): string {
  return text.trim() === '' ? otherwise : text;
}

/** An ISO 8601 period of whole years, months, weeks or days in words. */
function periodWords(period: string): string {
  const units = { Y: 'year', M: 'month', W: 'week', D: 'day' } as const;
  const parts = [...period.matchAll(/(\d+)([YMWD])/g)];
  return parts
    .map(([, count, unit]) => countText(Number(count), units[unit as keyof typeof units]))
    .join(' and ');
}

function distinct<T>(items: readonly T[]): T[] {
  const seen = new Map(items.map((item) => [JSON.stringify(item), item]));
  return [...seen.values()];
}
