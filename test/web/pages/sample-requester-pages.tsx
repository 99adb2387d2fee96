import type { DeskLaw } from '../../../functions/domain/desk';
import { isOffered } from '../../../functions/domain/offered-rights';
import type { Right } from '../../../functions/domain/rights';
import { BrokenLinkPage } from '../../../functions/web/broken-link-page';
import { ErrorPage } from '../../../functions/web/error-page';
import { FormReceived } from '../../../functions/web/form/form-received';
import { OptOutForm } from '../../../functions/web/form/opt-out-form';
import { RequestFormPage } from '../../../functions/web/form/request-form';
import type { Page } from '../../../functions/web/parts/layout';
import { AnswerQuestion } from '../../../functions/web/requester/answer-question';
import { Download } from '../../../functions/web/requester/download';
import { ErasureNotice } from '../../../functions/web/requester/erasure-notice';
import { MoreProof } from '../../../functions/web/requester/more-proof';
import { OtherIdentifiers } from '../../../functions/web/requester/other-identifiers';
import { ProveAddress } from '../../../functions/web/requester/prove-address';
import { RequestStatus } from '../../../functions/web/requester/request-status';
import { Verify } from '../../../functions/web/requester/verify';
import { offeredRights } from '../../../functions/words/right-labels';
import { aBook, aDesk } from '../../builders/a-desk';

import { type Foreign, form, frame, longStory, reference, timeline } from './sample-facts';

/** The rights that a desk under the laws of the EU, the United Kingdom and California offers from 2027 on. */
function underTheCore(): Right[] {
  const laws = ['eu-gdpr', 'uk-gdpr', 'us-ca-ccpa'].map((regime) => ({
    ...{ regime, applies: 'binds', because: 'x' },
  })) as DeskLaw[];
  const desk = aDesk({ laws });
  return offeredRights.filter((right) => isOffered({ desk, book: aBook(desk) }, right, '2027-01-01'));
}

