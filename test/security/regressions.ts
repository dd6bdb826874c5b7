/**
 * What has bitten other comment systems, a group for each row of the table in
 * `shared/design/security.md`, and what their parsers were fooled with.
 */
export const regressions: readonly string[] = [
  // The forgotten second path: Waline CVE-2026-64670, Discourse CVE-2026-27154, Remark42.
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  // Small fields: Isso CVE-2026-27469, Remark42 GHSA-rr9w-fhvc-chhr, WordPress' avatar block.
  'javascript:alert(1)',
  'JaVaScRiPt:alert(document.domain)//https://a.example',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'https://a.example/" onmouseover="alert(1)',
  "https://a.example/' autofocus onfocus='alert(1)",
  'https://bank.example@evil.example/',
  '" style="position:fixed;inset:0" x="',
  // String surgery after sanitising: WordPress CVE-2026-93485.
  '<a href="https://a.example" title="<img src=x onerror=alert(1)>">a</a>',
  '<p>[a]<img alt="](javascript:alert(1))" src=x></p>',
  'https://a.example/<img src=x onerror=alert(1)>',
  '<a href="https://a.example/https://b.example/onclick=alert(1)">https://c.example</a>',
  // Identity keyed by e-mail or name: go-pkgz/auth CVE-2026-42560.
  'Moderator\u202e rotaredoM\u202c <b class="badge">Author</b>',
  'admin\u200b\u2060',
  // The server fetches a user's address: Artalk CVE-2026-117565, Remark42. Nor does the browser.
  'http://127.0.0.1:9/secret.png',
  '![a](http://127.0.0.1:9/secret.png)',
  '<img src="http://127.0.0.1:9/secret.png" srcset="http://127.0.0.1:9/2.png 2x" loading=eager>',
  '<link rel=stylesheet href="http://127.0.0.1:9/a.css"><style>@import "http://127.0.0.1:9/b.css"</style>',
  // E-mail leaks by the shape of the API: Coral CVE-2021-35970, WordPress CVE-2023-5561.
  'mailto:ada@secret.example?bcc=everybody@secret.example',
  // Markdown that becomes more than it should.
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
  // Forms that give out what they hold, and documents that do.
  '<form><input name=attributes><input name=firstChild><input name=nodeType>a</form>',
  '<img name=body><img name=createTreeWalker><img name=documentElement>b',
  // Templates of other makers.
  '${alert(1)}',
  '{{constructor.constructor("alert(1)")()}}',
  '<!--?lit$1$--><?lit$1$>',
  '<slot name="empty"></slot><x-a></x-a>',
  // More than anybody means.
  '>'.repeat(10_000),
  '<blockquote>'.repeat(5_000),
  '<b>'.repeat(5_000),
  '['.repeat(5_000),
  `${'*a_'.repeat(3_000)}`,
  'a'.repeat(20_000),
  `e${'\u0301'.repeat(5_000)}`,
  '\u202e\u2066\u200f\u0000\ud800',
  '__proto__',
  'constructor',
  '',
  ' ',
];
