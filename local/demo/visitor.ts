import { type HTMLElement, parse } from 'node-html-parser';

/** A page as a browser without script would hold it. */
export interface SeenPage {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Headers;
  readonly root: HTMLElement;
}

/** A person with a browser: follows links, keeps cookies, and submits only forms that are on the page. */
export class Visitor {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly origin: string) {}

  async open(url: string, init: RequestInit = {}): Promise<SeenPage> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const address = new URL(url, this.origin);
    const answer = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) },
    });
    for (const set of answer.headers.getSetCookie()) this.keep(set);
    const location = answer.headers.get('location');
    if (answer.status >= 300 && answer.status < 400 && location)
      return this.open(new URL(location, address).href);
    const html = await answer.text();
    const root = parse(html);
    const text = (root.querySelector('main')?.structuredText ?? root.structuredText).replace(/\s+/g, ' ');
    return { status: answer.status, url: address.href, html, text, headers: answer.headers, root };
  }

  /**
   * Submits the form with a button that matches or, without a button, the first form in the page's main part.
   */
  async submit(page: SeenPage, values: Record<string, string | Blob>, button?: RegExp): Promise<SeenPage> {
    const form = this.formOf(page, button);
    const body = new FormData();
    for (const input of form.querySelectorAll('input[type=hidden]')) {
      body.append(input.getAttribute('name') ?? '', input.getAttribute('value') ?? '');
    }
    for (const [name, value] of Object.entries(chosenButton(form, button))) body.append(name, value);
    for (const [name, value] of Object.entries(values)) {
      if (!form.querySelector(`[name="${name}"]`)) throw new Error(`the form has no field ${name}`);
      body.append(name, value);
    }
    const multipart = form.getAttribute('enctype') === 'multipart/form-data';
    const texts = [...body].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const action = new URL(form.getAttribute('action') ?? page.url, page.url).href;
    return this.open(action, { method: 'POST', body: multipart ? body : new URLSearchParams(texts) });
  }

  /** Where the form with this button redirects to, without following: a file on another origin. */
  async leadsTo(page: SeenPage, button: RegExp): Promise<string> {
    const form = this.formOf(page, button);
    const hidden = form
      .querySelectorAll('input[type=hidden]')
      .map((input): [string, string] => [
        input.getAttribute('name') ?? '',
        input.getAttribute('value') ?? '',
      ]);
    const action = new URL(form.getAttribute('action') ?? page.url, page.url);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(action, {
      method: 'POST',
      body: new URLSearchParams(hidden),
      redirect: 'manual',
      headers: { cookie },
    });
    return answer.headers.get('location') ?? '';
  }

  /** The form with this button; without one, the first form of the page's main part. */
  formOf(page: SeenPage, button: RegExp | undefined): HTMLElement {
    const forms = page.root.querySelectorAll('main form');
    const fitting = button
      ? forms.filter((form) => buttonsOf(form).some((b) => button.test(b.text.trim())))
      : forms.filter((form) => !form.closest('nav'));
    const [form] = fitting;
    if (!form) throw new Error(`no form ${button ?? ''} on ${page.url}: ${page.text.slice(0, 400)}`);
    return form;
  }

  private keep(set: string): void {
    const [pair = ''] = set.split(';');
    const at = pair.indexOf('=');
    this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

function buttonsOf(form: HTMLElement): HTMLElement[] {
  return form.querySelectorAll('button');
}

function chosenButton(form: HTMLElement, button: RegExp | undefined): Record<string, string> {
  const chosen = button && buttonsOf(form).find((b) => button.test(b.text.trim()));
  const name = chosen?.getAttribute('name');
  return name ? { [name]: chosen?.getAttribute('value') ?? '' } : {};
}
