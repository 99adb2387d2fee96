import { createHash } from 'node:crypto';

/**
 * The one stylesheet of all pages, in two lengths. It is inlined in each page to save a second request.
 * Colours are custom properties, which is all that dark mode and print replace. No rule may rely on a `style`
 * attribute, because the content security policy forbids them.
 */
const sheet = `
:root{color-scheme:light dark;--paper:#f6f6f2;--card:#fff;--ink:#1b2422;--soft:#55615d;--line:#d9ddd6;--edge:#7a8682;--accent:#0b5f57;--wash:#e6f0ed;--on:#fff;--bad:#a3261b;--bad-wash:#fcefec;--warn-wash:#fbf3dc;--warn:#7a5a00}
@media(prefers-color-scheme:dark){:root{--paper:#131917;--card:#1b2321;--ink:#e8ece9;--soft:#a7b3ae;--line:#33403c;--edge:#7f8d88;--accent:#7fd0c0;--wash:#1f312d;--on:#0c1a17;--bad:#ff9d91;--bad-wash:#35201d;--warn-wash:#332b15;--warn:#ecd084}}
*{box-sizing:border-box}
html{font:1.0625rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:anywhere}
header,main,footer,.notice>*{max-width:44rem;margin:0 auto;padding:0 1rem}
header{display:flex;flex-wrap:wrap;gap:0 1rem;justify-content:space-between;align-items:baseline;padding-top:1.25rem;padding-bottom:.25rem}
header b{font-size:1.05rem;color:var(--accent)}
header span,footer,.hint,small,dt,caption,figcaption{color:var(--soft);font-size:.94rem}
main{padding-bottom:2rem}
footer{padding-top:1rem;padding-bottom:2.5rem}
footer p{margin:.2rem 0}
h1{font-size:1.75rem;line-height:1.2;margin:1.1rem 0 .6rem;text-wrap:balance}
h2{font-size:1.22rem;line-height:1.3;margin:2rem 0 .5rem}
p,ul,ol{margin:.6rem 0}
ul,ol{padding-left:1.35rem}
a{color:var(--accent);text-underline-offset:.15em}
.lead{font-size:1.12rem}
.errors>:first-child{margin-top:0}
.errors>:last-child{margin-bottom:0}
.good,.warn,.errors{border-radius:10px;padding:.9rem 1.1rem;margin:1.1rem 0;background:var(--wash);border-left:5px solid var(--accent)}
.errors{background:var(--bad-wash);border-color:var(--bad)}
.errors a,.error{color:var(--bad)}
.error{display:block;font-weight:600;margin:.15rem 0}
fieldset{border:0;margin:1.8rem 0;padding:0;min-width:0}
legend{font-weight:650;font-size:1.15rem;padding:0;margin-bottom:.4rem}
.field{margin:1.2rem 0}
.field>label{display:block;font-weight:600}
.hint{display:block;font-weight:400;margin:.1rem 0 .3rem}
input,select,textarea,button{font:inherit;color:inherit}
input:not([type=radio],[type=checkbox]),select,textarea{width:100%;max-width:28rem;background:var(--card);border:1px solid var(--edge);border-radius:8px;padding:.6rem .7rem;min-height:2.9rem}
textarea{max-width:none;min-height:7rem;resize:vertical}
[aria-invalid=true]{border:2px solid var(--bad)!important}
label:is(.pick,fieldset>*){display:flex;gap:.7rem;align-items:flex-start;padding:.6rem .8rem;margin:.4rem 0;background:var(--card);border:1px solid var(--line);border-radius:10px;cursor:pointer}
label:is(.pick,fieldset>*):has(:checked){border-color:var(--accent);background:var(--wash);box-shadow:inset 0 0 0 1px var(--accent)}
label:is(.pick,fieldset>*) input{flex:none;width:1.2rem;height:1.2rem;margin:.2rem 0 0;accent-color:var(--accent)}
label:is(.pick,fieldset>*) .hint{margin:0}
button,.button{display:inline-block;border:1px solid var(--accent);border-radius:8px;background:var(--accent);color:var(--on);font-weight:600;padding:.65rem 1.3rem;min-height:2.9rem;text-decoration:none;cursor:pointer;margin:.3rem .5rem .3rem 0}
button:hover,.button:hover{filter:brightness(1.12)}
button.quiet,.quiet{background:transparent;color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.errors:focus,h1:focus{outline:0}
.skip{position:absolute;left:-99em}
.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem 1rem}
.notice{background:var(--warn-wash);border-bottom:1px solid var(--line);font-size:.94rem;padding:.5rem 0}
.notice form{display:inline}
.notice button{padding:.1rem .6rem;min-height:2rem;font-size:.9rem;margin:.15rem .3rem .15rem 0}
.notice input{width:auto!important;min-height:2rem!important;padding:.1rem .4rem!important}
@media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#999;--accent:#000;--wash:#fff;--warn-wash:#fff;--bad-wash:#fff}.notice,.skip,button,form .field,nav{display:none}}
@media(max-width:30rem){h1{font-size:1.5rem}}
`;

