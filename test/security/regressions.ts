/** What has bitten a comment system, and what it was bitten with. */
export interface Lesson {
  readonly lesson: string;
  readonly seenAt: string;
  readonly payloads: readonly string[];
}

/**
 * A row for each of the table in `shared/design/security.md` that can bite a page, and what parsers were
 * fooled with. What can bite a server is in `test/server/lessons.node.ts`; nothing here sends e-mail.
 */
export const lessons: readonly Lesson[] = [
  {
    lesson: 'the forgotten second path beats the main one',
    seenAt: 'Waline CVE-2026-64670, Discourse CVE-2026-27154, Remark42 GHSA-74pc-3r2m-ppx3',
    payloads: [
      '<img src=x onerror=alert(1)>',
      '<svg onload=alert(1)>',
      '<details open ontoggle=alert(1)>x</details>',
      '<script>alert(1)</script>',
    ],
  },
  {
    lesson: 'small fields beat the body',
    seenAt: 'Isso CVE-2026-27469, Remark42 GHSA-rr9w-fhvc-chhr, WordPress avatar block 2024',
    payloads: [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(document.domain)//https://a.example',
      'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
      'https://a.example/" onmouseover="alert(1)',
      "https://a.example/' autofocus onfocus='alert(1)",
      'https://bank.example@evil.example/',
      '" style="position:fixed;inset:0" x="',
    ],
  },
  {
    lesson: 'string surgery after sanitising',
    seenAt: 'WordPress CVE-2026-93485',
    payloads: [
      '<a href="https://a.example" title="<img src=x onerror=alert(1)>">a</a>',
      '<p>[a]<img alt="](javascript:alert(1))" src=x></p>',
      'https://a.example/<img src=x onerror=alert(1)>',
      '<a href="https://a.example/https://b.example/onclick=alert(1)">https://c.example</a>',
      '{name} {title} {n} $& $1 $` {time}',
    ],
  },
  {
    lesson: 'identity keyed by e-mail or user name',
    seenAt: 'go-pkgz/auth CVE-2026-42560, several WordPress plugins',
    payloads: ['Moderator\u202e rotaredoM\u202c <b class="badge">Author</b>', 'admin\u200b\u2060'],
  },
  {
    lesson: 'an address of a stranger is fetched',
    seenAt:
      'Artalk CVE-2026-117565, Remark42: there by the server, here it would be by the browser',
    payloads: [
      'http://127.0.0.1:9/secret.png',
      '![a](http://127.0.0.1:9/secret.png)',
      '<img src="http://127.0.0.1:9/secret.png" srcset="http://127.0.0.1:9/2.png 2x" loading=eager>',
      '<link rel=stylesheet href="http://127.0.0.1:9/a.css"><style>@import "http://127.0.0.1:9/b.css"</style>',
    ],
  },
  {
    lesson: 'e-mail leaks by the shape of the API',
    seenAt: 'Coral CVE-2021-35970, WordPress CVE-2023-5561',
    payloads: ['mailto:ada@secret.example?bcc=everybody@secret.example'],
  },
  {
    lesson: 'Markdown becomes more than it should',
    seenAt: 'parsers of Markdown',
    payloads: [
      '[a](javascript:alert(1))',
      '[a](java\nscript:alert(1))',
      '[a](&#x6A;avascript:alert(1))',
      '[a](javascript&colon;alert(1))',
      '[a](\\javascript:alert(1))',
      '[a](<javascript:alert(1)>)',
      '[a][b]\n\n[b]: javascript:alert(1)',
      '<javascript:alert(1)>',
      '![a](javascript:alert(1))',
      '![a](https://a.example/x"onerror="alert(1))',
      '[a](https://a.example "onclick=alert(1)")',
      '[a](//evil.example) [b](\\\\evil.example)',
      '```"><script>alert(1)</script>\nx\n```',
      '`<script>alert(1)</script>`',
      '<http://a.example/"onclick="alert(1)>',
      'http://a.example/<script>alert(1)</script>',
      '[<img src=x onerror=alert(1)>](https://a.example)',
      '> <script>alert(1)</script>\n\n- <iframe src=javascript:alert(1)>',
    ],
  },
  {
    lesson: 'a link looks as if it led elsewhere',
    seenAt: 'the first version of this element',
    payloads: [
      '[\u202eevil.example/moc.knab//:sptth](https://evil.example/)',
      '\u202ehttps://evil.example/moc.knab//:sptth',
      '\u202e<a href="https://evil.example/">evil.example/moc.knab//:sptth</a>',
      '[evil.example/א/bank.example](https://evil.example/)',
      '[bank\ufff9.example](https://evil.example/) [bank‧example](https://evil.example/)',
    ],
  },
  {
    lesson: 'a document gives out what it holds under names that the markup chooses',
    seenAt: 'sanitisers of HTML',
    payloads: [
      '<form><input name=attributes><input name=firstChild><input name=nodeType>a</form>',
      '<img name=body><img name=createTreeWalker><img name=documentElement>b',
    ],
  },
  {
    lesson: 'templates of others are filled in',
    seenAt: 'template engines, Lit among them',
    payloads: [
      '${alert(1)}',
      '{{constructor.constructor("alert(1)")()}}',
      '<!--?lit$1$--><?lit$1$>',
      '<slot name="empty"></slot><x-a></x-a>',
    ],
  },
  {
    lesson: 'more than anybody means',
    seenAt: 'parsers that call themselves',
    payloads: [
      '>'.repeat(10_000),
      '<blockquote>'.repeat(5_000),
      '<b>'.repeat(5_000),
      '['.repeat(5_000),
      '*a_'.repeat(3_000),
      'a'.repeat(20_000),
      `e${'\u0301'.repeat(5_000)}`,
    ],
  },
  {
    lesson: 'what is no text, or means something to a program',
    seenAt: 'decoders',
    payloads: ['\u202e\u2066\u200f\u0000\ud800', '__proto__', 'constructor', 'heading', '', ' '],
  },
];
