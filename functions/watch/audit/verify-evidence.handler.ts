import {
  buildEvidence,
  buildItems,
  buildMailbox,
  buildRegister,
  documentClient,
} from '../../adapters/build-deps';
import { deskData } from '../../adapters/desk-data';
import { log } from '../../adapters/log';
import { stepEntry } from '../../adapters/step-handler';
import { systemClock } from '../../adapters/system-clock';
import { reportEvidence } from './report-evidence';

const dynamo = documentClient();
const data = deskData();

export const handler = stepEntry(
  {
    desk: data.desk,
    clock: systemClock,
    register: buildRegister(dynamo, data, systemClock),
    evidence: buildEvidence(),
    items: buildItems(dynamo),
    mailbox: buildMailbox(data),
    noteVerified: (count) => log('evidence-verified', { count }),
  },
  reportEvidence,
);