/** What only pages with tables, pictures, folds and codes need. The form does without it to stay small. */
const further = `
h3{font-size:1.05rem;margin:1.25rem 0 .25rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.25rem;margin:1.1rem 0}
.warn{background:var(--warn-wash);border-color:var(--warn)}
button.stop{background:transparent;color:var(--bad);border-color:var(--bad)}
.card>:first-child,.good>:first-child,.warn>:first-child{margin-top:0}
.card>:last-child,.good>:last-child,.warn>:last-child{margin-bottom:0}
@media print{.card,tr,figure{break-inside:avoid}}
.wide{max-width:64rem}
li+li{margin-top:.25rem}
input.code{max-width:11rem!important;font-size:1.5rem;letter-spacing:.25em;font-variant-numeric:tabular-nums}
dl{margin:.6rem 0;display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.35rem 1.1rem}
dd{margin:0}
@media(max-width:30rem){dl{display:block}dd{margin:0 0 .6rem}th,td{padding-right:.45rem}}
th .hint{white-space:nowrap}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:.6rem 0}
caption{text-align:left;padding-bottom:.3rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .7rem .5rem 0;border-bottom:1px solid var(--line);overflow-wrap:normal}
th{font-size:.94rem}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.tag{display:inline-block;border-radius:99px;padding:.05rem .65rem;font-size:.88rem;font-weight:600;background:var(--wash);color:var(--accent);white-space:nowrap}
.good .tag{background:var(--card)}
.tag.late{background:var(--bad-wash);color:var(--bad)}
.tag.soon{background:var(--warn-wash);color:var(--warn)}
details{margin:.8rem 0}
summary{cursor:pointer;font-weight:600;color:var(--accent);padding:.3rem 0}
details.card>summary{padding:0}
figure{margin:1rem 0}
figure svg{display:block;width:100%;max-width:30rem;height:auto}
.keys{list-style:none;padding:0}
.keys li{display:flex;gap:.6rem}
.keys b{flex:none;min-width:1rem;color:var(--accent);font-variant-numeric:tabular-nums}
.t{fill:var(--ink);font:12px system-ui,sans-serif}.t.s{fill:var(--soft)}.t.o{fill:var(--on);font-weight:700}
.base{stroke:var(--line)}.run{stroke:var(--accent)}.wait{stroke:var(--edge)}.dot{fill:var(--accent);stroke:var(--paper)}.end{fill:var(--ink);stroke:var(--paper)}.end+.t.o{fill:var(--paper)}.dot.ahead{fill:var(--paper);stroke:var(--accent)}.t.o.ahead{fill:var(--accent)}.late .end{fill:var(--bad)}
blockquote{margin:.6rem 0;padding:.1rem 0 .1rem 1rem;border-left:3px solid var(--line);white-space:pre-wrap}
.qr{background:#fff;padding:.6rem;border-radius:8px;display:inline-block}
.qr svg{display:block;width:11rem;height:11rem}
iframe{width:100%;height:34rem;border:1px solid var(--line);border-radius:10px;background:#fff}
pre{white-space:pre-wrap;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem}
`;

const oneLine = (css: string) => css.trim().replaceAll('\n', '');

/**
 * The stylesheet exactly as it is between `<style>` and `</style>`: `slim` for the form, `full` for every
 * other page.
 */
export const style = { slim: oneLine(sheet), full: oneLine(sheet + further) } as const;

/** Source expression of a stylesheet for `style-src`: `'sha256-...'`. */
export function styleSource(css: string): string {
  return `'sha256-${createHash('sha256').update(css).digest('base64')}'`;
}

/** The hashes of {@link style}, quoted as the header wants them. */
export const styleHashes = [styleSource(style.slim), styleSource(style.full)].join(' ');

/**
 * Value of the `Content-Security-Policy` header of every page: nothing may be loaded, forms may only be sent
 * to this origin, and the page cannot be framed. `moreStyles` are further stylesheets that the page inlines
 * (the preview of an answer has its own); `frames` allows the local inbox to show a mail.
 */
export function contentSecurityPolicy(
  options: { moreStyles?: readonly string[]; frames?: boolean; formsTo?: string } = {},
) {
  const styles = [styleHashes, ...(options.moreStyles ?? []).map(styleSource)].join(' ');
  return [
    "default-src 'none'",
    // The empty icon of the layout, which saves the request for one.
    'img-src data:',
    `style-src ${styles}`,
    `form-action 'self'${options.formsTo ? ` ${options.formsTo}` : ''}`,
    options.frames ? "frame-src 'self'" : '',
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ]
    .filter(Boolean)
    .join('; ');
}
