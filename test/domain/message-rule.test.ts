import { messagesByAuthor } from '../../functions/domain/message-rule';

describe('a message among several', () => {
  it('is the person’s if its author stands for them, or is what the row says', () => {
    const all = [{ by: 'customer' }, { by: 'agent' }, { by: 12 }, { by: '12' }];

    expect(messagesByAuthor({ author: 'by', theirs: ['customer'] }, all, '12').theirs).toEqual([
      { by: 'customer' },
      { by: 12 },
      { by: '12' },
    ]);
  });

  it('is nobody’s in particular without a plain author', () => {
    const all = [
      null,
      'customer',
      { by: null },
      { by: '' },
      { by: { id: 'customer' } },
      { by: ['customer'] },
      {},
    ];

    const { theirs, others } = messagesByAuthor({ author: 'by', theirs: ['customer'] }, all, '');

    expect(theirs).toEqual([]);
    expect(others).toHaveLength(7);
  });

  it('is told by an author further inside, and by no inherited name', () => {
    const rule = { author: 'sender.id', theirs: ['c'] };

    expect(messagesByAuthor(rule, [{ sender: { id: 'c' } }, { 'sender.id': 'c' }], undefined).theirs).toEqual(
      [{ sender: { id: 'c' } }],
    );
    expect(
      messagesByAuthor({ author: 'constructor.name', theirs: ['Object'] }, [{}], undefined).theirs,
    ).toEqual([]);
  });
});
