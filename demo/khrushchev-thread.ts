import type { ImportedComment } from '../src/backends/local-bulk.ts';
import { comment, days, hours, minutes } from './comments.ts';

/** The thread under the post: nine comments, written some days before `now`. */
export function khrushchevThread(now: number): ImportedComment[] {
  const mark = { name: 'Mark', role: 'author' } as const;
  return [
    comment({
      id: 'at-home',
      author: { name: 'Hanna Lindqvist' },
      createdAt: now - 6 * days - 3 * hours,
      likers: ['Ruth Abernethy', 'Pieter', 'Mark'],
      text: `I had no idea he ever came over. Do we know what people at home were told about the trip while it was going on, or did they only hear of it afterwards?`,
    }),
    comment({
      id: 'front-page',
      parentId: 'at-home',
      author: mark,
      createdAt: now - 6 * days - 40 * minutes,
      text: `While it was going on, and every day. Pravda gave it the front page and printed the speeches at length. His son-in-law, who edited Izvestia, was on the plane, and before the year was out he and eleven others who had come along made a thick book of it, “Face to Face with America”. It got them the Lenin Prize.`,
    }),
    comment({
      id: 'library',
      parentId: 'front-page',
      author: { name: 'Hanna Lindqvist' },
      createdAt: now - 5 * days - 21 * hours,
      text: `A dozen authors and a prize, I should have guessed. Our university library has a copy. Last borrowed in 1974!`,
    }),
    comment({
      id: 'shoe',
      author: { name: 'Tomás R.' },
      createdAt: now - 4 * days - 8 * hours,
      text: `Is this the visit where he banged his shoe on the table? I was waiting for it right to the end.`,
    }),
    comment({
      id: 'next-year',
      parentId: 'shoe',
      author: mark,
      createdAt: now - 4 * days - 5 * hours,
      text: `That was a year later, in the autumn of 1960, when he came back for the United Nations and nobody had invited him anywhere.

What the shoe did is still argued about. Some who sat there saw it hit the desk, some only saw it in his hand, and some saw it lie in front of him. The famous photograph of it in mid-air is a montage.`,
    }),
    comment({
      id: 'coon-rapids',
      author: { name: 'Ruth Abernethy', url: 'https://example.org/ruth' },
      createdAt: now - 3 * days - 2 * hours,
      likers: ['Hanna Lindqvist', 'Олег'],
      text: `My grandmother lived two farms down from Coon Rapids. She did not get to see him, because the road was closed, but she sold eleven pies to the reporters who could not get through either. In our family that is what the Cold War was about.`,
    }),
    comment({
      id: 'spirit',
      author: { name: 'Pieter' },
      createdAt: now - 1 * days - 6 * hours,
      text: `I think you are too kind to the “spirit of Camp David”. He withdrew an ultimatum that he had made himself ten months earlier, and people were grateful to him for it. Two years after the tour there was a wall through Berlin. A man who jokes with farmers is still the man with the rockets.`,
    }),
    comment({
      id: 'both',
      parentId: 'spirit',
      author: { name: 'Ruth Abernethy', url: 'https://example.org/ruth' },
      createdAt: now - 1 * days - 1 * hours,
      text: `Fair, but the rockets stayed on the ground in ’61, and even in ’62. Perhaps it helps a little if the other man is somebody you have seen eat a hot dog.`,
    }),
    comment({
      id: 'watch',
      author: { name: 'Олег' },
      createdAt: now - 5 * hours,
      text: `What became of the wristwatch? And did the cigar survive the journey?`,
    }),
  ];
}
