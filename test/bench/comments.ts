import type { Comment } from '../../src/model/comment.ts';

const firstDay = Date.UTC(1959, 8, 15);
const minute = 60_000;
/** Of ten comments so many are roots; the others answer one of the last `window`. */
const rootsInTen = 2.5;
const window = 40;

/**
 * As many comments, always the same for a number, in order of time: about 200 characters each, a
 * quarter of them roots, replies of replies ten deep and deeper. Replies are counted.
 */
export function seededComments(count: number): Comment[] {
  const random = seededRandom(count);
  const below = (limit: number): number => Math.floor(random() * limit);
  const replies = Array.from({ length: count }, () => 0);
  const parents = Array.from({ length: count }, (_, i) => {
    if (i === 0 || random() * 10 < rootsInTen) return null;
    const parent = Math.max(0, i - 1 - below(window));
    replies[parent]!++;
    return parent;
  });
  return parents.map((parent, i) => ({
    id: `c${i}`,
    parentId: parent === null ? null : `c${parent}`,
    author: { name: `${firstNames[below(8)]} ${lastNames[below(8)]}` },
    body: { format: 'text', source: text(below) },
    createdAt: firstDay + i * minute,
    likes: below(12),
    replyCount: replies[i]!,
    status: 'published',
  }));
}

/** One paragraph or two. */
function text(below: (limit: number) => number): string {
  const paragraph = (length: number): string => {
    const chosen = Array.from({ length }, () => words[below(words.length)]!).join(' ');
    return `${chosen[0]!.toUpperCase()}${chosen.slice(1)}.`;
  };
  const length = 12 + below(50);
  if (below(4) > 0) return paragraph(length);
  return `${paragraph(length >> 1)}\n\n${paragraph(length >> 1)}`;
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32, by Tommy Ettinger). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const firstNames = 'Hanna Ruth Pieter Mark Steve Clive Amina José'.split(' ');
const lastNames = 'Lindqvist Abernethy Visser Okafor Garst Ortiz Sato Young'.split(' ');
const words =
  `the a of and to in that was for on he with as at by from corn farm visit winter harvest seed
  Iowa train airport reporter neighbour kitchen letter minister wheat field tractor promise told
  remembered believed laughed answered planted shook hands early morning never before anybody
  however nothing important together between questions everything people`.split(/\s+/);
