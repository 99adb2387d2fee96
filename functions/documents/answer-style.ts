/**
 * Styles of the records and of what is said about them, for any page that shows them inside an element of
 * class `answer`: the package, the completion report and the staff's preview. It relies on the colours of
 * the page around it (`--ink`, `--soft`, `--line`, `--card`, `--accent`, `--wash`, `--warn`).
 */
export const answerStyle = `
.answer .away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.answer .collection{margin:3rem 0 0;padding:0}
.answer .collection h3{font-size:1.3rem;line-height:1.3;margin:0 0 .9rem;display:flex;flex-wrap:wrap;gap:.1rem .8rem;align-items:baseline}
.answer .count{font:400 .95rem/1.4 var(--sans,system-ui,sans-serif);color:var(--soft);font-variant-numeric:tabular-nums}
.answer dl{display:block;margin:0}
.answer dt{color:var(--soft);font-size:.9rem;font-weight:400;line-height:1.45}
.answer dd{margin:0;min-width:0}
.answer dl.about{display:grid;grid-template-columns:14rem minmax(0,1fr);gap:.55rem 1.5rem;margin:0 0 1.8rem;padding:1.2rem 1.4rem;background:var(--wash);border-radius:10px;font-size:.97rem}
.answer dl.about dt{padding-top:.08rem}
.answer dl.about ul{list-style:none;margin:0;padding:0}
.answer dl.about li{margin:0}
.answer dl.about li+li{margin-top:.45rem}
.answer dl.about b{font-weight:600}
.answer .detail{display:block;color:var(--soft);font-size:.94rem}
.answer .scroll{overflow-x:auto;margin:0}
.answer table{border-collapse:collapse;width:100%;margin:0;font-size:.97rem}
.answer caption,.answer .caption{text-align:left;color:var(--soft);font-size:.9rem;padding:0 0 .5rem;margin:0}
.answer th,.answer td{text-align:left;vertical-align:top;padding:.55rem 1rem .55rem 0;border-bottom:1px solid var(--line)}
.answer thead th{font-size:.88rem;font-weight:600;color:var(--soft);white-space:nowrap;border-bottom:1px solid var(--edge)}
.answer tbody th{font-weight:400;color:var(--soft);font-variant-numeric:tabular-nums}
.answer td.n,.answer th.n{text-align:right;padding-right:0;font-variant-numeric:tabular-nums}
.answer .figure,.answer time{font-variant-numeric:tabular-nums}
.answer .text{white-space:pre-line}
.answer td,.answer dd{overflow-wrap:break-word}
.answer .none,.answer .cut{color:var(--soft)}
.answer .held{display:inline-block;border:1px dashed var(--edge);border-radius:5px;padding:0 .5rem;font-size:.9rem;color:var(--soft);white-space:nowrap}
.answer .cards ol{list-style:none;margin:0;padding:0}
.answer .record{margin:0;padding:1.1rem 0;border-top:1px solid var(--line);break-inside:avoid}
.answer .record+.record{margin:0}
.answer .number{margin:0 0 .5rem;color:var(--accent);font-size:.9rem;font-weight:600;font-variant-numeric:tabular-nums}
.answer .record>dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.9rem 1.8rem}
.answer .record>dl>.wide{grid-column:1/-1;max-width:42rem}
.answer .inner{margin:.2rem 0 .2rem .1rem;padding:0 0 0 1rem;border-left:2px solid var(--line);list-style:none}
.answer dl.inner>div{display:grid;grid-template-columns:minmax(6rem,10rem) minmax(0,1fr);gap:0 1rem}
.answer ul.inner{padding:0;border:0}
.answer .inner li+li{margin-top:.6rem}
.answer .inline{margin:0;padding:0;list-style:none}
.answer .inline li{display:inline;margin:0}
.answer .inline li+li::before{content:" · ";color:var(--soft)}
.answer .more{margin:1rem 0 0;font-size:.95rem}
@media(min-width:40.01rem){.answer td time{white-space:nowrap}}
@media(max-width:40rem){
.answer dl.about{display:block;padding:1rem 1.1rem}
.answer dl.about dd{margin-bottom:.8rem}
.answer dl.about dd:last-child{margin-bottom:0}
.answer table.records,.answer .records tbody,.answer .records tr,.answer .records td{display:block}
.answer .records thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.answer .records caption{display:block}
.answer .records tr{padding:.8rem 0;border-top:1px solid var(--line)}
.answer .records th,.answer .records td{display:grid;grid-template-columns:8.5rem minmax(0,1fr);gap:0 .8rem;border:0;padding:.12rem 0}
.answer .records tbody th{display:block;color:var(--accent);font-size:.9rem;font-weight:600;padding-bottom:.3rem}
.answer .records tbody th::before{content:"No. "}
.answer .records td::before{content:attr(data-label);color:var(--soft);font-size:.9rem}
.answer .records td.n,.answer .records.receipts td.n{text-align:left;padding-left:0}
.answer .receipts td:first-child{width:auto}
.answer dl.inner>div{display:block}
}
@media print{
.answer .scroll{overflow:visible}
.answer thead{display:table-header-group}
.answer tr,.answer .record,.answer dl.about{break-inside:avoid}
.answer h3{break-after:avoid}
.answer dl.about{border:1px solid var(--line)}
}
`;

