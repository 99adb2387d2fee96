import { chosenDisclosure, lawChoices } from '../../../casework/evidence/read-disclosure';
import { answerStyle } from '../../../documents/answer-style';
import { categoriesOnlyBecause } from '../../../domain/details-proof';
import { systemsWithoutStores } from '../../../domain/systems-without-stores';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import { groundsForWithholding } from '../withholding-grounds';
import { lawQuestions } from './choose-law';
import type { DecisionFacts } from './decision';
import { lawFields } from './law-fields';
import { notToldParts } from './not-told';
import { placesToCheck } from './places-to-check';
import type { Preview } from './preview';
import { PreviewView } from './preview-view';
import type { SharedFacts } from './shared-facts';
import { leftOut, targetGroups, targetsOf } from './withholdings';

type PreviewPart = Pick<DecisionFacts, 'preview' | 'previewStyles' | 'laws' | 'notTold' | 'withholding'>;

/** What the person would get, and what can be left out of it or given after all. */
export async function previewFacts(
  deps: StaffDeps,
  page: StaffPage,
  preview: Preview,
  { refusing, views, formFor }: SharedFacts,
): Promise<PreviewPart> {
  const { map, desk } = deps;
  const chosen = await chosenDisclosure(deps, page.request);
  const choices = lawChoices(page.request);
  const fields = lawFields(views, choices, preview);
  return {
    laws: {
      questions: lawQuestions(fields, (id) => formFor('choose-law', { 'law-field': id })),
      lookInto: placesToCheck(views, preview),
    },
    notTold: notToldParts(preview, map),
    preview: PreviewView({
      ...{ preview, systems: map.systems, loose: systemsWithoutStores(map) },
      pageAt: page.action,
      only: categoriesOnlyBecause(deps, page.request),
      zone: desk.zone,
    }),
    previewStyles: [answerStyle],
    withholding: {
      withheld: leftOut(map, chosen, preview),
      targets: targetGroups(targetsOf(preview)),
      laws: groundsForWithholding(page.request, { refusing, views }),
      form: formFor('withhold'),
      undo: formFor('undo'),
    },
  };
}
