import type { Comment } from '../../../src/model/comment.ts';
import { measureLoad } from './clock.ts';

/*
 * The page with the same comments, in the same markup and styles, put in by `innerHTML`: what a hand
 * could write in an afternoon. Nothing here reacts to anything.
 */

const count = new URLSearchParams(location.search).get('count')!;
const json = await (await fetch(`/comments-${count}.json`)).text();

const place = document.querySelector<HTMLElement>('#place')!;
const root = place.attachShadow({ mode: 'open' });
root.adoptedStyleSheets = await sectionStyles();

globalThis.bench = {
  keep: () => void (globalThis.kept = JSON.parse(json)),
  load: () =>
    measureLoad(root, json, (comments) => {
      root.innerHTML = `<section>${listHtml(null, byParent(comments), 0)}</section>`;
    }),
};

/** The section's own, from one that never shows anything. */
async function sectionStyles(): Promise<CSSStyleSheet[]> {
  const built = '/cdn/comment-section.js';
  await import(built);
  const section = document.createElement('comment-section');
  Object.assign(section, { thread: 'bench', loading: 'manual' });
  document.body.append(section);
  await section.updateComplete;
  section.remove();
  return [...section.shadowRoot!.adoptedStyleSheets];
}

declare global {
  /** Comments as they are, and nothing made of them. */
  var kept: unknown;
}

type Children = ReadonlyMap<string | null, readonly Comment[]>;

function byParent(comments: readonly Comment[]): Children {
  const children = new Map<string | null, Comment[]>();
  for (const comment of comments) {
    const siblings = children.get(comment.parentId);
    if (siblings) siblings.push(comment);
    else children.set(comment.parentId, [comment]);
  }
  return children;
}

const maxDepth = 6;

/** As deep as the section indents; what is deeper follows in reading order, in the last list. */
function listHtml(parent: string | null, children: Children, depth: number): string {
  const item = (comment: Comment): string => {
    const below = children.has(comment.id) ? listHtml(comment.id, children, depth + 1) : '';
    if (depth >= maxDepth) return `<li>${articleHtml(comment)}</li>${below}`;
    return `<li>${below && '<div class="line"></div>'}${articleHtml(comment)}${below}</li>`;
  };
  const items = (children.get(parent) ?? []).map(item).join('');
  if (depth > maxDepth) return items;
  return `<ol part="list" class="${parent === null ? 'roots' : 'replies'}">${items}</ol>`;
}

function articleHtml({ id, author, body, createdAt, likes }: Comment): string {
  const name = escape(author.name);
  const time = new Date(createdAt);
  const paragraphs = body.source.split(/\n\s*\n/).map((text) => `<p>${escape(text)}</p>`);
  return `<article id="${id}" part="comment" tabindex="-1" aria-labelledby="${id}-said">
    <span class="avatar" data-hue="${name.length % 8}" aria-hidden="true">${name[0]}</span>
    <div>
      <div class="head">
        <div id="${id}-said" class="said" role="heading" aria-level="3">
          <span part="author"><bdi>${name}</bdi></span><span class="unseen">said</span>
          <a part="time" href="#${id}"><time datetime="${time.toISOString()}">${dates.format(time)}</time></a>
        </div>
      </div>
      <div part="body">${paragraphs.join('')}</div>
      <div part="actions"><button part="like">${star}${likes} likes</button></div>
    </div>
  </article>`;
}

const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const star = `<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 2.5l2.3 4.8 5.2.7-3.8 3.7.9 5.2-4.6-2.5-4.6 2.5.9-5.2L2.5 8l5.2-.7z" /></svg>`;

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