export function customerPages(foreign: Foreign): Record<string, Page> {
  const until = '2026-12-30';
  const coming = {
    ...frame,
    reference,
    startsAt: '2026-12-04T09:00:00.000Z',
    zone: 'Europe/Berlin',
  } as const;
  const provingMore = {
    ...frame,
    reference,
    place: 'California',
    form,
    needed: 3,
    triesLeft: 2,
    until: '2026-12-18',
  } as const;
  const stands = { ...frame, reference, right: 'access' } as const;
  return {
    'request-form': <RequestFormPage {...frame} form={form} rights={underTheCore()} within="one month" />,
    'request-form-kinds': <RequestFormPage {...frame} form={form} rights={['access']} asksWhat />,
    'request-form-errors': (
      <RequestFormPage
        {...frame}
        form={form}
        questions={[
          {
            title: 'More about: an objection',
            questions: [
              { name: 'objection-use', label: 'Which use?', choices: ['Guessing what you may like'] },
              { name: 'objection-situation', label: 'What about your situation?', hint: 'In your words.' },
            ],
          },
        ]}
        values={{
          ...foreign,
          right: 'erasure',
          forWhom: 'child',
          place: 'US-CA',
          about: foreign.name,
          'objection-situation': foreign.message,
        }}
        errors={{
          email: 'Write the address like name@example.com.',
          message: 'Please use at most 4,000 characters.',
        }}
      />
    ),
    'opt-out-form': <OptOutForm {...frame} form={form} rights={['opt-out-of-sale', 'limit-sensitive']} />,
    'opt-out-form-one': (
      <OptOutForm
        {...frame}
        form={form}
        rights={['marketing-objection']}
        values={foreign}
        errors={{ email: 'Write the address like name@example.com.' }}
      />
    ),
    'form-received': <FormReceived {...frame} linkLife="PT30M" />,
    verify: <Verify {...stands} state="ask" form={form} />,
    'verify-after-letter': <Verify {...stands} state="ask" form={form} follows="DSR-2B4D-7K3M-9QXT" />,
    'verify-wrong': <Verify {...stands} state="ask" form={form} wrong={{ triesLeft: 1 }} />,
    'verify-empty': <Verify {...stands} state="ask" form={form} wrong="empty" />,
    'verify-spent': <Verify {...stands} state="spent" form={form} because="time" />,
    'verify-sent': <Verify {...stands} state="sent" linkLife="PT30M" />,
    'verify-done': <Verify {...stands} state="done" statusUrl="/status" answerBy="2026-12-24" />,
    'verify-by-staff': <Verify {...stands} state="by-staff" statusUrl="/status" answerBy="2026-12-24" />,
    status: (
      <RequestStatus
        {...stands}
        stage="deciding"
        timeline={timeline}
        otherDates={['Under the California Consumer Privacy Act: Friday 8 January 2027.']}
        withdraw={{ state: 'ask', form }}
      />
    ),
    'status-withdraw': (
      <RequestStatus
        {...stands}
        stage="searching"
        timeline={longStory}
        withdraw={{ state: 'code', form, error: 'That code is not right. You have 3 tries left.' }}
      />
    ),
    'status-ready': (
      <RequestStatus
        {...stands}
        stage="ready"
        timeline={{ ...timeline, answeredOn: '2026-12-03' }}
        step={{ url: '/download', label: 'Go to my data' }}
      />
    ),
    'status-part-missing': (
      <RequestStatus
        {...stands}
        right="erasure"
        stage="done-in-part"
        timeline={{ ...timeline, answeredOn: '2026-12-23' }}
        missing={[
          {
            what: 'The newsletter tool',
            why: 'it refused what we asked, and one of us is looking into it',
          },
          {
            what: 'The shop’s database',
            why: 'one of us still has to look at a part of it and decide',
          },
        ]}
      />
    ),
    'other-identifiers': (
      <OtherIdentifiers
        {...frame}
        reference={reference}
        form={form}
        kinds={['email', 'phone', 'customer-number']}
        until="2026-12-07"
        values={{ email: foreign.email, phone: foreign.message }}
      />
    ),
    'more-proof': <MoreProof {...provingMore} state="ask" />,
    'more-proof-account': <MoreProof {...provingMore} state="ask" account={form} />,
    'more-proof-to-account': (
      <MoreProof
        {...provingMore}
        state="to-account"
        loginAt={`https://shop.example/log-in?reference=${reference}&once=x`}
      />
    ),
    'more-proof-not-arrived': <MoreProof {...provingMore} state="not-arrived" />,
    'more-proof-form': (
      <MoreProof
        {...provingMore}
        state="form"
        points={[
          { id: 'point-1', title: 'Date of birth' },
          { id: 'point-2', title: 'Telephone' },
          { id: 'point-3', title: 'Lamp club since' },
        ]}
        values={{ 'point-1': foreign.message, name: foreign.name }}
        errors={{
          'point-1': 'Fill in at least 3 of these.',
          declare: 'Tick this if it is true. Without it we cannot go on.',
          code: 'That code is not right. You have 4 tries left.',
        }}
      />
    ),
    'more-proof-offered': <MoreProof {...provingMore} state="offered" statusUrl="/r/x" />,
    'more-proof-second': <MoreProof {...provingMore} state="second" />,
    'more-proof-over': <MoreProof {...provingMore} state="over" />,
    'more-proof-no-way': <MoreProof {...provingMore} state="no-way" />,
    'prove-address': <ProveAddress {...frame} state="ask" form={form} />,
    'prove-address-wrong': <ProveAddress {...frame} state="ask" form={form} wrong={{ triesLeft: 3 }} />,
    'prove-address-done': <ProveAddress {...frame} state="done" />,
    'answer-question-code': (
      <AnswerQuestion
        {...frame}
        reference={reference}
        state="code"
        form={{ ...form, hidden: { answer: 'The old one.' } }}
        fresh={form}
        error="That code is not right. Tries left: 3."
      />
    ),
    'answer-question-spent': (
      <AnswerQuestion {...frame} reference={reference} state="spent" fresh={form} because="tries" />
    ),
    'answer-question-sent': <AnswerQuestion {...frame} reference={reference} state="sent" linkLife="P7D" />,
    'answer-question-wait': (
      <AnswerQuestion
        {...frame}
        reference={reference}
        state="wait"
        next="Tuesday 24 November 2026 at 11:00"
      />
    ),
    'answer-question-over': <AnswerQuestion {...frame} reference={reference} state="over" />,
    'answer-question': (
      <AnswerQuestion
        {...frame}
        reference={reference}
        question={foreign.message}
        answerBy="2026-12-24"
        state="ask"
        form={form}
        errors={{ answer: 'Please write an answer.' }}
      />
    ),
    'answer-question-done': (
      <AnswerQuestion
        {...frame}
        reference={reference}
        question={foreign.message}
        answerBy="2026-12-24"
        state="done"
      />
    ),
    'download-start': <Download {...frame} reference={reference} state="start" form={form} until={until} />,
    'download-code': (
      <Download
        {...frame}
        reference={reference}
        state="code"
        form={form}
        until={until}
        error="That code has run out."
      />
    ),
    'download-ready': (
      <Download
        {...frame}
        reference={reference}
        state="ready"
        form={form}
        bytes={4_812_331}
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        again={form}
        until={until}
      />
    ),
    'download-gone': <Download {...frame} reference={reference} state="gone" form={form} />,
    'download-renewing': <Download {...frame} reference={reference} state="renewing" />,
    'erasure-notice': (
      <ErasureNotice
        {...frame}
        reference={reference}
        state="ask"
        form={form}
        startsAt="2026-12-04T09:00:00.000Z"
        zone="Europe/Berlin"
        values={{ reason: foreign.message }}
      />
    ),
    'erasure-notice-spent': <ErasureNotice {...coming} state="spent" form={form} because="tries" />,
    'erasure-notice-sent': <ErasureNotice {...coming} state="sent" />,
    'erasure-notice-wait': <ErasureNotice {...coming} state="wait" next="2026-12-03T12:00:00.000Z" />,
    'erasure-notice-paused': <ErasureNotice {...frame} reference={reference} state="paused" />,
    'erasure-notice-late': <ErasureNotice {...frame} reference={reference} state="too-late" />,
    'link-problem': <BrokenLinkPage {...frame} formUrl="/" />,
    problem: <ErrorPage {...frame} kind="ours" errorReference="E-5521-09" />,
  };
}
