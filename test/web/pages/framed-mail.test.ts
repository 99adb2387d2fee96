import { composeMail } from '../../../functions/emails/compose-mail';
import { withdrawn } from '../../../functions/emails/outcome-mails';
import { framedMail, framedMailPolicy } from '../../../local/pages/framed-mail';
import { sampleFacts } from '../../emails/sample-mails';

describe('a mail in the frame of the inbox', () => {
  it('opens its links in the whole page', () => {
    const { html } = composeMail(withdrawn, sampleFacts().withdrawn);

    expect(framedMail(html)).toContain('<head><base target="_top"/>');
  });

  it('may load nothing and be framed by this origin only', () => {
    expect(framedMailPolicy).toContain("default-src 'none'");
    expect(framedMailPolicy).toContain("frame-ancestors 'self'");
    expect(framedMailPolicy).not.toContain('allow-scripts');
  });
});
