import { referenceOf, requestIdIn } from '../../functions/domain/reference';

describe('a reference in what a person writes', () => {
  it.each([
    'DSR-7K3M-9QXT-2B4D',
    'I appeal against dsr-7k3m-9qxt-2b4d.',
    'See "DSR 7K3M 9QXT 2B4D", please',
    'DSR7K3M9QXT2B4D and DSR-0000-0000-0000',
  ])('leads to its request: %s', (text) => {
    expect(requestIdIn(text)).toBe('dsr-7k3m9qxt2b4d');
  });

  it('is the id of the request', () => {
    expect(requestIdIn(referenceOf('dsr-0123456789ab'))).toBe('dsr-0123456789ab');
  });

  it.each(['', 'DSR', 'DSR-7K3M-9QXT', 'my order 7K3M-9QXT-2B4D'])(
    'is none where there is none: %s',
    (text) => {
      expect(requestIdIn(text)).toBeUndefined();
    },
  );
});
