import assert from 'node:assert/strict';
import { chosenBrowsers } from '../support/browsers.ts';
import { fill, newPost } from '../support/wordpress.ts';
import { says, type Visit } from './site.ts';
import { has, read, running, testWith, textsOf } from './wordpress-page.ts';

for (const browser of chosenBrowsers()) {
  testWith(browser, 'a thread of a WordPress elsewhere is read, page by page', async () => {
    await read(browser, `${running().seed.post}`, async ({ page, complaints, strangers }) => {
      await says(page, '30 thoughts on “A Post”');
      await says(page, 'Reply to Dee (depth 3).');
      assert.equal((await textsOf(page)).includes('Bulk comment number 25.'), false);
      await page.locator('comment-section >>> [data-do="more"]').click();
      await says(page, 'Bulk comment number 25.');
      await page.select('comment-section >>> select', 'newest');
      await says(page, 'Sorted: Newest first');
      assert.match((await textsOf(page))[0]!, /Bulk comment number 25/);
      assert.deepEqual(complaints, []);
      assert.ok(strangers().every((address) => address.startsWith(running().url)));
    });
  });

  testWith(browser, 'what WordPress cannot do is not offered', async () => {
    await read(browser, `${running().seed.post}`, async ({ page }) => {
      await says(page, 'Bulk comment number 1.');
      await says(page, 'Leave a Reply');
      const offered = await page.evaluate(() => {
        const root = document.querySelector('comment-section')!.shadowRoot!;
        return {
          likes: root.querySelectorAll('[part~="like"]').length,
          acts: root.querySelectorAll('[data-do="edit"], [data-do="remove"]').length,
          sorts: [...root.querySelectorAll('option')].map(({ value }) => value),
        };
      });
      assert.deepEqual(offered, { likes: 0, acts: 0, sorts: ['oldest', 'newest'] });
    });
  });

  testWith(browser, 'a permalink leads to a deep reply on a later page', async () => {
    const { id } = await newPost(running());
    const roots = Array.from({ length: 30 }, () => -1);
    const ids = await fill(running(), id, [...roots, 20, 30, 31, 32]);
    const deep = ids.at(-1)!;
    const link = async ({ page, complaints }: Visit) => {
      await page.goto(`${page.url()}#comment-${deep}`);
      await page.reload();
      await says(page, 'Comment 33.');
      await has(page, 'article[data-target]', 'Comment 33.');
      const texts = await textsOf(page);
      assert.ok(texts.includes('Comment 20.') && !texts.includes('Comment 0.'));
      await page.locator('comment-section >>> [data-direction="before"]').click();
      await says(page, 'Comment 14.');
      assert.deepEqual(complaints, []);
    };
    await read(browser, `${id}`, link, 'page-size="5"');
  });

  testWith(browser, 'all of a large thread comes with few questions', async () => {
    const { id } = await newPost(running());
    // 300 roots, each with two replies, and one with 200 more.
    const roots = Array.from({ length: 300 }, () => -1);
    const replies = Array.from({ length: 600 }, (_, i) => i % 300);
    const parents = [...roots, ...replies, ...Array.from({ length: 200 }, () => 7)];
    await fill(running(), id, parents);
    const work = async ({ page, strangers, complaints }: Visit) => {
      await page.waitForFunction(hasArticles, { timeout: 60_000 }, parents.length);
      assert.equal(await page.$('comment-section >>> [data-do="more"]'), null);
      assert.ok(strangers().length < 60, strangers().join('\n'));
      assert.deepEqual(complaints, []);
    };
    await read(browser, `${id}`, work, 'page-size="all"');
  });

  testWith(browser, 'new comments come by themselves where that is asked for', async () => {
    const { id } = await newPost(running());
    await fill(running(), id, [-1]);
    const work = async ({ page }: Visit) => {
      await says(page, 'One thought on “A Post”');
      await fill(running(), id, [-1, 0]);
      await says(page, '2 new comments');
      await page.locator('comment-section >>> [data-do="show-arrived"]').click();
      await says(page, '3 thoughts on “A Post”');
      assert.equal((await textsOf(page)).length, 3);
    };
    await read(browser, `${id}`, work, 'poll="5"');
  });
}

/** Runs in the page. */
function hasArticles(count: number): boolean {
  const root = document.querySelector('comment-section')?.shadowRoot;
  return root?.querySelectorAll('article').length === count;
}
