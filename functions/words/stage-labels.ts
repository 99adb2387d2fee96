/** The stage of a request as the requester sees it. */
export type Stage =
  | 'unverified'
  | 'searching'
  | 'waiting-for-you'
  | 'deciding'
  | 'with-a-person'
  | 'carrying-out'
  | 'ready'
  | 'done'
  | 'done-in-part'
  | 'refused'
  | 'nothing-found'
  | 'not-verified'
  | 'withdrawn';

interface StageWords {
  /** A short tag. */
  readonly tag: string;
  /** What is going on now. */
  readonly now: string;
  /** What happens next. */
  readonly next: string;
}

/** Labels of each stage, for the status page. */
export const stageLabels: Readonly<Record<Stage, StageWords>> = {
  unverified: {
    tag: 'Waiting for your code',
    now: 'We do not know yet that it was you who asked.',
    next: 'Open our mail, follow the link and type the code. Then we begin to look.',
  },
  searching: {
    tag: 'Looking',
    now: 'We are looking for your data in all the places where we keep data.',
    next: 'One of us checks what was found and decides.',
  },
  'waiting-for-you': {
    tag: 'Waiting for you',
    now: 'We asked you something and need your answer.',
    next: 'Please look for our mail. As soon as you answer, we go on.',
  },
  deciding: {
    tag: 'Being checked',
    now: 'Our search is finished. One of us is checking the result.',
    next: 'You get our answer by mail.',
  },
  'with-a-person': {
    tag: 'With one of us',
    now: 'One of us is handling your request personally.',
    next: 'You will hear from us by mail.',
  },
  'carrying-out': {
    tag: 'Being done',
    now: 'Your request was approved. We are carrying it out.',
    next: 'When it is done we write to you and say what was done.',
  },
  ready: {
    tag: 'Ready',
    now: 'Your data is ready for you.',
    next: 'Fetch it before it is deleted. You can ask for a new one later.',
  },
  done: {
    tag: 'Done',
    now: 'We dealt with your request. Our mail says what was done, and what was kept and why.',
    next: 'Nothing more. This request is closed.',
  },
  'done-in-part': {
    tag: 'Answered',
    now: 'Not all of it was done. Our mail says what was done, what was not, and why.',
    next: 'Our mail also says what you can do if you do not agree. Write to us if you want to know more.',
  },
  refused: {
    tag: 'Answered',
    now: 'We could not do it. Our mail says why.',
    next: 'Our mail also says where you can complain. You may ask again at any time.',
  },
  'nothing-found': {
    tag: 'Answered',
    now: 'We found no data on you under the addresses and numbers you gave us.',
    next: 'If you used another address or number with us, please ask again with that one.',
  },
  'not-verified': {
    tag: 'Not verified',
    now: 'Your request was not confirmed: nobody typed the code that we mailed, or we could not make sure who asks. So we did nothing.',
    next: 'Prove it with the link in our last mail and the same request goes on.',
  },
  withdrawn: {
    tag: 'Withdrawn',
    now: 'You took your request back.',
    next: 'Nothing more. You may ask again at any time.',
  },
};
