import type { ImportedComment } from '../src/backends/local-bulk.ts';
import { comment, days, hours, minutes } from './comments.ts';

// Threads for the page of variations, each written some time before `now`.

export function tea(now: number): ImportedComment[] {
  return [
    comment({
      id: 'hard-water',
      author: { name: 'Wilma' },
      createdAt: now - 3 * days,
      likers: ['Edgar'],
      text: 'Our water is so hard that the tea has a skin. Would a filter help, or do I have to move?',
    }),
    comment({
      id: 'filter',
      parentId: 'hard-water',
      author: { name: 'Ines', role: 'author' },
      createdAt: now - 3 * days + 2 * hours,
      likers: ['Wilma', 'Edgar', 'Amadou'],
      text: 'A filter helps, a squeeze of lemon does as well, and it is the cheapest of the three.',
    }),
    comment({
      id: 'second-pot',
      author: { name: 'Amadou' },
      createdAt: now - 20 * hours,
      likers: ['Wilma', 'Ines'],
      text: 'The second pot is the one that counts. Nobody talks during the first.',
    }),
  ];
}

export function books(now: number): ImportedComment[] {
  const texts = [
    ['Jonas', 'Something with a lighthouse in it. It does not matter much what.'],
    ['Priya', 'Letters. Anybody’s, so long as they were never meant for me.'],
    ['Marguerite', 'The cookery book of a country where it is summer.'],
    ['Sam', 'I am going to finish the one from last January.'],
    ['Priya', 'An atlas from before I was born.'],
    ['Björn', 'The manual of the heating.'],
    ['Ola', 'Whatever the library puts on the table by the door. They have never been wrong.'],
  ] as const;
  return texts.map(([name, text], i) =>
    comment({ id: `book-${i}`, author: { name }, createdAt: now - (8 - i) * days, text }),
  );
}

export function clock(now: number): ImportedComment[] {
  const texts = [
    ['Greta', 'It has been seven minutes slow since I was a child.'],
    ['Otto', 'Five.'],
    ['Greta', 'Seven. I missed a train by it.'],
    ['Otto', 'Then the train was two minutes early.'],
    ['Lale', 'You two have been at this for thirty years.'],
    ['Otto', 'Twenty-eight.'],
  ] as const;
  return texts.map(([name, text], i) =>
    comment({
      id: `clock-${i}`,
      ...(i > 0 && { parentId: `clock-${i - 1}` }),
      author: { name },
      createdAt: now - (10 - i) * hours,
      text,
    }),
  );
}

export function nightTrain(now: number): ImportedComment[] {
  return [
    comment({
      id: 'schlaf',
      author: { name: 'Henrike' },
      createdAt: now - 2 * days,
      likers: ['Paul', 'Schaffner a. D.', 'Jule'],
      text: 'Geschlafen habe ich im Nachtzug noch nie. Aber nirgends liege ich so gern wach.',
    }),
    comment({
      id: 'schaffner',
      parentId: 'schlaf',
      author: { name: 'Schaffner a. D.' },
      createdAt: now - 1 * days,
      text: 'Das haben mir dreißig Jahre lang alle gesagt. Geschnarcht haben sie trotzdem.',
    }),
    comment({
      id: 'fruehstueck',
      author: { name: 'Paul' },
      createdAt: now - 3 * hours,
      text: 'Gab es das Frühstück mit dem kleinen Glas Honig noch?',
    }),
  ];
}

export function coffee(now: number): ImportedComment[] {
  return [
    comment({
      id: 'cardamom',
      author: { name: 'ليلى حداد' },
      createdAt: now - 2 * days,
      likers: ['سامي', 'Anna'],
      text: 'كانت جدتي تضيف الهيل في آخر لحظة، ثم ترفع الدلة عن النار قبل أن تفور. لم أتقنها بعدُ.',
    }),
    comment({
      id: 'patience',
      parentId: 'cardamom',
      author: { name: 'سامي', role: 'author' },
      createdAt: now - 1 * days,
      text: 'السر في الصبر، وفي الفناجين الصغيرة.',
    }),
    comment({
      id: 'tourist',
      parentId: 'patience',
      author: { name: 'Anna' },
      createdAt: now - 50 * minutes,
      text: 'I read this with a dictionary and now I want coffee.',
    }),
  ];
}

export function glove(now: number): ImportedComment[] {
  return [
    comment({
      id: 'right-hand',
      author: { name: 'Benedikt' },
      createdAt: now - 5 * hours,
      text: 'I have the right one. I found it in March.',
    }),
  ];
}

export function umbrella(now: number): ImportedComment[] {
  return [
    comment({
      id: 'seen',
      author: { name: 'Mirela' },
      createdAt: now - 2 * hours,
      likers: ['Kofi'],
      text: 'Seen an hour later at the harbour, still open.',
    }),
    comment({
      id: 'let-go',
      parentId: 'seen',
      author: { name: 'Kofi' },
      createdAt: now - 80 * minutes,
      text: 'Let it go, Mirela.',
    }),
  ];
}
