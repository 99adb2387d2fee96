import { documentClient, evidenceFrom, itemsFrom, registerFrom } from '../adapters/adapters-from-environment';
import { deskData } from '../adapters/desk-data';
import { stepHandler } from '../adapters/step-handler';
import { systemClock } from '../adapters/system-clock';
import { anchorEvidence } from './anchor-evidence';

const dynamo = documentClient();

export const handler = stepHandler(
  anchorEvidence({
    clock: systemClock,
    register: registerFrom(dynamo, deskData(), systemClock),
    items: itemsFrom(dynamo),
    evidence: evidenceFrom(),
  }),
);
