import type { Page } from '../../../functions/web/parts/layout';
import { RecipientTask } from '../../../functions/web/recipient/recipient-task';
import { ContestedTask } from '../../../functions/web/staff/contested-task-view';
import { Decision } from '../../../functions/web/staff/decide/decision';
import { DecisionDone } from '../../../functions/web/staff/decision-done';
import { DecisionGate } from '../../../functions/web/staff/decision-gate';
import { HandedOver } from '../../../functions/web/staff/handed-over';
import { IdentityTask } from '../../../functions/web/staff/identity-task';
import { ManualTask } from '../../../functions/web/staff/manual-task';
import { OpenRequests } from '../../../functions/web/staff/open-requests';
import { ProofTask } from '../../../functions/web/staff/proof-task-view';
import { RefusedTask } from '../../../functions/web/staff/refused-task-view';
import { RequestHalted } from '../../../functions/web/staff/request-halted';
import { RequestOverview } from '../../../functions/web/staff/request-overview';
import { Restricted } from '../../../functions/web/staff/restricted';
import { SettlementTask } from '../../../functions/web/staff/settlement-view';
import { StaffEntry } from '../../../functions/web/staff/staff-entry';
import { StaffSignIn } from '../../../functions/web/staff/staff-sign-in';
import { caseFields } from '../../../functions/words/case-fields';
import { storeFaultText } from '../../../functions/words/store-fault-text';
import { appPages } from './sample-app-pages';
import { blockedDecision, decision, erasureDecision } from './sample-decisions';
import { refusedErasure, stoppedErasure, stoppedForGood, triedErasure, unreadCopy } from './sample-erasures';
import { type Foreign, form, frame, nav, nickname, reference, refusing, staffTimeline } from './sample-facts';

const lostEntries = [
  { what: 'One of you decided on it', count: 1, from: 'Tuesday 24 November 2026, 14:00 (Europe/Berlin)' },
  {
    what: 'A mail left, to the person or to you',
    count: 2,
    from: 'Tuesday 24 November 2026, 15:00 (Europe/Berlin)',
  },
];

