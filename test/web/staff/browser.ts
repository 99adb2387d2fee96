export interface Answer {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** Path of the page, after redirects. */
  readonly path: string;
}

type Fields = Readonly<Record<string, string>>;

/** What replies: one of the desk's applications, or several behind one origin. */
export interface Application {
  request(url: string, init: RequestInit): Response | Promise<Response>;
}

/** A browser that keeps cookies and follows redirects, driving an application without a network. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly app: Application,
    private readonly origin = 'https://privacy.shop.example.com',
  ) {}

  get(path: string, method: 'GET' | 'HEAD' = 'GET'): Promise<Answer> {
    return this.go(path, { method });
  }

  post(path: string, fields: Fields, headers: Fields = {}): Promise<Answer> {
    return this.go(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  postFiles(path: string, fields: Fields, files: readonly File[]): Promise<Answer> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    for (const file of files) body.append('files', file);
    return this.go(path, { method: 'POST', body });
  }

  /**
   * Fills in a form of the page as a person would: hidden fields are sent too. `act` selects the form where
   * there are several.
   */
  submit(page: Answer, fields: Fields, act?: string): Promise<Answer> {
    const form = formOf(page.html, act);
    return this.post(form.action, { ...form.hidden, ...fields });
  }

  private async go(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie) headers.set('cookie', cookie);
    const response = await this.app.request(`${this.origin}${path}`, { ...init, headers });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const location = response.headers.get('location');
    if (response.status === 303 && location) return this.go(location, { method: 'GET' });
    return { status: response.status, html: await response.text(), headers: response.headers, path };
  }

  private keep(line: string): void {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
    this.cookies.set(name, value);
  }
}

export interface FoundForm {
  readonly action: string;
  readonly hidden: Record<string, string>;
}

/** A form of a page; `act` is the value of its hidden field of that name. */
export function formOf(html: string, act?: string): FoundForm {
  const forms = [...html.matchAll(/<form [^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action = '', inside = '']) => ({ action: unescaped(action), hidden: hiddenIn(inside) }),
  );
  const found =
    act === undefined
      ? (forms.find(({ action }) => action !== '/s/out') ?? forms[0])
      : forms.find((form) => form.hidden.act === act);
  if (!found) throw new Error(`the page has no form ${act ?? ''}`);
  return found;
}

/** The acts of the forms that a page offers. */
export function actsOf(html: string): string[] {
  return [...html.matchAll(/name="act" value="([^"]*)"/g)].map(([, act = '']) => act);
}

/** Values of a list's entries, by their labels. */
export function optionsOf(html: string, field: string): Record<string, string> {
  const list = html.match(new RegExp(`<select id="${field}"[^>]*>([\\s\\S]*?)</select>`))?.[1] ?? '';
  return Object.fromEntries(
    [...list.matchAll(/<option value="([^"]*)"[^>]*>([^<]*)<\/option>/g)].map(
      ([, value = '', label = '']) => [unescaped(label), unescaped(value)],
    ),
  );
}

/** The text of a page, without markup. */
export function textOf(html: string): string {
  const body = html.slice(html.indexOf('<body'));
  return unescaped(body.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
}

function hiddenIn(form: string): Record<string, string> {
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [unescaped(name), unescaped(value)],
    ),
  );
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
