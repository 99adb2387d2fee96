/** A letter from somebody without an e-mail address, as staff type it in. */
export const aLetter = {
  right: 'access',
  channel: 'post',
  receivedOn: '2026-11-19',
  receivedTime: '',
  forWhom: 'self',
  relation: 'customer',
  email: '',
  postal: 'Lindenweg 4, 10115 Berlin',
  name: 'Mia Sommer',
  message: 'Please send me everything.',
  place: '',
  known: '',
};
