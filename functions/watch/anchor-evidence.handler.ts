import { buildEvidence, buildRegister, documentClient } from '../adapters/build-deps';
import { deskData } from '../adapters/desk-data';
import { log } from '../adapters/log';
import { stepEntry } from '../adapters/step-handler';
import { systemClock } from '../adapters/system-clock';
import { anchorEvidence } from './anchor-evidence';

export const handler = stepEntry(
  {
    clock: systemClock,
    register: buildRegister(documentClient(), deskData(), systemClock),
    evidence: buildEvidence(),
    noteAge: (count) => log('evidence-age', { count }),
  },
  anchorEvidence,
);