export function staffPages(foreign: Foreign): Record<string, Page> {
  const identifiers = [
    { kind: 'email', value: foreign.email },
    { kind: 'customer-number', value: foreign.name },
  ] as const;
  const settlement = {
    ...{ ...frame, nickname, store: 'The newsletter service', form },
    ...{ askedOn: '2026-10-01', promised: '2026-11-24' },
  };
  const task = { ...frame, nickname, store: 'the support mailbox', identifiers, dueOn: '2026-12-14', form };
  const requests = [
    ['amber otter', 'access', 'awaiting-decision', '2026-10-28', '2026-11-24', '2026-11-28', false],
    ['quiet heron', 'erasure', 'with-staff', '2026-11-02', '2026-11-30', '2026-12-02', false],
    [
      'brave linden',
      'rectification',
      'awaiting-verification',
      '2026-11-20',
      '2026-12-16',
      '2026-12-21',
      true,
    ],
  ] as const;
  const refusal = storeFaultText({
    kind: 'refused',
    store: 'The shop’s database',
    table: 'push_tokens',
    constraint: 'push_tokens_customer_id_fkey',
    code: '23503',
  });
  return {
    'decision-gate': <DecisionGate {...frame} nickname={nickname} purpose="decision" form={form} />,
    'decision-gate-wrong': (
      <DecisionGate
        {...frame}
        nickname={nickname}
        purpose="task"
        form={form}
        error="That code is not right."
      />
    ),
    decision: <Decision {...decision(foreign)} />,
    'decision-erasure': <Decision {...erasureDecision(foreign)} />,
    'decision-erasure-tried': <Decision {...triedErasure(foreign)} />,
    'decision-erasure-refused': <Decision {...refusedErasure(foreign)} />,
    'decision-copy-unread': <Decision {...unreadCopy(foreign)} />,
    'decision-blocked': <Decision {...blockedDecision(foreign)} />,
    'decision-done': <DecisionDone {...frame} nickname={nickname} act="approved" />,
    'manual-access': <ManualTask {...task} kind="manual-access" largestUpload="4 MB" />,
    'manual-erasure': (
      <ManualTask
        {...task}
        kind="manual-erasure"
        largestUpload="4 MB"
        values={{ answer: 'kept', ground: foreign.message }}
        errors={{ until: 'Say until when it is kept.' }}
      />
    ),
    'manual-erasure-submitted': (
      <ManualTask
        {...task}
        kind="manual-erasure"
        largestUpload="4 MB"
        values={{ answer: 'submitted', askedOn: '2026-12-01', confirmBy: '2026-11-01' }}
        errors={{ confirmBy: 'That day is over. Give today or a later day.' }}
      />
    ),
    settlement: <SettlementTask {...settlement} readByDesk={false} />,
    'settlement-tried': (
      <SettlementTask
        {...settlement}
        readByDesk
        values={{ answer: 'kept', ground: foreign.message }}
        errors={{ until: 'Give the last day, like 2034-12-31, or leave it empty.' }}
      />
    ),
    'manual-correction': (
      <ManualTask
        {...task}
        kind="manual-correction"
        largestUpload="4 MB"
        wrong={[foreign.message]}
        errors={{ answer: 'Choose your answer.' }}
      />
    ),
    'rest-task': (
      <ManualTask
        {...task}
        kind="rest"
        store="The shop’s database"
        largestUpload="4 MB"
        left={[
          { title: 'Push tokens', records: 2, reason: 'nobody has said what an erasure does here.' },
          { title: 'Support threads', records: 1 },
        ]}
      />
    ),
    'contested-task': (
      <ContestedTask
        {...task}
        store="The shop’s database"
        groups={[
          { where: 'Orders in the shop’s database', rows: 2 },
          { where: 'Support threads in the shop’s database', rows: 1 },
        ]}
        confirmation={{ kind: 'totp' }}
        errors={{ 'whose-1': 'Say whose these records are.' }}
      />
    ),
    'proof-task': (
      <ProofTask
        {...frame}
        nickname={nickname}
        place="California"
        triesLeft={0}
        canAsk
        until="2026-12-18"
        saidBy={['Bruno']}
        form={form}
        confirmation={{ kind: 'totp' }}
        values={{ 'known-because': foreign.message }}
        errors={{ 'known-because': 'Please say why.' }}
      />
    ),
    'refused-task': (
      <RefusedTask
        {...frame}
        nickname={nickname}
        store="The shop’s database"
        {...refusal}
        dueOn="2026-12-14"
        form={form}
        errors={{ code: 'That code is not right.' }}
      />
    ),
    'handed-over': (
      <HandedOver
        {...frame}
        reference={reference}
        nickname={nickname}
        right="access"
        reason="child"
        forWhom="child"
        relation="customer"
        requester={foreign}
        note={foreign.message}
        timeline={staffTimeline}
        grounds={refusing.grounds}
        form={form}
      />
    ),
    'handed-over-correction': (
      <HandedOver
        {...frame}
        reference={reference}
        nickname={nickname}
        right="rectification"
        reason="staff-choice"
        forWhom="self"
        relation="customer"
        requester={foreign}
        takeover="Somebody could take over an account with this, and no address on file has been told yet."
        onFile={{ kind: 'totp' }}
        timeline={staffTimeline}
        grounds={refusing.grounds}
        form={form}
        values={{ outcome: 'fulfilled' }}
        errors={{
          'on-file': 'Say whether every address on file was told before it was changed.',
          'on-file-totp': 'Wrong.',
        }}
      />
    ),
    'handed-over-appeal': (
      <HandedOver
        {...frame}
        reference={reference}
        nickname={nickname}
        right="appeal"
        reason="appeal"
        forWhom="self"
        relation="customer"
        requester={foreign}
        review={{
          about: {
            reference,
            nickname,
            url: '/staff/r',
            askedFor: 'show them the data we hold on them',
            receivedOn: '2026-11-24',
            decidedOn: '2026-11-30',
            status: 'Refused',
            decidedBy: ['Alma'],
            ground: 'excessive requests (Art. 12(5) GDPR)',
            message: foreign.message,
            answer: foreign.message,
            otherAddress: true,
          },
          same: true,
          carryOn: 'other-address',
        }}
        progress
        fields={caseFields('appeal', 'other-address')}
        timeline={staffTimeline}
        grounds={refusing.grounds}
        form={form}
        errors={{
          follow: 'Choose one of these.',
          'tie-about': 'There is no other request with this reference.',
        }}
      />
    ),
    'handed-over-restriction': (
      <HandedOver
        {...frame}
        reference={reference}
        nickname={nickname}
        right="restriction"
        reason="right-by-staff"
        forWhom="self"
        relation="customer"
        requester={foreign}
        answers={[{ question: 'Which data do you mean?', answer: foreign.message }]}
        fields={caseFields('restriction', undefined)}
        timeline={staffTimeline}
        grounds={refusing.grounds}
        form={form}
        errors={{ lookAgainOn: 'Give the day.' }}
      />
    ),
    restricted: (
      <Restricted
        {...frame}
        nickname={nickname}
        reference={reference}
        what={foreign.message}
        since="2026-11-24"
        lookAgainOn="2026-12-24"
        form={form}
        errors={{ 'lift-endsOn': 'Give a day at least three days from now, within a year.' }}
      />
    ),
    'restricted-ending': (
      <Restricted
        {...frame}
        nickname={nickname}
        reference={reference}
        what={foreign.message}
        since="2026-11-24"
        lookAgainOn="2026-12-24"
        ending={{ on: '2026-12-30', isTold: false }}
        form={form}
      />
    ),
    'handed-over-lost': <HandedOver {...stoppedErasure(foreign)} reason="history-lost" lost={lostEntries} />,
    'stands-still': <RequestHalted {...frame} nickname={nickname} lost={lostEntries} />,
    'handed-over-stopped': <HandedOver {...stoppedErasure(foreign)} />,
    'handed-over-gone': <HandedOver {...stoppedForGood(foreign)} />,
    'identity-task': (
      <IdentityTask
        {...frame}
        nickname={nickname}
        right="erasure"
        requester={foreign}
        why="unverified"
        receivedOn="2026-11-24"
        dueOn="2026-12-24"
        known={{ ...form, confirmation: { kind: 'totp' } }}
        doubt={form}
        doubtPauses
      />
    ),
    'staff-sign-in': <StaffSignIn {...frame} state="address" form={form} value={foreign.email} />,
    'staff-signed-out': <StaffSignIn {...frame} state="address" form={form} left="everywhere" />,
    'staff-signed-out-nowhere': <StaffSignIn {...frame} state="address" form={form} left="nowhere" />,
    'staff-sign-in-ended': <StaffSignIn {...frame} state="ended" form={form} />,
    'staff-sign-in-sent': <StaffSignIn {...frame} state="sent" />,
    'staff-sign-in-code': <StaffSignIn {...frame} state="code" form={form} error="That code is not right." />,
    'staff-entry': (
      <StaffEntry
        {...frame}
        nav={nav}
        form={form}
        zone="Europe/Berlin"
        values={{ ...foreign, known: foreign.message }}
      />
    ),
    'open-requests': (
      <OpenRequests
        {...frame}
        nav={nav}
        today="2026-11-30"
        part={{ from: 301, to: 600, total: 712, before: '/staff?page=1', next: '/staff?page=3' }}
        entryUrl="/staff/enter"
        requests={requests.map(([name, right, status, receivedOn, approveBy, dueOn, paused]) => ({
          reference,
          nickname: name,
          right,
          status,
          receivedOn,
          approveBy,
          dueOn,
          paused,
          url: '/staff/r',
          letters: paused ? 2 : 0,
        }))}
        closed={[{ reference, right: 'access', receivedOn: '2026-10-28', url: '/staff/r', letters: 1 }]}
      />
    ),
    'request-overview': (
      <RequestOverview
        {...frame}
        nav={nav}
        reference={reference}
        nickname={nickname}
        right="access"
        status="with-staff"
        timeline={staffTimeline}
        missing={[]}
        letters={{ url: '/staff/letters', count: 2, mayChange: true }}
        undelivered={[
          { on: '2026-11-25', what: 'A mail to the person came back: it did not arrive.' },
          {
            on: '2026-11-24',
            what: 'A mail to one of you could not be sent.',
            since: { what: 'posted', on: '2026-11-26' },
          },
        ]}
        open={form}
      />
    ),
    'open-requests-none': (
      <OpenRequests {...frame} nav={nav} today="2026-11-30" entryUrl="/staff/enter" requests={[]} />
    ),
    'recipient-gate': <RecipientTask {...frame} reference={reference} state="gate" form={form} />,
    'recipient-ask': (
      <RecipientTask
        {...frame}
        reference={reference}
        state="ask"
        recipient="processor"
        what="erase"
        identifiers={identifiers}
        dueOn="2026-12-14"
        form={form}
        values={{ remark: foreign.message }}
      />
    ),
    ...appPages(foreign),
    'recipient-promised': <RecipientTask {...frame} reference={reference} state="promised" by="2027-01-15" />,
    'recipient-done': <RecipientTask {...frame} reference={reference} state="done" />,
  };
}