/**
 * Styles of the page that a person keeps: letterhead, opening, contents, lists. Same colours as the desk's
 * web pages.
 */
export const answerPageStyle = `
:root{color-scheme:light dark;--paper:#fdfdfb;--card:#fff;--ink:#1b2422;--soft:#55615d;--line:#dfe3dd;--edge:#7a8682;--accent:#0b5f57;--wash:#f1f5f2;--warn:#7a5a00;--warn-wash:#fbf3dc;
--serif:"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,"Book Antiqua",Georgia,serif;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
@media(prefers-color-scheme:dark){:root{--paper:#131917;--card:#1b2321;--ink:#e8ece9;--soft:#a7b3ae;--line:#33403c;--edge:#7f8d88;--accent:#7fd0c0;--wash:#1b2623;--warn:#ecd084;--warn-wash:#332b15}}
*{box-sizing:border-box}
html{font:1.0625rem/1.6 var(--sans);-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:break-word}
.letterhead,main,footer{max-width:58rem;margin:0 auto;padding:0 1.5rem}
.letterhead{padding-top:2.5rem;color:var(--soft);font-size:.94rem}
.letterhead p{margin:0}
.letterhead .from{color:var(--accent);font:600 1.2rem/1.4 var(--serif)}
h1,h2,h3{font-family:var(--serif);font-weight:600;text-wrap:balance;scroll-margin-top:1rem}
h1{font-size:2.5rem;line-height:1.15;letter-spacing:-.012em;margin:3.5rem 0 1.2rem;max-width:30ch}
h2{font-size:1.75rem;line-height:1.25;margin:0 0 1rem}
h3{font-size:1.3rem;line-height:1.3;margin:2.4rem 0 .8rem}
p{margin:0 0 1rem}
p,.rights,.plain{max-width:42rem;text-wrap:pretty}
.lead{font-size:1.16rem;line-height:1.6}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:2px}
.skip{position:absolute;left:-99em}
.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem 1rem}
.part{margin:4rem 0 0;padding:2.2rem 0 0;border-top:1px solid var(--line)}
.answer dl.facts{display:grid;grid-template-columns:14rem minmax(0,1fr);gap:.5rem 1.5rem;margin:1.6rem 0}
.answer dl.facts dt{padding-top:.12rem}
.rights{list-style:none;margin:0 0 1.6rem;padding:0}
.rights li+li{margin-top:1rem}
.rights b{display:block;font-weight:600}
.article{display:block;color:var(--soft);font-size:.9rem}
.authority{max-width:42rem;padding:1.1rem 1.4rem;background:var(--wash);border-radius:10px}
.authority>*{display:block}
.aside{max-width:42rem}
.plain{margin:0 0 1rem;padding-left:1.2rem}
.plain li+li{margin-top:.4rem}
.answer table.narrow{max-width:42rem}
.contents tbody th{color:var(--ink)}
.contents .store th{padding-top:1.5rem;font:600 1.08rem/1.4 var(--serif);color:var(--ink)}
.contents .quiet{color:var(--soft)}
.contents .row th{padding-left:0}
.answer dl.figures{display:flex;flex-wrap:wrap;gap:1.2rem 3rem;margin:1.8rem 0}
.figures>div{display:flex;flex-direction:column-reverse;justify-content:flex-end}
.figures dd{font:600 2.2rem/1.1 var(--serif);font-variant-numeric:tabular-nums;color:var(--accent)}
.answer .figures dt{max-width:11rem}
.reading{margin-top:1.4rem}
.receipts th:first-child,.receipts td:first-child{width:40%}
.answer .receipts th.n,.answer .receipts td.n{padding-left:1rem}
.aside{margin:0 0 1.4rem;padding:.9rem 1.2rem;border-left:4px solid var(--accent);background:var(--wash);border-radius:0 10px 10px 0}
.aside.open{border-color:var(--warn);background:var(--warn-wash)}
.aside>:last-child{margin-bottom:0}
.lines{display:block}
.quiet{color:var(--soft)}
footer{margin-top:5rem;padding-top:1.2rem;padding-bottom:3rem;color:var(--soft);font-size:.9rem}
footer p{border-top:1px solid var(--line);padding-top:1.2rem;max-width:none}
@media(max-width:40rem){
.letterhead,main,footer{padding-left:1.1rem;padding-right:1.1rem}
.letterhead{padding-top:1.4rem}
h1{font-size:1.95rem;margin-top:2.2rem}
h2{font-size:1.45rem}
.lead{font-size:1.08rem}
.part{margin-top:2.8rem;padding-top:1.6rem}
.answer dl.facts{display:block}
.answer dl.facts dd{margin-bottom:.7rem}
}
@page{margin:20mm 18mm}
@media print{
:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--edge:#888;--accent:#0b5f57;--wash:#fff;--warn:#5a4300;--warn-wash:#fff}
html{font-size:10.5pt;line-height:1.5}
.letterhead,main,footer{max-width:none;padding-left:0;padding-right:0}
.letterhead{padding-top:0}
h1{margin-top:2rem}
h2,h3{break-after:avoid}
.skip{display:none}
.authority,.aside{border:1px solid var(--line)}
a{color:inherit;text-decoration:none}
}
`;
