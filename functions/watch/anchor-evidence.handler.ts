import { documentClient, evidenceFrom, registerFrom } from '../adapters/adapters-from-environment';
import { deskData } from '../adapters/desk-data';
import { log } from '../adapters/log';
import { stepHandler } from '../adapters/step-handler';
import { systemClock } from '../adapters/system-clock';
import { anchorEvidence } from './anchor-evidence';

export const handler = stepHandler(
  anchorEvidence({
    clock: systemClock,
    register: registerFrom(documentClient(), deskData(), systemClock),
    evidence: evidenceFrom(),
    noteAge: (count) => log('evidence-age', { count }),
  }),
);
