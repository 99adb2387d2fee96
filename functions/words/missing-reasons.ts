import type { MissingBecause } from '../domain/missing-because';

/** For the requester, to follow the name of the place. */
export const missingReasons: Readonly<Record<MissingBecause, string>> = {
  'no-answer': 'it did not answer us',
  refused: 'it refused what we asked, and one of us is looking into it',
  misfit: 'our description of it is wrong, and one of us is correcting it',
  forbidden: 'we lack a permission there, and one of us is looking into it',
  'beyond-approval':
    'more would have changed there than was approved, so nothing was changed; one of us is looking into it',
  gone: 'it is no longer connected to this desk, and one of us is looking into it',
  'not-looked': 'the person who looks after it has not answered yet',
};
