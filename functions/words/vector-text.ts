import { countText } from './date-text';

interface Searched {
  readonly asked: number;
  readonly by: readonly ('exact' | 'index')[];
  readonly others: number;
  readonly left: number;
  readonly unasked: number;
}

/** Tells the requester what a search with the erased vectors themselves showed. */
export function vectorText({ asked, by, others, left, unasked }: Searched): string {
  const sentences = [
    `${countText(asked, 'vector')} (what a computer makes of a record for searching) ${asked === 1 ? 'was' : 'were'} erased here. ${howText(by)}`,
    ...resultOf({ by, left }),
    ...(others > 0
      ? [
          `${countText(others, 'record')} of other people ${others === 1 ? 'holds' : 'hold'} the same numbers.`,
        ]
      : []),
    ...(unasked > 0 ? [`${countText(unasked, 'place')} could not be searched in this way.`] : []),
  ];
  return sentences.join(' ');
}

function resultOf({ by, left }: Pick<Searched, 'by' | 'left'>): string[] {
  if (left > 0)
    return [
      `${countText(left, 'place')} still ${left === 1 ? 'holds' : 'hold'} one of them, and a person looks there.`,
    ];
  return by.length > 0 ? ['Nothing of yours was found where we looked.'] : [];
}

function howText(by: Searched['by']): string {
  if (by.length === 0) return 'We could not search with them afterwards.';
  const how = by.includes('index') ? 'record by record and through the search index' : 'record by record';
  return `Afterwards we searched with them, ${how}.`;
}
