import type { PropsWithChildren } from 'hono/jsx';
import type { CorrectionPoint } from '../../domain/correction-point';
import type { EventData } from '../../domain/events';
import type { Right } from '../../domain/rights';
import { ANOTHER_COUNTRY, placeTitle } from '../../words/places';
import { forWhomLabels, relationLabels, rightLabels } from '../../words/right-labels';
import { shownName, shownText } from '../../words/shown-text';
import { FactList } from '../parts/fact-list';
import { InFile, type InFileNote } from './in-file';

/** The requester, in their own words. */
export interface RequesterShown {
  readonly email?: string | undefined;
  /** A postal address or a telephone number. */
  readonly postal?: string | undefined;
  readonly name?: string | undefined;
  readonly message?: string | undefined;
  /** Code of the country or state where they say they live. */
  readonly livesIn?: string | undefined;
  /** For a correction by the form, point by point. */
  readonly corrections?: readonly CorrectionPoint[] | undefined;
}

/** The request and the requester. Personal data is shown as text and nowhere else. */
export interface AboutRequest {
  readonly reference: string;
  readonly nickname: string;
  readonly right: Right;
  readonly forWhom: EventData['received']['forWhom'];
  readonly relation: EventData['received']['relation'];
  readonly requester: RequesterShown;
  /** The governing laws, and what staff must know about them. */
  readonly governedBy?: string;
  /**
   * How we know who it is: "the code we sent to the address on file was typed on 24 November". Absent where
   * the identity was not checked yet.
   */
  readonly identity?: string;
  /** Notes that staff wrote when choosing a ground, for staff alone. */
  readonly inFile?: readonly InFileNote[];
}

function Points({ points }: { readonly points: readonly CorrectionPoint[] }) {
  return (
    <>
      <h3>What they want corrected</h3>
      <ol>
        {points.map(({ what, now, right, wish, shows }) => (
          <li>
            <bdi>{shownText(what)}</bdi>
            {now && (
              <>
                , now <bdi>{shownText(now)}</bdi>
              </>
            )}
            {wish === 'remove' ? ': remove it' : ': should be '}
            {right && <bdi>{shownText(right)}</bdi>}
            {shows && (
              <>
                {' '}
                (shown by: <bdi>{shownText(shows)}</bdi>)
              </>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

/** Shown because the governing laws may depend on it. */
function livesInWords(code: string): string {
  return `${code === ANOTHER_COUNTRY ? 'another country' : placeTitle(code)} (not checked)`;
}

/**
 * Who asks for what, at the top of each page on which staff handle a request; `children` follow the message.
 */
export function RequesterCard({ requester, children, ...about }: PropsWithChildren<AboutRequest>) {
  return (
    <div class="card">
      <FactList
        facts={[
          ['Asks us to', rightLabels(about.right).askedByThem],
          ['For', forWhomLabels[about.forWhom]],
          ['Known', relationLabels[about.relation]],
          ['Address', requester.email && <bdi>{shownName(requester.email)}</bdi>],
          ['By post or phone', requester.postal && <bdi>{shownName(requester.postal)}</bdi>],
          ['Name', requester.name && <bdi>{shownName(requester.name)}</bdi>],
          ['Says they live in', requester.livesIn && livesInWords(requester.livesIn)],
          ['Identity', about.identity],
          ['Law', about.governedBy],
          ['Reference', `${about.reference} (${about.nickname})`],
        ]}
      />
      {requester.corrections && <Points points={requester.corrections} />}
      {requester.message && (
        <>
          <h3>Message</h3>
          <blockquote dir="auto">{shownText(requester.message)}</blockquote>
        </>
      )}
      {children}
      <InFile notes={about.inFile} />
    </div>
  );
}
